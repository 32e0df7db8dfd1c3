import { foldKey } from './key-spelling.ts'
import { nearest } from './suggestion.ts'

/** What a key takes, in the words of `docs/articles.md`. */
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
  /** Other spellings of the same key, from other programs. */
  readonly aliases: readonly string[]
  readonly type: KeyType
  readonly help: string
}

/** Every key of an article's front matter, stated once: reading, the suggestions for a mistyped key and the docs come from here. */
export const FRONT_MATTER_KEYS = [
  {
    name: 'title',
    aliases: [],
    type: 'text',
    help: 'The headline, plain text of at most 1,000 characters. Without it a Markdown article takes its first `# heading`.',
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
    help: 'When the article last changed in a way that matters to readers. Without it, the moment a change of the text was seen.',
  },
  {
    name: 'id',
    aliases: ['guid'],
    type: 'id',
    help: 'The permanent id, best an absolute IRI; another text (`65b9…`, `1234 at https://…`) is kept for RSS and JSON Feed, and Atom has it within a tag: URI. Without it one is made from the path of the file; `feedwright stamp` writes it here.',
  },
  {
    name: 'url',
    aliases: ['link', 'permalink'],
    type: 'URL',
    help: "The article's address, absolute or from the site's root. Without it the site's permalink pattern says.",
  },
  {
    name: 'slug',
    aliases: [],
    type: 'slug',
    help: 'The last part of the address. Without it the name of the file.',
  },
  {
    name: 'author',
    aliases: ['authors', 'by', 'byline'],
    type: 'authors',
    help: 'Who wrote it: a name, `Name <mail>`, `{name, email, url}`, or a list of these. `By` before a name is no part of it.',
  },
  {
    name: 'tags',
    aliases: ['tag', 'categories', 'category', 'keywords'],
    type: 'words',
    help: 'Subjects: a list, or words separated by commas. All spellings of the key add up.',
  },
  {
    name: 'summary',
    aliases: ['description', 'excerpt'],
    type: 'long text',
    help: 'What the article says, in plain text of at most 5,000 characters. Without it the beginning of the text, up to 300.',
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
    help: 'Files to fetch with the article: a file or URL, `{url, type, length, title}`, or a list of these.',
  },
  {
    name: 'language',
    aliases: ['lang'],
    type: 'language tag',
    help: "BCP 47 tag, e.g. `en-GB`, when it is not the site's.",
  },
  {
    name: 'section',
    aliases: [],
    type: 'section',
    help: 'Name or title of the section, when it is not that of the folder.',
  },
  {
    name: 'audience',
    aliases: [],
    type: 'text',
    help: 'Who may read it, e.g. `subscribers`: only feeds for this audience carry it. Without it everybody may.',
  },
  {
    name: 'draft',
    aliases: [],
    type: 'flag',
    help: '`true`: not told to anybody.',
  },
  {
    name: 'embargoedUntil',
    aliases: ['embargoed_until', 'embargo'],
    type: 'date',
    help: 'Nothing of the article leaves the house before this moment.',
  },
  {
    name: 'withdrawn',
    aliases: ['retracted'],
    type: 'flag',
    help: '`true`: the article leaves the feeds and readers are told that it is gone.',
  },
  {
    name: 'reason',
    aliases: [],
    type: 'long text',
    help: 'Why it was withdrawn, told to readers.',
  },
] as const satisfies readonly FrontMatterKey[]

export type KeyName = (typeof FRONT_MATTER_KEYS)[number]['name']

interface Spelled {
  readonly name: KeyName
  /** Place among the spellings of its key in the docs: the first counts before the others. */
  readonly rank: number
}

const BY_SPELLING: ReadonlyMap<string, Spelled> = new Map(
  FRONT_MATTER_KEYS.flatMap((key) =>
    [key.name, ...key.aliases].map(
      (spelling, rank) => [foldKey(spelling), { name: key.name, rank }] as const,
    ),
  ).toReversed(),
)

/** The key that `spelling` means; letter case, `-`, `_` and characters that cannot be seen do not count. */
export function keySpelled(spelling: string): Spelled | undefined {
  return BY_SPELLING.get(foldKey(spelling))
}

export const keyNamed = (spelling: string): KeyName | undefined => keySpelled(spelling)?.name

/** Keys that say whether, when, for whom or under which id an article is public: nothing is ever taken for one of these. */
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

/** The spelling of a known key that comes nearest to a mistyped one, when it is near enough to be meant. */
export function nearestKey(spelling: string): string | undefined {
  const { length } = spelling
  return length < 4 ? undefined : nearest(spelling, SUGGESTED, length < 8 ? 1 : 2)
}
