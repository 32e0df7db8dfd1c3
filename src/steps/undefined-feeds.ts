import type { Instant } from '../article/instant.ts'
import type { FeedDefinition } from '../feed/definition.ts'
import { type Absence, absencesFrom } from '../feed/missing-items.ts'
import type { PublishedFeed } from '../feed/published-state.ts'
import { isReleased, selects } from '../feed/selection.ts'
import { feedUndefined } from '../feed/undefined-feeds.ts'
import type { Finding } from '../finding.ts'
import { looksLikeAccident } from '../gate/churn.ts'
import type { PublishedSet } from '../targets/target.ts'
import { churnFactsIn, foldersIn, lookupIn, unreadableIn, withheldIn } from './churn-facts.ts'
import type { Parts } from './parts.ts'

/** The treatment of a published feed that is no longer defined. */
export interface KeptFeed {
  readonly seen: PublishedFeed
  /** Ids of the items to remove from it. */
  readonly leaving: ReadonlySet<string>
  /** Whether an article states that it is not public. */
  isWithheld(id: string): boolean
  readonly isHeld: boolean
  readonly finding: Finding
}

/**
 * Decides about feeds that stay published although they are no longer defined. They get no new items. Withheld articles
 * are removed, and so are articles whose files were deleted, unless there are so many that it may be an accident.
 * Articles that only moved elsewhere are kept, because readers of the feed have no other source until the settings
 * redirect them.
 */
export function judgeUndefined(
  parts: Pick<Parts, 'catalog'>,
  set: PublishedSet,
  kept: readonly PublishedFeed[],
  defined: readonly FeedDefinition[],
  now: Instant,
): readonly KeptFeed[] {
  const lookup = lookupIn(parts.catalog)
  const folders = foldersIn(kept)
  const churnFacts = churnFactsIn(parts.catalog, folders)
  const unreadable = unreadableIn(parts.catalog, folders)
  const known = { lookup, withheld: withheldIn(parts.catalog) }
  return kept.map((seen): KeptFeed => {
    const absenceOf = absencesFrom(seen.selection ?? {}, undefined, known, now)
    const absences = seen.items.map(({ id }) => ({ id, absence: absenceOf(id) }))
    const idsOf = (wanted: Absence | undefined) =>
      absences.flatMap(({ id, absence }) => (absence === wanted ? id : []))
    const lost = idsOf('lost')
    const moved = idsOf('moved')
    const isDefinedByArticles = idsOf(undefined).length > 0
    const items = { before: seen.items.length, remaining: idsOf(undefined).length + moved.length }
    const isAccident = looksLikeAccident(
      lost.map((id) => ({ id })),
      items,
      churnFacts.emptyFolderOf,
    )
    const isThere = isDefinedByArticles || lost.every((id) => unreadable.has(id))
    const isKept = isDefinedByArticles || isAccident
    const reason = !isKept ? 'edits' : isThere ? 'settings' : 'losses'
    const deleted = reason === 'edits' ? lost.filter((id) => !unreadable.has(id)) : []
    return {
      seen,
      leaving: new Set([...idsOf('withheld'), ...deleted]),
      isWithheld: (id) => absenceOf(id) === 'withheld',
      isHeld: reason !== 'edits',
      finding: feedUndefined(
        seen,
        set.files,
        reason,
        defined.find((feed) => hasAll(feed, moved)),
      ),
    }
  })

  /** Whether the feed, generated for a single word like the other, contains all these articles. */
  function hasAll({ selection, generated }: FeedDefinition, ids: readonly string[]): boolean {
    if (generated !== true || ids.length === 0) return false
    return ids.every((id) => lookup(id).some((entry) => isReleased(entry, now) && selects(selection, entry)))
  }
}
