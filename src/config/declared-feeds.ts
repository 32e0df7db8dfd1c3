import { mintedId } from '../article/ids.ts'
import { sitePath } from '../article/site-path.ts'
import type { FeedDefinition, Selection } from '../feed/definition.ts'
import type { FormatNames } from '../formats/format.ts'
import { formatEntries } from '../formats/index.ts'
import { feedPath, pathPart } from './feed-path.ts'
import { FEED_KINDS, GENERATOR_SETTINGS, generatedFolder } from './generated-feeds.ts'
import { type SettingPath, settingName } from './problem.ts'
import { capital, type Publishing, tagEntityOf } from './publishing.ts'
import type { FeedOptions, HandMadeFeed, Settings, WholeFeed } from './settings.ts'

/** A feed in the settings, and its position there. */
export interface DeclaredFeed {
  readonly at: SettingPath
  readonly definition: FeedDefinition
}

/** Name of the feed of all sections. */
export const ALL_SECTIONS = 'all'

const ALL_SETTING = 'allSections'

/** The feeds in the settings: those of sections, custom ones, and the feed of all sections. */
export function declaredFeeds(
  settings: Settings,
  publishing: (options: Partial<FeedOptions>) => Publishing,
): readonly DeclaredFeed[] {
  const define = (name: string, options: Partial<WholeFeed>, otherwise: FallBack): FeedDefinition => {
    const common = publishing(options)
    const { path, documents } = placesOf(name, options, common.formats)
    const title = options.title ?? otherwise.title
    return {
      ...common,
      name,
      path,
      ...(Object.keys(documents).length === 0 ? {} : { documents }),
      id: options.id ?? mintedId(tagEntityOf(settings), `feed/${path}`),
      ...(options.id === undefined ? {} : { hasOwnId: true }),
      title,
      description: options.description ?? otherwise.description ?? title,
      homeUrl: new URL(sitePath(options.home ?? otherwise.home, settings.url), settings.url).href,
      selection: withTeasers(otherwise.selection, options.teasers ?? settings.teasers),
      translations: options.translations ?? [],
    }
  }
  const feeds: DeclaredFeed[] = []
  for (const [name, { title, description, feed }] of Object.entries(settings.sections)) {
    if (feed === false) continue
    const definition = define(name, feed === true ? {} : feed, {
      title: `${settings.title}: ${title ?? capital(name)}`,
      description,
      home: `${encodeURIComponent(name)}/`,
      selection: { sections: [name] },
    })
    feeds.push({ at: ['sections', name], definition })
  }
  for (const [name, feed] of Object.entries(settings.feeds)) {
    const title = `${settings.title}: ${capital(name)}`
    const definition = define(name, feed, { title, home: '', selection: selectionOf(feed) })
    feeds.push({ at: ['feeds', name], definition })
  }
  if (settings.allSections !== false) {
    const { title, description } = settings
    const options = settings.allSections === true ? {} : settings.allSections
    const definition = define(ALL_SECTIONS, options, { title, description, home: '', selection: {} })
    feeds.push({ at: [ALL_SETTING], definition })
  }
  return feeds.map((feed) => ({ ...feed, definition: withTranslations(feed.definition, feeds) }))
}

/** A feed for an audience contains the articles themselves. */
function withTeasers(selection: Selection, teasers: boolean): Selection {
  return teasers && selection.audience === undefined ? { ...selection, teasers: true } : selection
}

/** The setting for the folder of a feed's documents, as written in messages: `sections.world.feed.path`. */
export function pathSettingOf(settings: Settings, { name, generated }: FeedDefinition): string {
  if (generated === true) {
    const kind = FEED_KINDS.find((one) => name.startsWith(`${generatedFolder(settings, one)}/`)) ?? 'tag'
    return settingName([GENERATOR_SETTINGS[kind], 'path'])
  }
  if (settings.feeds[name] !== undefined) return settingName(['feeds', name, 'path'])
  if (settings.sections[name] !== undefined) return settingName(['sections', name, 'feed', 'path'])
  return settingName([ALL_SETTING, 'path'])
}

/** Defaults of options that a feed does not state. */
interface FallBack {
  readonly title: string
  readonly description?: string | undefined
  readonly home: string
  readonly selection: Selection
}

/** Folder of a feed, and its documents at other addresses, by file name. */
function placesOf(
  name: string,
  { path: place, documents: stated = {} }: Partial<WholeFeed>,
  formats: readonly string[],
): { readonly path: string; readonly documents: Readonly<Record<string, string>> } {
  const isDocument = place?.startsWith('/') === true
  const path = place === undefined || isDocument ? folderOf(name) : place
  const addresses = new Map<string, string>()
  if (isDocument) addresses.set(formatAt(place, formats).fileName, place)
  for (const { name: format, fileName } of formatEntries) {
    const address = stated[format]
    if (address !== undefined) addresses.set(fileName, address)
  }
  const documents = [...addresses].map(([fileName, address]) => [fileName, address.slice(1)] as const)
  return {
    path,
    documents: Object.fromEntries(
      documents.filter(([fileName, address]) => address !== `${path}/${fileName}`),
    ),
  }
}

/** The format that readers expect at this address: according to its name, or else the first. */
function formatAt(address: string, formats: readonly string[]): FormatNames {
  const known = formatEntries.filter(({ name }) => formats.includes(name))
  return known.find(({ addresses }) => addresses?.test(address)) ?? known[0] ?? formatEntries[0]
}

function folderOf(name: string): string {
  const read = feedPath(name)
  return 'path' in read && !name.includes('/') ? read.path : pathPart(name)
}

/** Translations must be mutual: `hreflang` is valid only if both pages refer to each other. */
function withTranslations(feed: FeedDefinition, all: readonly DeclaredFeed[]): FeedDefinition {
  const group = new Set([feed.name])
  for (const name of group)
    for (const { definition } of all) {
      if (definition.translations.includes(name)) group.add(definition.name)
      if (definition.name === name) for (const other of definition.translations) group.add(other)
    }
  group.delete(feed.name)
  return { ...feed, translations: [...group] }
}

function selectionOf(feed: HandMadeFeed): Selection {
  const { exclude } = feed
  return {
    ...choiceOf(feed),
    ...(feed.languages === undefined ? {} : { languages: feed.languages }),
    ...(feed.audience === undefined ? {} : { audience: feed.audience }),
    ...(exclude === undefined ? {} : { exclude: choiceOf(exclude) }),
  }
}

function choiceOf(choice: NonNullable<HandMadeFeed['exclude']>): NonNullable<Selection['exclude']> {
  const { sections, tags, authors } = choice
  return {
    ...(sections === undefined ? {} : { sections }),
    ...(tags === undefined ? {} : { tags }),
    ...(authors === undefined ? {} : { authors }),
  }
}
