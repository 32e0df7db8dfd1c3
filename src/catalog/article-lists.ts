import type { ArticleEntry } from '../article/article.ts'
import { isInRange, wordKey } from '../article/word-key.ts'
import type { Selection } from '../feed/definition.ts'
import { articleList, type Dimension, isHashed, wantedWords, wordsOf } from './index-rows.ts'
import { mergeRows, type SortedRows } from './sorted-rows.ts'

/** The lists of articles by section, tag, author and language. */
export interface ArticleLists {
  /** The rows of the selection's articles from `start` on, read through the dimension with the fewest of them. */
  candidates(selection: Selection, kinds: readonly ('live' | 'hidden')[], start: string): Iterable<string>
  /** The words of the live articles in a dimension. */
  liveWords(dimension: Dimension): Iterable<string>
  /** Drops cached data, because another process may have written to the store. */
  forget(): void
}

interface Stored {
  /** The current rows. */
  rows(): SortedRows
  /** Names of the lists in a range. */
  names(range: { readonly start: string; readonly end: string }): Iterable<string | number>
  entryAt(row: string): ArticleEntry | undefined
}

export function createArticleLists({ rows, names, entryAt }: Stored): ArticleLists {
  const inUse = new Map<Dimension, ReadonlyMap<string, readonly string[]>>()

  /** The words that have a list of this kind. */
  function* wordsListed(kind: 'live' | 'hidden', dimension: Dimension): Iterable<string> {
    const prefix = articleList(kind, dimension, '')
    for (const list of names({ start: prefix, end: `${prefix.slice(0, -1)};` })) {
      if (typeof list !== 'string') continue
      if (isHashed(list)) yield* wordsOfHashed(list, dimension)
      else yield list.slice(prefix.length)
    }
  }

  /** The name of a hashed list does not contain its word, so its first article is read. */
  function wordsOfHashed(list: string, dimension: Dimension): readonly string[] {
    for (const row of rows().from(list)) {
      const entry = entryAt(row)
      if (entry !== undefined)
        return wordsOf(entry, dimension).filter((word) =>
          list.endsWith(articleList('live', dimension, word).slice('live'.length)),
        )
    }
    return []
  }

  /** The words of a dimension, grouped by their common {@link wordKey}. */
  function keysInUse(dimension: Dimension): ReadonlyMap<string, readonly string[]> {
    // Refreshes outdated rows first.
    rows()
    const known = inUse.get(dimension)
    if (known !== undefined) return known
    const keys = new Map<string, string[]>()
    for (const word of new Set([...wordsListed('live', dimension), ...wordsListed('hidden', dimension)])) {
      const key = wordKey(word)
      const spellings = keys.get(key)
      if (spellings === undefined) keys.set(key, [word])
      else spellings.push(word)
    }
    inUse.set(dimension, keys)
    return keys
  }

  /** All spellings in use of the words in a selection. */
  function spelled(dimension: Dimension, words: readonly string[]): readonly string[] {
    if (dimension === 'all') return words
    if (dimension === 'language')
      return [...keysInUse(dimension).values()]
        .flat()
        .filter((tag) => words.some((range) => isInRange(tag, range)))
    const keys = keysInUse(dimension)
    return [...new Set(words.map(wordKey))].flatMap((key) => keys.get(key) ?? [])
  }

  return {
    candidates(selection, kinds, start) {
      const choices = wantedWords(selection).map(([dimension, words]) => {
        const lists = kinds.flatMap((kind) =>
          spelled(dimension, words).map((word) => articleList(kind, dimension, word)),
        )
        return { lists, size: lists.reduce((sum, list) => sum + rows().count(list), 0) }
      })
      const smallest = choices.reduce((best, choice) => (choice.size < best.size ? choice : best))
      return mergeRows(smallest.lists.map((list) => rows().from(list, start)))
    },
    liveWords: (dimension) => wordsListed('live', dimension),
    forget: () => inUse.clear(),
  }
}
