import { yamlText } from '../article/front-matter/stamp.ts'
import type { SettledFacts } from './settled-facts.ts'

/** Data about a site from which its first settings are written. */
export interface FirstSettings {
  readonly title: string
  /** Set if the title is only the name of the folder. */
  readonly isTitleGuessed?: true
  /** Absolute, ending in `/`. */
  readonly url: string
  /** First year in which the domain belonged to the site, for minted ids. */
  readonly since: number
  readonly language?: string
  readonly timeZone?: string
  readonly author?: string
  /** Name of the dialect, and its folder; for built pages, also the selectors that their markup makes necessary. */
  readonly source: {
    readonly kind: string
    readonly path: string
    readonly selectors?: Readonly<Record<string, string>>
    /** Set if the sitemap lacks articles. */
    readonly sitemap?: false
    /** What the settings state about the site. */
    readonly facts?: SettledFacts
  }
  /** Names of the sections, the largest first. */
  readonly sections: readonly string[]
  /** Whether there are articles in other languages than the site's; readers of a feed expect one language. */
  readonly isMultilingual?: boolean
  /** The feed that the site already publishes. */
  readonly feed?: ExistingFeed
  /** How the addresses of its other feeds are kept. */
  readonly others?: KeptFeeds
  /** Ids known to its readers, if they differ from those that the program creates. */
  readonly ids: Readonly<Record<string, string>>
  /** Dates known to its readers that the pages do not state. */
  readonly dates?: Readonly<Record<string, string>>
}

/** Articles that have a value in common. */
export interface FeedPart {
  readonly list: 'sections' | 'languages' | 'tags' | 'authors'
  /** Any of these. */
  readonly values: readonly string[]
}

/** A feed of such articles, at the addresses that readers know. */
export interface FeedOfPart {
  readonly part: FeedPart
  /** Address by format. */
  readonly documents: Readonly<Record<string, string>>
  /** Number of items, if it leaves out older articles. */
  readonly limit?: number
  readonly title?: string
}

/** How the addresses of the further feeds of a site are kept. */
export interface KeptFeeds {
  /** Addresses of the main feed by format. */
  readonly documents: Readonly<Record<string, string>>
  readonly redirects: Readonly<Record<string, string>>
  readonly parts: readonly FeedOfPart[]
  /** All addresses of further feeds that are kept. */
  readonly paths: readonly string[]
  /** Addresses that are not kept because readers know the articles there by other ids. */
  readonly withOtherIds: readonly string[]
}

/** The existing feed of a site. */
export interface ExistingFeed {
  /** Path from the root of the site: `/index.xml`. Absent if it is not on the site. */
  readonly path?: string
  readonly format: 'rss' | 'atom' | 'json'
  /** Addresses of the same feed in other formats, or all of them. */
  readonly documents?: Readonly<Record<string, string>>
  readonly items: number
  /** Maximum number of items, if not the usual one. */
  readonly limit?: number
  /** How much of an article it can carry, if not the whole text. */
  readonly content?: 'excerpt' | 'summary'
  /** Maximum size of a document, if the usual one is too small. */
  readonly maxBytes?: number
  readonly title?: string
}

/** Default maximum number of items; see the setting `limit`. */
export const USUAL_LIMIT = 50

/** The text of `feedwright.yaml`, with a comment on every line that a user may want to change. */
export function firstSettingsText(site: FirstSettings): string {
  const lines = [
    '# Settings of feedwright; docs/settings.md of the package explains them. To undo `feedwright init`, delete this file.',
    `title: ${yamlText(site.title)}${site.isTitleGuessed === true ? ' # the name of the folder; readers see it' : ''}`,
    `url: ${addressText(site.url)}`,
    `since: ${site.since} # a year since which you own the domain; never change it`,
    ...stated('language', site.language),
    ...stated('timeZone', site.timeZone),
    ...stated('author', site.author),
    'sources:',
    ...sourceLines(site.source),
    ...feedLines(site),
    ...redirectLines(site.others),
    ...idLines(site.ids),
    ...dateLines(site.dates),
  ]
  return `${lines.join('\n')}\n`
}

function sourceLines({
  kind,
  path,
  selectors = {},
  sitemap,
  facts: { folders, guid } = {},
}: FirstSettings['source']): readonly string[] {
  const own = Object.entries(selectors)
  if (folders !== undefined || guid !== undefined)
    return [
      `  - kind: ${kind}`,
      `    path: ${yamlText(path)}`,
      ...(folders === undefined
        ? []
        : [`    folders: [${folders.map(quoted).join(', ')}] # only these have articles`]),
      ...(guid === undefined
        ? []
        : [`    guid: ${quoted(guid)} # the ids in the present feed; never change it`]),
    ]
  if (own.length === 0 && sitemap === undefined) return [`  - { kind: ${kind}, path: ${yamlText(path)} }`]
  return [
    `  - kind: ${kind}`,
    `    path: ${yamlText(path)}`,
    ...(sitemap === undefined ? [] : ['    sitemap: false # it lacks pages that are in the present feed']),
    ...(own.length === 0
      ? []
      : [
          '    # CSS selectors for what the pages do not state in their markup, found by comparing them with the present feed.',
        ]),
    ...own.map(([name, selector]) => `    ${name}: ${quoted(selector)}`),
  ]
}

