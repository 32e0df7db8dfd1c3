import type { ArticleEntry } from '../article/article.ts'
import { touchedPages } from '../feed/archive.ts'
import { isStated } from '../feed/missing-items.ts'
import { overflowFindings } from '../feed/overflow.ts'
import type { EntryChange } from '../feed/plan.ts'
import type { PublishedFeed } from '../feed/published-state.ts'
import { isReleased } from '../feed/selection.ts'
import type { Finding } from '../finding.ts'
import type { PublishedSet } from '../targets/target.ts'
import { type ArchiveAtStake, archiveAtStake, pagesAtStake } from './archive-pages.ts'
import type { HeldArchive } from './archive-taking-back.ts'
import { publishArchives } from './archives.ts'
import { type FeedFacts, publishFeeds } from './feeds.ts'
import { findingsOf, isHeld, isJudged, isUpToDate, type Judgment, remarksOf } from './judging.ts'
import { type KeptFindings, OF_NO_FEED, OF_SELECTIONS } from './kept-findings.ts'
import type { Parts } from './parts.ts'
import { judgeUndefined } from './undefined-feeds.ts'
import { unmatchedSelections } from './unmatched-selections.ts'

export interface PublishingFacts extends Omit<FeedFacts, 'archives' | 'undefinedFeeds'> {
  /** Published feeds that are no longer defined but are kept. */
  readonly kept: readonly PublishedFeed[]
  readonly changes: readonly EntryChange[]
  /** Whether `changes` are complete since the set was last complete. */
  readonly settled: boolean
  readonly signal: AbortSignal
}

export interface Published {
  /** The set that is published now. */
  readonly set: PublishedSet
  /** Names of the feeds the gate refused. */
  readonly held: ReadonlySet<string>
  /** Paths with new content. */
  readonly written: ReadonlySet<string>
  /** Whether everything in the catalog is published. */
  readonly isComplete: boolean
  /** Findings about each feed that was judged and accepted; reported again until it is judged again. */
  readonly remarks: KeptFindings
  readonly findings: readonly Finding[]
}

/**
 * Judges the planned feeds and publishes those that the gate accepts: subscription documents first, then archive pages.
 */
export async function publish(parts: Parts, facts: PublishingFacts): Promise<Published> {
  const { last, damaged, now } = facts
  const changes = facts.settled ? facts.changes : undefined
  const atStake = new Map<string, ArchiveAtStake>()
  if (last !== undefined)
    for (const feed of facts.planned)
      atStake.set(feed.name, await archiveAtStake(parts, feed, last, { damaged, changes, now }))
  const undefinedFeeds = last === undefined ? [] : judgeUndefined(parts, last, facts.kept, facts.feeds, now)
  const heads = await publishFeeds(parts, { ...facts, archives: atStake, undefinedFeeds })
  const archives = await publishArchives(parts, {
    feeds: heads.judgments.filter(isUpToDate).map(({ feed }) => feed),
    held: [
      ...heads.judgments.flatMap(heldArchive),
      ...undefinedFeeds.map(({ seen, isWithheld }) => ({
        feed: seen,
        isTakenBack: isWithheld,
        pages: changes && touchedPages({ selection: seen.selection ?? {} }, seen.archives ?? [], changes),
      })),
    ],
    atStake,
    set: heads.set,
    damaged,
    changes,
    now,
    commit: facts.commit,
    signal: facts.signal,
  })
  const relinked =
    archives.grown.length === 0
      ? { set: archives.set, judgments: [], written: [], findings: [], indexFindings: undefined }
      : await publishFeeds(parts, {
          ...facts,
          archives: atStake,
          undefinedFeeds,
          planned: archives.grown,
          last: archives.set,
          damaged: [],
        })

  const indexFindings = relinked.indexFindings ?? heads.indexFindings
  const again = new Set(relinked.judgments.map(({ feed }) => feed.name))
  const judgments = [...heads.judgments.filter(({ feed }) => !again.has(feed.name)), ...relinked.judgments]
  return {
    set: relinked.set,
    held: new Set([
      ...judgments.filter(isHeld).map(({ feed }) => feed.name),
      ...undefinedFeeds.filter(({ isHeld }) => isHeld).map(({ seen }) => seen.name),
    ]),
    written: new Set([...heads.written, ...archives.written, ...relinked.written]),
    isComplete: judgments.every(isUpToDate) && archives.isComplete,
    remarks: new Map([
      ...judgments
        .filter(isJudged)
        .filter(isUpToDate)
        .map((one) => [one.feed.name, remarksOf(one)] as const),
      ...undefinedFeeds.map(({ seen, finding }) => [seen.name, [finding]] as const),
      [OF_SELECTIONS, unmatchedSelections(parts, facts.feeds, relinked.set.feeds)] as const,
      ...(indexFindings === undefined ? [] : [[OF_NO_FEED, indexFindings] as const]),
    ]),
    findings: [
      ...judgments.flatMap(findingsOf),
      ...heads.findings,
      ...archives.findings,
      ...relinked.findings,
      ...overflowFindings({
        released: releasedIn(facts),
        feeds: facts.feeds,
        open: new Set(judgments.filter(isUpToDate).map(({ feed }) => feed.name)),
        before: last?.feeds ?? [],
        after: relinked.set.feeds,
      }),
    ],
  }

  /** The archive of a feed that remains unchanged, if one of its pages is out of date. */
  function heldArchive(judgment: Judgment): readonly HeldArchive[] {
    if (judgment.kind === 'unchanged' || isUpToDate(judgment) || last === undefined) return []
    const { feed, absenceOf } = judgment
    const pages = pagesAtStake(parts, feed, last, { damaged, changes, now })
    return [{ feed, isTakenBack: (id) => isStated(absenceOf(id)), pages }]
  }
}

/** Articles that became public since the set was last complete. */
function releasedIn({ changes, publishedAt, now }: PublishingFacts): readonly ArticleEntry[] {
  if (publishedAt === undefined) return []
  // A new article of the last hour was both read and due.
  const released = new Map<string, ArticleEntry>()
  for (const { before, after } of changes)
    if (after !== undefined && isReleased(after, now) && !(before && isReleased(before, publishedAt)))
      released.set(after.key, after)
  return [...released.values()]
}
