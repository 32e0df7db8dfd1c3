import type { ArticleEntry } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'
import type { Selection } from './definition.ts'
import type { PublishedFeed } from './published-state.ts'
import { isReleased, selects, servesAudience } from './selection.ts'

/** The articles of one id, as the catalog knows them now. */
export type EntryLookup = (id: string) => readonly ArticleEntry[]

/**
 * Why an item that readers have does not belong to the feed any more.
 *
 * - `withheld`: its article says that these readers may not have it: withdrawn, a draft, under embargo, expired, or for
 *   another audience.
 * - `moved`: its article is public and says that it belongs elsewhere: another section, tag, author or language.
 * - `deselected`: its article says what it said, and the feed's definition does not take it any more.
 * - `lost`: its file is gone or cannot be used.
 *
 * The first two are stated acts of an editor and always take effect; the others may be accidents.
 */
export type Absence = 'withheld' | 'moved' | 'deselected' | 'lost'

/** Undefined for an item that belongs to the feed: it may still have aged out of the newest N. */
export type AbsenceOf = (id: string) => Absence | undefined

/** What is known of articles by their ids. */
export interface KnownArticles {
  readonly lookup: EntryLookup
  /** Ids of articles whose files cannot be used, and say or may say that they are not public. */
  readonly withheld: ReadonlySet<string>
}

/** @param before the selection of the feed when readers last got it; absent: the same. */
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

/** Ids of the items that readers have and that their articles take away from them. */
export function takenBack(last: PublishedFeed, absenceOf: AbsenceOf): ReadonlySet<string> {
  return new Set(last.items.flatMap(({ id }) => (isStated(absenceOf(id)) ? id : [])))
}

export function isStated(absence: Absence | undefined): boolean {
  return absence === 'withheld' || absence === 'moved'
}
