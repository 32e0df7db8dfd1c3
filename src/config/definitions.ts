import type { MediaLookup, Site } from '../article/site.ts'
import type { FeedDefinition } from '../feed/definition.ts'
import type { Finding, Parsed } from '../finding.ts'
import { declaredFeeds } from './declared-feeds.ts'
import { pathKey } from './feed-path.ts'
import { FEED_KINDS, type FeedKind, generatedFeed, spellings } from './generated-feeds.ts'
import { authorsOf, capital, publishingOf, tagEntityOf } from './publishing.ts'
import type { Settings } from './settings.ts'
import { settingsFinding } from './settings-finding.ts'

/** Words in the catalog for which feeds can be generated. */
export interface Found {
  readonly tags: readonly string[]
  readonly authors: readonly string[]
  readonly languages: readonly string[]
}

/** The site data for pure code. */
export function siteOf(settings: Settings): Site {
  const sections = Object.entries(settings.sections).map(([name, { title = capital(name), feed }]) => {
    const language = typeof feed === 'object' ? feed.language : undefined
    return [name, { title, ...(language !== undefined && { language }) }] as const
  })
  return {
    title: settings.title,
    url: settings.url,
    language: settings.language,
    timeZone: settings.timeZone,
    tagEntity: tagEntityOf(settings),
    permalink: settings.permalink,
    ...(Object.keys(settings.ids).length > 0 && { knownIds: byAddress(settings.ids, settings) }),
    ...(Object.keys(settings.dates).length > 0 && { knownDates: byAddress(settings.dates, settings) }),
    markdown: settings.markdown,
    ...(settings.sponsored !== undefined && { sponsoredLabel: settings.sponsored.label }),
    ...audiencesOf(settings),
    authors: authorsOf(settings),
    sections: new Map(sections),
  }
}

/**
 * Audiences with declared feeds. Undefined if there are none and public feeds contain teasers, so that no audience is
 * missing.
 */
function audiencesOf(settings: Settings): Pick<Site, 'audiences'> {
  const declared = declaredFeeds(
    settings,
    publishingOf(settings, () => undefined),
  ).map(({ definition }) => definition.selection)
  const audiences = declared.flatMap(({ audience }) => audience ?? [])
  return audiences.length === 0 && declared.some(({ teasers }) => teasers === true) ? {} : { audiences }
}

/**
 * All feeds of the site: those in the settings, in order, then those generated for each tag, author and language if the
 * settings request that, in the order of their folders.
 *
 * `media` returns the pixel sizes of local feed pictures by their path below the content folder. A generated feed whose
 * folder is used by a declared one is left out with a warning that names both, so that the tags of an article cannot
 * stop a build.
 */
export function feedDefinitionsOf(
  settings: Settings,
  found: Found,
  media: MediaLookup = () => undefined,
): Parsed<readonly FeedDefinition[]> {
  const publishing = publishingOf(settings, media)
  const feeds = declaredFeeds(settings, publishing).map((one) => one.definition)
  const holders = new Map(feeds.map((feed) => [pathKey(feed.path), feed.name]))
  const names = { tag: found.tags, author: found.authors, language: found.languages }
  const findings: Finding[] = []
  for (const kind of FEED_KINDS) {
    const generated = spellings(names[kind]).flatMap((group) => {
      const feed = generatedFeed(settings, kind, group, publishing)
      if (feed === undefined) return []
      const holder = holders.get(pathKey(feed.path))
      if (holder !== undefined) findings.push(takenFolder(kind, group, feed, holder))
      holders.set(pathKey(feed.path), feed.name)
      return holder === undefined ? [feed] : []
    })
    feeds.push(
      ...(kind === 'language' ? generated.map((feed) => amongTranslations(feed, generated)) : generated),
    )
  }
  return { value: feeds, findings }
}

function amongTranslations(feed: FeedDefinition, all: readonly FeedDefinition[]): FeedDefinition {
  return { ...feed, translations: all.map((other) => other.name).filter((name) => name !== feed.name) }
}

function takenFolder(
  kind: FeedKind,
  names: readonly string[],
  feed: FeedDefinition,
  holder: string,
): Finding {
  return settingsFinding('feed-folder-taken', {
    message: `the ${kind} ${names.map((name) => JSON.stringify(name)).join(', ')} gets no feed: its folder is that of the feed ${holder}`,
    feed: feed.name,
    got: feed.path,
    expected: 'a separate folder',
    fix: `give the feed ${holder} another path in site.yaml, or the generated ones another folder`,
  })
}

function byAddress(values: Readonly<Record<string, string>>, { url }: Settings): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(values).flatMap(([address, known]) => {
      const path = address.replace(/^\/+/, '')
      return URL.canParse(path, url) ? [[new URL(path, url).href, known] as const] : []
    }),
  )
}
