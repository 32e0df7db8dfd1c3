import { createHash } from 'node:crypto'
import type { ArticleEntry } from '../article/article.ts'
import { type Instant, instantToMs } from '../article/instant.ts'
import type { Selection } from '../feed/definition.ts'
import { type OrderKey, releaseOf } from '../feed/selection.ts'
import { addressOf, type CatalogRecord } from './catalog.ts'

/** Names of the sorted lists that are not specific to one word. */
export const LISTS = {
  keys: 'keys',
  ids: 'ids',
  addresses: 'addresses',
  findings: 'findings',
  withdrawn: 'withdrawn',
  drafts: 'drafts',
  media: 'media',
  links: 'links',
  release: 'release',
  expiry: 'expiry',
  departed: 'departed',
} as const

/** The dimensions by which articles are listed; `all` has one list for all articles. */
export type Dimension = 'all' | 'section' | 'tag' | 'author' | 'language'

const LONGEST_WORD = 300
/**
 * Words that resemble a hash, or contain control characters, which a store may use itself, or surrogates, which may be
 * unpaired.
 */
const AWKWARD = /^#|[\p{Cc}\p{Cs}\u{10000}-\u{10ffff}]/u

/** Whether the list of a word is named by a hash, from which the word cannot be recovered. */
export const isHashed = (list: string): boolean => /^(?:live|hidden) \w+:#/.test(list)

/** Name of the list of live (or hidden: draft and withdrawn) articles of one word. */
export function articleList(kind: 'live' | 'hidden', dimension: Dimension, word: string): string {
  const plain = word.length <= LONGEST_WORD && !AWKWARD.test(word)
  const name = plain ? word : `#${createHash('sha256').update(word).digest('hex')}`
  return `${kind} ${dimension}:${name}`
}

/** The words of an entry in one dimension, without duplicates. */
export function wordsOf(entry: ArticleEntry, dimension: Dimension): readonly string[] {
  switch (dimension) {
    case 'all':
      return ['']
    case 'section':
      return [entry.section]
    case 'tag':
      return [...new Set(entry.tags)]
    case 'author':
      return [...new Set(entry.authors.map(({ name }) => name))]
    case 'language':
      return entry.language === undefined ? [] : [entry.language]
  }
}

const DIMENSIONS: readonly Dimension[] = ['all', 'section', 'tag', 'author', 'language']

/** For each dimension that a selection restricts, the words it includes; `all` if it restricts none. */
export function wantedWords(selection: Selection): readonly (readonly [Dimension, readonly string[]])[] {
  const stated: [Dimension, readonly string[] | undefined][] = [
    ['tag', selection.tags],
    ['author', selection.authors],
    ['language', selection.languages],
    ['section', selection.sections],
  ]
  const wanted = stated.flatMap(([dimension, words]): [Dimension, readonly string[]][] =>
    words === undefined ? [] : [[dimension, [...new Set(words)]]],
  )
  return wanted.length === 0 ? [['all', ['']]] : wanted
}

const LAST_SECOND = 253402300799

/** The beginning of rows of articles with this publication date: newer dates sort first. */
export const newestFirst = (published: Instant): string =>
  (LAST_SECOND - instantToMs(published) / 1000).toString(36).padStart(8, '0')

/** The position of an article in the order of every feed, as the beginning of its row. */
export const placeOf = ({ published, firstSeen, id }: OrderKey): string =>
  `${newestFirst(published)}${firstSeen === undefined ? 'zzzzzzzz' : newestFirst(firstSeen)}${id}`

/** The number of the record at the end of a row, after the last NUL. */
export const numberOf = (row: string): number => Number.parseInt(row.slice(row.lastIndexOf('\0') + 1), 36)

/** Joined, because the engine keeps the parts of a template, and rows wait until they are stored. */
const joined = (...parts: readonly string[]): string => parts.join('\0')

/** All rows, with their lists, of this record, which has the number `n`. */
export function* rowsOf(record: CatalogRecord, n: number): Iterable<readonly [list: string, row: string]> {
  const { key, entry } = record
  const number = n.toString(36)
  // An empty revision would make the row end in NUL; `-` keeps the field nonempty.
  yield [LISTS.keys, joined(key, number, `-${record.revision}`)]
  if (record.findings.length > 0) yield [LISTS.findings, `${key}\0${number}`]
  for (const { path, revision } of record.media ?? []) yield [LISTS.media, `${key}\0${path}\0-${revision}`]
  if (entry === undefined) return
  yield [LISTS.ids, `${entry.id}\0${key}`]
  if (entry.status === 'live') yield [LISTS.addresses, `${addressOf(entry)}\0${key}`]
  for (const path of entry.links ?? []) yield [LISTS.links, `${path}\0${key}`]
  if (entry.status === 'withdrawn') yield [LISTS.withdrawn, `${key}\0${number}`]
  if (entry.status === 'draft') yield [LISTS.drafts, `${key}\0${number}`]
  if (entry.status === 'live') yield [LISTS.release, `${releaseOf(entry)}\0${number}`]
  if (entry.status === 'live' && entry.expires !== undefined)
    yield [LISTS.expiry, `${entry.expires}\0${number}`]
  const kind = entry.status === 'live' ? 'live' : 'hidden'
  const row = joined(placeOf(entry), number)
  for (const dimension of DIMENSIONS)
    for (const word of wordsOf(entry, dimension)) yield [articleList(kind, dimension, word), row]
}
