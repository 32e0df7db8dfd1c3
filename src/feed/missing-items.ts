import type { ArticleEntry } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'
import type { Selection } from './definition.ts'
import type { PublishedFeed } from './published-state.ts'
import { isReleased, selects, servesAudience } from './selection.ts'

/** Looks up the articles with an id in the current catalog. */
export type EntryLookup = (id: string) => readonly ArticleEntry[]

/**
 * Why a published item no longer belongs to the feed.
 *
 * - `withheld`: its article states that these readers may not have it: withdrawn, a draft, under embargo, expired, or
 *   for another audience.
 * - `moved`: its article is public and states that it belongs elsewhere: another section, tag, author or language.
 * - `deselected`: its article is unchanged, but the feed's definition no longer includes it.
 * - `lost`: its file is gone or cannot be used.
 *
 * The first two are explicit decisions of an editor and always take effect; the others may be accidents.
 */
export type Absence = 'withheld' | 'moved' | 'deselected' | 'lost'

/** Undefined for an item that belongs to the feed, even if it is no longer among the newest. */
export type AbsenceOf = (id: string) => Absence | undefined

/** Data about articles by id. */
export interface KnownArticles {
  readonly lookup: EntryLookup
  /** Ids of articles whose files cannot be used, and state or may state that they are not public. */
  readonly withheld: ReadonlySet<string>
}

/** @param before the selection of the feed when it was last published; if absent, the same */
export function absencesFrom(
  selection: Selection,
  before: Selection | undefined,
  { lookup, withheld }: KnownArticles,
  now: Instant,
): AbsenceOf {
  return (id) => {
    const entries = lookup(id)
    const open = entries.filter((entry) => isReleased(entry, now) && servesAudience(selection, entry))
    if (open.some((entry) => selects(selection, entry))) return undefined
    if (entries.length === 0) return withheld.has(id) ? 'withheld' : 'lost'
    if (open.length === 0) return 'withheld'
    return before !== undefined && open.some((entry) => selects(before, entry)) ? 'deselected' : 'moved'
  }
}

/** Ids of published items that their articles withdraw from readers. */
export function takenBack(last: PublishedFeed, absenceOf: AbsenceOf): ReadonlySet<string> {
  return new Set(last.items.flatMap(({ id }) => (isStated(absenceOf(id)) ? id : [])))
}

export function isStated(absence: Absence | undefined): boolean {
  return absence === 'withheld' || absence === 'moved'
}
