import { mintedId } from '../article/ids.ts'
import type { FeedDefinition, Selection } from '../feed/definition.ts'
import { pathPart } from './feed-path.ts'
import { type Publishing, tagEntityOf } from './publishing.ts'
import type { FeedOptions, GeneratorOptions, Settings } from './settings.ts'

/** The kinds of words for which feeds can be generated. */
export const FEED_KINDS = ['tag', 'author', 'language'] as const
export type FeedKind = (typeof FEED_KINDS)[number]

/** The settings that request them. */
export const GENERATOR_SETTINGS = { tag: 'perTag', author: 'perAuthor', language: 'perLanguage' } as const

/** The folder for feeds of a kind. */
export function generatedFolder(settings: Settings, kind: FeedKind): string {
  const asked = settings[GENERATOR_SETTINGS[kind]]
  return (typeof asked === 'boolean' ? undefined : asked.path) ?? `${kind}s`
}

/** Groups names that differ only in case, accents or separators, in the order of their common folders. */
export function spellings(names: readonly string[]): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>()
  for (const name of [...new Set(names)].toSorted()) {
    const part = pathPart(name)
    const group = groups.get(part)
    if (group === undefined) groups.set(part, [name])
    else group.push(name)
  }
  return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
}

/**
 * The feed for one tag, author or language, given in all its spellings; undefined if the settings do not request such
 * feeds. It depends only on these names, so that it can be created without knowing the others.
 */
export function generatedFeed(
  settings: Settings,
  kind: FeedKind,
  names: readonly string[],
  publishing: (options: Partial<FeedOptions>) => Publishing,
): FeedDefinition | undefined {
  const asked = settings[GENERATOR_SETTINGS[kind]]
  const [name] = names
  if (asked === false || name === undefined) return undefined
  const options: Partial<GeneratorOptions> = asked === true ? {} : asked
  const path = `${generatedFolder(settings, kind)}/${pathPart(name)}`
  const fill = (pattern: string) =>
    pattern.replace(/\{(site|name)\}/g, (_, word) => (word === 'site' ? settings.title : name))
  return {
    ...publishing(kind === 'language' ? { ...options, language: name } : options),
    name: path,
    path,
    id: mintedId(tagEntityOf(settings), `feed/${path}`),
    title: fill(options.title ?? '{site}: {name}'),
    description: fill(options.description ?? '{name} – {site}'),
    homeUrl: settings.url,
    selection: {
      ...selectionOf(kind, names),
      ...((options.teasers ?? settings.teasers) ? { teasers: true } : {}),
    },
    generated: true,
    translations: [],
  }
}

function selectionOf(kind: FeedKind, names: readonly string[]): Selection {
  if (kind === 'tag') return { tags: names }
  return kind === 'author' ? { authors: names } : { languages: names }
}