const TODAY = '# The present feed, at its address.'

function feedLines(site: FirstSettings): readonly string[] {
  const { feed, sections, isMultilingual = false, language, others } = site
  const names = sections.map(yamlText)
  const kept = feed === undefined ? [] : linesOf({ ...feed, ...(others && { documents: others.documents }) })
  const parts = partLines(others?.parts ?? [])
  if (isMultilingual)
    return [
      'sections:',
      ...names.map((name) => `  ${name}: { feed: false }`),
      ...(kept.length === 0 ? [] : [TODAY]),
      'feeds:',
      '  main:',
      ...indented(
        [`languages: [${yamlText(language ?? 'en')}]`, `sections: [${names.join(', ')}]`, ...kept],
        4,
      ),
      ...parts,
      'perLanguage: true',
    ]
  if (names.length === 1)
    return [
      'sections:',
      ...names.map((name) => `  ${name}:`),
      ...(kept.length === 0 ? [] : ['    feed:', ...indented(kept, 6)]),
      ...(parts.length === 0 ? [] : ['feeds:', ...parts]),
    ]
  return [
    'sections:',
    ...names.map((name) => `  ${name}:`),
    ...(kept.length === 0 ? ['allSections: true'] : [TODAY, 'allSections:', ...indented(kept, 2)]),
    ...(parts.length === 0 ? [] : ['feeds:', ...parts]),
  ]
}

/** Further feeds of the site, named by what their articles have in common. */
function partLines(parts: readonly FeedOfPart[]): readonly string[] {
  const names = new Set<string>()
  return parts.flatMap(({ part: { list, values }, documents, limit, title }) => {
    const [value = '', ...more] = values
    const bare =
      more.length > 0
        ? 'all'
        : value
            .toLowerCase()
            .replace(/[^a-z0-9]+/g, '-')
            .replace(/^-|-$/g, '')
    const plain = [list.slice(0, -1), bare].filter((word) => word !== '').join('-')
    const name = names.has(plain) ? `${plain}-${names.size + 1}` : plain
    names.add(name)
    return [
      `  ${name}:`,
      ...indented(
        [
          `${list}: [${values.map(yamlText).join(', ')}]`,
          `documents: ${documentsText(documents)}`,
          ...stated('title', title),
          ...(limit === undefined ? [] : [`limit: ${limit} # as far back as the present feed`]),
        ],
        4,
      ),
    ]
  })
}

const documentsText = (documents: Readonly<Record<string, string>>): string =>
  `{ ${Object.entries(documents)
    .map(([format, path]) => `${format}: ${yamlText(path)}`)
    .join(', ')} }`

function redirectLines({ redirects }: Pick<KeptFeeds, 'redirects'> = { redirects: {} }): readonly string[] {
  const all = Object.entries(redirects)
  if (all.length === 0) return []
  return [
    '# Other addresses of these feeds.',
    'redirects:',
    ...all.map(([from, to]) => `  ${quoted(from)}: ${quoted(to)}`),
  ]
}

const indented = (lines: readonly string[], columns: number): readonly string[] =>
  lines.map((line) => `${' '.repeat(columns)}${line}`)

function linesOf(feed: ExistingFeed): readonly string[] {
  const { path, format, items, limit, content, maxBytes, title } = feed
  const documents = { ...(path !== undefined && { [format]: path }), ...feed.documents }
  return [
    ...(Object.keys(documents).length === 0 ? [] : [`documents: ${documentsText(documents)}`]),
    ...stated('title', title),
    ...(limit === undefined && items <= USUAL_LIMIT
      ? []
      : [`limit: ${limit ?? items} # as far back as the present feed`]),
    ...(content === undefined
      ? []
      : [`content: ${content} # with whole texts, these items would be too large`]),
    ...(maxBytes === undefined ? [] : [`maxBytes: ${maxBytes} # the present feed has as many whole texts`]),
  ]
}

function idLines(ids: FirstSettings['ids']): readonly string[] {
  const known = Object.entries(ids)
  if (known.length === 0) return []
  return [
    '# Ids under which readers know these articles. Without them, the articles would come back as new.',
    'ids:',
    ...known.map(([address, id]) => `  ${quoted(address)}: ${quoted(id)}`),
  ]
}

function dateLines(dates: FirstSettings['dates'] = {}): readonly string[] {
  const known = Object.entries(dates)
  if (known.length === 0) return []
  return [
    '# Dates of these articles, which their pages do not state for programs.',
    'dates:',
    ...known.map(([address, date]) => `  ${quoted(address)}: ${date}`),
  ]
}

/** Unquoted if YAML parses it as the same text. */
const addressText = (url: string): string => (/^[\w.:/@~%+-]+[\w/]$/.test(url) ? url : quoted(url))

const quoted = (text: string): string => JSON.stringify(text)

const stated = (name: string, value: string | undefined): readonly string[] =>
  value === undefined ? [] : [`${name}: ${yamlText(value)}`]
