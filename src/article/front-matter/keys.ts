import { nearest } from '../suggestion.ts'
import { foldKey } from './key-spelling.ts'

/** Type of the value of a key, as named in `docs/articles.md`. */
type KeyType =
  | 'text'
  | 'long text'
  | 'date'
  | 'flag'
  | 'URL'
  | 'id'
  | 'slug'
  | 'authors'
  | 'words'
  | 'image'
  | 'enclosures'
  | 'language tag'
  | 'section'

export interface FrontMatterKey {
  readonly name: string
  /** Spellings of the same key in other programs. */
  readonly aliases: readonly string[]
  readonly type: KeyType
  readonly help: string
}

/** All front matter keys of an article. The parser, the suggestions for a mistyped key and the docs use this list. */
export const FRONT_MATTER_KEYS = [
  {
    name: 'title',
    aliases: [],
    type: 'text',
    help: 'The headline: plain text, at most 1,000 characters. Without it, the title of a Markdown article is its first `# heading`.',
  },
  {
    name: 'date',
    aliases: [
      'published',
      'pubDate',
      'publishedAt',
      'publishedOn',
      'datePublished',
      'publicationDate',
      'postDate',
    ],
    type: 'date',
    help: 'When the article was published. Never change it: readers see a changed date as a new article.',
  },
  {
    name: 'updated',
    aliases: ['modified', 'lastmod'],
    type: 'date',
    help: 'When the article last changed in a way that matters to readers. Without it, the time at which feedwright first saw the changed text.',
  },
  {
    name: 'id',
    aliases: ['guid'],
    type: 'id',
    help: 'The permanent id, preferably an absolute IRI. RSS and JSON Feed keep other text (`65b9…`, `1234 at https://…`) as it is; Atom has it in a tag: URI. Without it, feedwright generates an id from the path of the file; `feedwright stamp` writes it here.',
  },
  {
    name: 'url',
    aliases: ['link', 'permalink'],
    type: 'URL',
    help: 'The address of the article: absolute, or a path from the root of the site. Without it, the setting `permalink` determines the address.',
  },
  {
    name: 'slug',
    aliases: [],
    type: 'slug',
    help: 'The last part of the address. Without it, the name of the file.',
  },
  {
    name: 'author',
    aliases: ['authors', 'by', 'byline'],
    type: 'authors',
    help: 'The author: a name, `Name <mail>`, `{name, email, url}`, or a list of these. `By` before a name is removed.',
  },
  {
    name: 'tags',
    aliases: ['tag', 'categories', 'category', 'keywords'],
    type: 'words',
    help: 'Subjects: a list, or words separated by commas. The values of all spellings of this key are combined.',
  },
  {
    name: 'summary',
    aliases: ['description', 'excerpt'],
    type: 'long text',
    help: 'A summary in plain text of at most 5,000 characters. Without it, the beginning of the text, at most 300 characters.',
  },
  {
    name: 'image',
    aliases: ['cover'],
    type: 'image',
    help: 'The lead image: a file or URL, or `{src, alt, caption, credit, type, width, height, length}`.',
  },
  {
    name: 'enclosures',
    aliases: ['enclosure', 'attachments'],
    type: 'enclosures',
    help: 'Files that belong to the article, such as audio: a file or URL, `{url, type, length, title}`, or a list of these.',
  },
  {
    name: 'language',
    aliases: ['lang'],
    type: 'language tag',
    help: 'BCP 47 tag, for example `en-GB`, if it differs from the language of the site.',
  },
  {
    name: 'section',
    aliases: [],
    type: 'section',
    help: 'Name or title of the section, if it differs from that of the folder.',
  },
  {
    name: 'audience',
    aliases: [],
    type: 'text',
    help: 'Who may read the article, for example `subscribers`. Only feeds for this audience contain it. Without it, the article is for everyone.',
  },
  {
    name: 'draft',
    aliases: [],
    type: 'flag',
    help: '`true`: the article is not published.',
  },
  {
    name: 'embargoedUntil',
    aliases: ['embargoed_until', 'embargo'],
    type: 'date',
    help: 'Nothing of the article is published before this time.',
  },
  {
    name: 'withdrawn',
    aliases: ['retracted'],
    type: 'flag',
    help: '`true`: the article is removed from the feeds, and readers are informed that it was withdrawn.',
  },
  {
    name: 'reason',
    aliases: [],
    type: 'long text',
    help: 'Why the article was withdrawn. Readers see it.',
  },
] as const satisfies readonly FrontMatterKey[]

export type KeyName = (typeof FRONT_MATTER_KEYS)[number]['name']

interface Spelled {
  readonly name: KeyName
  /** Position among the spellings of its key in the docs: the first has precedence. */
  readonly rank: number
}

const BY_SPELLING: ReadonlyMap<string, Spelled> = new Map(
  FRONT_MATTER_KEYS.flatMap((key) =>
    [key.name, ...key.aliases].map(
      (spelling, rank) => [foldKey(spelling), { name: key.name, rank }] as const,
    ),
  ).toReversed(),
)

/** The key that `spelling` stands for; letter case, `-`, `_` and invisible characters are ignored. */
export function keySpelled(spelling: string): Spelled | undefined {
  return BY_SPELLING.get(foldKey(spelling))
}

export const keyNamed = (spelling: string): KeyName | undefined => keySpelled(spelling)?.name

/**
 * Keys that determine whether, when, to whom and under which id an article is public. They are never suggested for a
 * mistyped key.
 */
const NEVER_MEANT: ReadonlySet<KeyName> = new Set([
  'date',
  'updated',
  'id',
  'audience',
  'draft',
  'embargoedUntil',
  'withdrawn',
])

const SUGGESTED: readonly string[] = FRONT_MATTER_KEYS.filter(({ name }) => !NEVER_MEANT.has(name)).flatMap(
  ({ name, aliases }) => [name, ...aliases],
)

/** The known spelling nearest to a mistyped key, if one is near enough. */
export function nearestKey(spelling: string): string | undefined {
  const { length } = spelling
  return length < 4 ? undefined : nearest(spelling, SUGGESTED, length < 8 ? 1 : 2)
}
