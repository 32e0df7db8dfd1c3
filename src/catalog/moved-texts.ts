import type { ArticleHead } from '../article/article.ts'
import { isEdited } from '../article/content-hash.ts'
import type { ArticleRef } from '../sources/source.ts'
import type { ArticleMemory, Catalog, CatalogRecord } from './catalog.ts'
import { isSame } from './copies.ts'
import type { ListingComparison } from './listing.ts'
import type { FormerPlace, Memories } from './memories.ts'
import type { ReadFile } from './reading.ts'

/** Files exchange their names few at a time, so a run with many changed files is not searched for it. */
const MOST_CHANGED = 1000

/** Recognizes articles by their exact text where names say something else: in files that exchanged their names. */
export interface MovedTexts {
  /** Where the article of a file was before, if it is not there any more. */
  formerOf(article: ArticleHead): Promise<FormerPlace | undefined>
  /** The key of the file of an article of which a new file has the text, or has the one before this run. */
  originalOf(article: ArticleHead): Promise<string | undefined>
  /** The records of articles whose files have other articles now, and which are in no other file. */
  displaced(): readonly CatalogRecord[]
}

export interface MovedTextsFacts {
  readonly catalog: Catalog
  readonly listing: Pick<ListingComparison, 'changed' | 'known' | 'gone'>
  readonly memories: Pick<Memories, 'withText' | 'take'>
  /** Reads a file before it is its turn. */
  read(ref: ArticleRef): Promise<ReadFile | undefined>
}

/** The changed records as they were before this run. */
interface Before {
  readonly records: ReadonlyMap<string, { readonly ref: ArticleRef; readonly place: Place }>
  readonly byText: ReadonlyMap<string, readonly Place[]>
}

type Place = Required<FormerPlace>

export function createMovedTexts({ catalog, listing, memories, read }: MovedTextsFacts): MovedTexts {
  const { changed, known, gone } = listing
  const isSearched = known.size > 0 && known.size <= MOST_CHANGED
  const hasNewNames = gone.length > 0 || changed.length > known.size
  /** By key of the file; undefined if the file has the article that it had, or a new one. */
  const decided = new Map<string, FormerPlace | undefined>()
  /** The memories of articles that are in other files now, and the keys of these. */
  const taken = new Map<ArticleMemory, string>()
  let before: Before | undefined

  function recordsBefore(): Before {
    if (before !== undefined) return before
    const records = new Map<string, { ref: ArticleRef; place: Place }>()
    const byText = new Map<string, Place[]>()
    for (const ref of changed) {
      const record = known.has(ref.key) ? catalog.get(ref.key) : undefined
      if (record?.memory.id === undefined || record.copyOf !== undefined) continue
      const place = { key: ref.key, memory: record.memory, record }
      records.set(ref.key, { ref, place })
      const text = record.memory.contentHash ?? ''
      byText.set(text, [...(byText.get(text) ?? []), place])
    }
    before = { records, byText }
    return before
  }

  function placesOf({ key, contentHash, published }: ArticleHead): readonly Place[] {
    const places = recordsBefore().byText.get(contentHash) ?? []
    return places.filter((place) => place.key !== key && place.memory.dated === published)
  }

  /** The only place that the text of a file may come from; undefined if the file still has its own text. */
  function sourceOf(article: ArticleHead): FormerPlace | undefined {
    const own = recordsBefore().records.get(article.key)?.place.memory.contentHash
    if (article.id !== undefined || (own !== undefined && !isEdited(own, article.contentHash)))
      return undefined
    const left = placesOf(article).filter(({ memory }) => !taken.has(memory))
    const places = [...left, ...(hasNewNames ? memories.withText(article) : [])]
    return places.length === 1 ? places[0] : undefined
  }

  async function articleIn(key: string): Promise<ArticleHead | undefined> {
    const ref = recordsBefore().records.get(key)?.ref
    return ref && (await read(ref))?.article
  }

  /**
   * Follows the text of a file to its former file, that file's text to its former one, and so on.
   *
   * @param steps the files that were followed
   * @returns the first step from which on all texts have left their former files
   */
  async function follow(start: ArticleHead, steps: { key: string; from: FormerPlace }[]): Promise<number> {
    for (let article: ArticleHead | undefined = start; article !== undefined; ) {
      const from = sourceOf(article)
      if (from === undefined) break
      steps.push({ key: article.key, from })
      const isMissing =
        from.record === undefined || recordsBefore().records.get(from.key)?.place.record !== from.record
      if (isMissing || decided.get(from.key) !== undefined) return 0
      const round = steps.findIndex(({ key }) => key === from.key)
      if (round !== -1) return round
      if (decided.has(from.key)) break
      article = await articleIn(from.key)
    }
    return steps.length
  }

  async function decide(article: ArticleHead): Promise<void> {
    const steps: { key: string; from: FormerPlace }[] = []
    const first = await follow(article, steps)
    decided.set(article.key, undefined)
    for (const [index, { key, from }] of steps.entries()) {
      decided.set(key, index < first ? undefined : from)
      if (index < first) continue
      taken.set(from.memory, key)
      memories.take(from)
    }
  }

  return {
    async formerOf(article) {
      if (!isSearched) return undefined
      if (!decided.has(article.key)) await decide(article)
      return decided.get(article.key)
    },
    async originalOf(article) {
      if (!isSearched || article.id !== undefined || article.status !== 'live') return undefined
      for (const { key, memory, record } of placesOf(article)) {
        if (record.entry === undefined || !isSame(record.entry, article)) continue
        const there = taken.get(memory) ?? ((await articleIn(key))?.status === 'live' ? key : undefined)
        if (there !== undefined) return there
      }
      return undefined
    },
    displaced: () =>
      [...decided].flatMap(([key, from]) => {
        const place = recordsBefore().records.get(key)?.place
        return from === undefined || place === undefined || taken.has(place.memory) ? [] : [place.record]
      }),
  }
}
