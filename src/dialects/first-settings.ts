import { yamlText } from '../article/stamp.ts'

/** What is known of a site before it has settings. */
export interface FirstSettings {
  readonly title: string
  /** Absolute, ending in `/`. */
  readonly url: string
  /** Year from which on the domain was the site's, for ids that are minted. */
  readonly since: number
  readonly language?: string
  readonly timeZone?: string
  readonly author?: string
  /** Name of the dialect and its folder. */
  readonly source: { readonly kind: string; readonly path: string }
  /** Names of the sections, the largest first. */
  readonly sections: readonly string[]
  /** The feed that the site publishes already. */
  readonly feed?: ExistingFeed
  /** Ids that its readers know, where they are others than the program's own. */
  readonly ids: Readonly<Record<string, string>>
}

/** Where readers find the feed of a site today. */
export interface ExistingFeed {
  /** From the root of the site: `/index.xml`. */
  readonly path: string
  readonly format: 'rss' | 'atom' | 'json'
  readonly items: number
}

/** Most items of a feed that nothing more is said of; see the setting `limit`. */
const USUAL_LIMIT = 50

/** The text of `feedwright.yaml`, with a word on every line that somebody may want to change. */
export function firstSettingsText(site: FirstSettings): string {
  const { feed, sections } = site
  const isAlone = sections.length === 1
  const feedLines = feed === undefined ? [] : linesOf(feed)
  const lines = [
    '# Settings of feedwright: docs/settings.md of the package has them all. Deleting this file undoes `feedwright init`.',
    `title: ${yamlText(site.title)}`,
    `url: ${site.url}`,
    `since: ${site.since} # a year from which on the domain is yours; never change it`,
    ...stated('language', site.language),
    ...stated('timeZone', site.timeZone),
    ...stated('author', site.author),
    'sources:',
    `  - ${site.source.kind}: ${yamlText(site.source.path)}`,
    'sections:',
    ...sections.flatMap((name) => [
      `  ${yamlText(name)}:`,
      ...(isAlone && feedLines.length > 0 ? ['    feed:', ...feedLines.map((line) => `      ${line}`)] : []),
    ]),
    ...(!isAlone && feedLines.length > 0
      ? [
          '# The feed that readers have today, at its address.',
          'allSections:',
          ...feedLines.map((line) => `  ${line}`),
        ]
      : isAlone
        ? []
        : ['allSections: true']),
    ...idLines(site.ids),
  ]
  return `${lines.join('\n')}\n`
}

function linesOf({ path, format, items }: ExistingFeed): readonly string[] {
  return [
    `documents: { ${format}: ${yamlText(path)} }`,
    ...(items > USUAL_LIMIT ? [`limit: ${items} # as many as it has today`] : []),
  ]
}

function idLines(ids: FirstSettings['ids']): readonly string[] {
  const known = Object.entries(ids)
  if (known.length === 0) return []
  return [
    '# Ids that readers know these articles by. Without them every one would come back as new.',
    'ids:',
    ...known.map(([address, id]) => `  ${quoted(address)}: ${quoted(id)}`),
  ]
}

const quoted = (text: string): string => JSON.stringify(text)

const stated = (name: string, value: string | undefined): readonly string[] =>
  value === undefined ? [] : [`${name}: ${yamlText(value)}`]
