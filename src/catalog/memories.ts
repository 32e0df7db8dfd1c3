import type { ArticleHead } from '../article/article.ts'
import { type Instant, instantToMs } from '../article/instant.ts'
import type { ArticleMemory, Catalog, CatalogRecord, DepartedArticle } from './catalog.ts'
import type { ListingComparison } from './listing.ts'

/** The former place of an article that seems new. */
export interface FormerPlace {
  readonly key: string
  readonly memory: ArticleMemory
  /** Its record, if it vanished in this listing. */
  readonly record?: CatalogRecord
}

/** Data about vanished files, so that an article is recognized under a new name. */
export interface Memories {
  /** The memory of a file with this key that vanished earlier and is now back. */
  ofKey(key: string): ArticleMemory | undefined
  /**
   * The vanished file that is this article: with the same stated id, or else with the same text. Each is returned only
   * once.
   */
  claim(article: ArticleHead): FormerPlace | undefined
  /** The unclaimed places with the text and the stated date of an article. */
  withText(article: ArticleHead): readonly FormerPlace[]
  /** Claims a place. */
  take(place: FormerPlace): void
  /**
   * Decides about everything that was not claimed; records that are not certainly gone are unchanged.
   *
   * @param isGiven whether a file has the id now, so that an earlier memory under it is out of date
   */
  leaving(
    isGone: (place: FormerPlace) => boolean,
    isGiven: (id: string | undefined) => boolean,
  ): {
    /** Keys of the records to remove. */
    readonly remove: readonly string[]
    readonly left: readonly CatalogRecord[]
    readonly depart: readonly DepartedArticle[]
    readonly forget: readonly string[]
  }
}

const DAY_MS = 86_400_000

/** @param days number of days for which memories are kept */
export function createMemories(
  catalog: Catalog,
  listing: Pick<ListingComparison, 'changed' | 'known' | 'gone'>,
  now: Instant,
  days: number,
): Memories {
  const claimed = new Set<FormerPlace>()
  let index: { vanished: FormerPlace[]; departed: Map<string, DepartedArticle>; places: Places } | undefined

  // Read on demand, because files rarely appear or vanish.
  const known = () => {
    if (index !== undefined) return index
    const vanished = listing.gone.flatMap((key) => {
      const record = catalog.get(key)
      return record === undefined ? [] : [{ key, memory: record.memory, record }]
    })
    const departed = new Map<string, DepartedArticle>()
    for (const one of catalog.departed()) departed.set(one.key, one)
    const listed = new Set(listing.changed.map(({ key }) => key).filter((key) => !listing.known.has(key)))
    // A file may have another article now.
    const away = [...departed.values()].filter(
      ({ key, memory }) => !listed.has(key) && catalog.get(key)?.memory.id !== memory.id,
    )
    index = { vanished, departed, places: placesOf([...vanished, ...away]) }
    return index
  }

  return {
    ofKey(key) {
      const place = known().departed.get(key)
      if (place !== undefined) claimed.add(place)
      return place?.memory
    },
    claim(article) {
      const { places } = known()
      const isFree = (place: FormerPlace) => !claimed.has(place)
      const sameId = article.id === undefined ? [] : (places.byId.get(article.id) ?? [])
      const sameText = (places.byText.get(article.contentHash) ?? []).filter(
        ({ memory }) => article.id === undefined || memory.id === article.id,
      )
      const fileName = nameIn(article.key)
      const candidates = [...sameId, ...sameText].filter(isFree)
      const place = candidates.find(({ key }) => nameIn(key) === fileName) ?? candidates[0]
      if (place !== undefined) claimed.add(place)
      return place
    },
    withText: ({ contentHash, published }) =>
      (known().places.byText.get(contentHash) ?? []).filter(
        (place) => !claimed.has(place) && place.memory.dated === published,
      ),
    take: (place) => void claimed.add(place),
    leaving(isGone, isGiven) {
      const { vanished, departed } = known()
      const unclaimed = vanished.filter((place) => !claimed.has(place) && isGone(place))
      const taken = new Set([...claimed].map(({ key }) => key))
      const isOver = (one: DepartedArticle) => instantToMs(now) - instantToMs(one.gone) > days * DAY_MS
      return {
        remove: vanished
          .filter((place) => claimed.has(place))
          .concat(unclaimed)
          .map(({ key }) => key)
          .sort(),
        left: unclaimed.flatMap(({ record }) => record ?? []),
        depart: unclaimed.flatMap(({ key, memory }) =>
          memory.id === undefined ? [] : [{ key, memory, gone: now }],
        ),
        forget: [...departed.values()]
          .filter((one) => taken.has(one.key) || isOver(one) || isGiven(one.memory.id))
          .map(({ key }) => key),
      }
    },
  }
}

interface Places {
  readonly byId: ReadonlyMap<string, readonly FormerPlace[]>
  readonly byText: ReadonlyMap<string, readonly FormerPlace[]>
}

function placesOf(places: readonly FormerPlace[]): Places {
  const byId = new Map<string, FormerPlace[]>()
  const byText = new Map<string, FormerPlace[]>()
  for (const place of places) {
    const { id, contentHash } = place.memory
    if (id === undefined) continue
    byId.set(id, [...(byId.get(id) ?? []), place])
    if (contentHash !== undefined) byText.set(contentHash, [...(byText.get(contentHash) ?? []), place])
  }
  return { byId, byText }
}

const nameIn = (key: string): string => key.slice(key.lastIndexOf('/') + 1)
