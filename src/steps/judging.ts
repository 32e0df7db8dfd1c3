import { setImmediate } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { ArticleEntry } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'
import { headLinks, pagesOf } from '../feed/archive.ts'
import type { FeedDefinition } from '../feed/definition.ts'
import { type AbsenceOf, absencesFrom } from '../feed/missing-items.ts'
import { inputHashOf } from '../feed/plan.ts'
import { factsOf, type LeftItem, leftItem, type PublishedFeed } from '../feed/published-state.ts'
import { retract } from '../feed/retraction.ts'
import { isReleased, selects } from '../feed/selection.ts'
import type { Finding } from '../finding.ts'
import { type CandidateFile, type CandidateParts, writeCandidate } from '../gate/candidate.ts'
import { type Verdict, verify } from '../gate/verify.ts'
import type { ArchiveAtStake } from './archive-pages.ts'
import { churnFactsIn, foldersIn, lookupIn, unreadableIn, withheldIn } from './churn-facts.ts'
import { composeItems } from './composing.ts'
import { withLinked } from './linked-articles.ts'
import type { Parts } from './parts.ts'

export interface Judged {
  readonly feed: FeedDefinition
  readonly kind: 'judged'
  readonly verdict: Verdict
  readonly absenceOf: AbsenceOf
}

/** The result for one planned feed before anything is published. */
export type Judgment =
  /** None of its inputs have changed. */
  | { readonly feed: FeedDefinition; readonly kind: 'unchanged' }
  | Judged
  /** An article's file changed during the run: the published feed is kept, and the next run reads the new file. */
  | {
      readonly feed: FeedDefinition
      readonly kind: 'postponed'
      readonly findings: readonly Finding[]
      readonly absenceOf: AbsenceOf
    }

export interface JudgingFacts {
  /** All defined feeds, for looking up translations. */
  readonly feeds: readonly FeedDefinition[]
  readonly planned: readonly FeedDefinition[]
  readonly seen: ReadonlyMap<string, PublishedFeed>
  /** Names of feeds that must be written although their inputs are unchanged. */
  readonly damaged: ReadonlySet<string>
  /** By feed. */
  readonly archives: ReadonlyMap<string, ArchiveAtStake>
  /** Ids of articles whose feed the settings allow to be removed: their loss is intended. */
  readonly letGo: ReadonlySet<string>
  readonly acceptChurn: ReadonlySet<string>
  readonly now: Instant
}

/**
 * Composes, writes and verifies each planned feed whose inputs changed. Bodies of other articles are never read.
 *
 * @param written called with each document as soon as it is written, see {@link writeCandidate}
 */
export async function* judgeFeeds(
  parts: Parts,
  facts: JudgingFacts,
  written: (feed: FeedDefinition, file: CandidateFile) => void,
): AsyncGenerator<Judgment> {
  const { catalog } = parts
  const { now } = facts
  // An article that was never published must not be announced as removed: that would reveal it.
  const withdrawn = [...catalog.withdrawn()].filter(({ key }) => {
    const release = catalog.get(key)?.memory.release
    return release !== undefined && release <= now
  })
  const publishedFolders = foldersIn(
    [...facts.seen.values()],
    [...facts.archives.values()].map(({ lost }) => lost),
  )
  const unreadable = unreadableIn(catalog, publishedFolders)
  const churnFacts = churnFactsIn(catalog, publishedFolders)
  const lookup = lookupIn(catalog)
  const known = { lookup, withheld: withheldIn(catalog) }

  for (const feed of facts.planned) {
    const last = facts.seen.get(feed.name)
    const archive = facts.archives.get(feed.name)
    const absence = absencesFrom(feed.selection, last?.selection, known, now)
    const absenceOf: AbsenceOf = (id) => {
      const found = absence(id)
      return found === 'lost' && facts.letGo.has(id) ? 'moved' : found
    }
    const archives = pagesOf(feed, last)
    const newestPage = archives.at(-1)?.name
    const newest = catalog.newest(feed.selection, feed.limit + 1, now)
    const hasAll = newest.length <= feed.limit
    const entries = newest.slice(0, feed.limit).map((entry) => withLinked(catalog, entry, now))
    const taken = (all: readonly ArticleEntry[]) => all.filter((entry) => selects(feed.selection, entry))
    const retraction = retract(feed, last, entries, taken(withdrawn), lookup, now, {
      ...(archive !== undefined && { left: archive.lost }),
      takenAway: ({ key }) => catalog.get(key)?.memory.takenAway,
      unreadable,
    })
    const inputHash = inputHashOf(feed, entries, retraction, parts.generation, newestPage)
    const isNoLongerWhole = last?.isWhole === true && feed.archiveSize === undefined && !hasAll
    const itemFacts = new Map(entries.map((entry) => [entry.id, factsOf(entry)]))
    const isRecorded =
      !isNoLongerWhole &&
      isDeepStrictEqual(last?.retracted, retraction.retracted) &&
      last?.items.every(({ id, folders }) => itemFacts.get(id)?.folders === folders)
    if (last?.inputHash === inputHash && isRecorded && !facts.damaged.has(feed.name)) {
      yield { feed, kind: 'unchanged' }
      continue
    }
    const { items, remarks, moved } = await composeItems(parts, feed, entries, now)
    if (moved.length > 0) {
      yield { feed, kind: 'postponed', findings: moved, absenceOf }
      continue
    }
    const candidateParts: CandidateParts = {
      items,
      hasAll,
      facts: itemFacts,
      retraction,
      formats: (await parts.formats()).filter(({ name }) => feed.formats.includes(name)),
      translations: facts.feeds.filter(({ name }) => feed.translations.includes(name)),
      inputHash,
      fallbackUpdated: parts.fallbackUpdated,
      archives,
      left: leftBehind([...(last?.left ?? []), ...(last?.items ?? [])], archive),
      links: headLinks(feed, newestPage),
    }
    const candidate = writeCandidate(feed, candidateParts, (file) => written(feed, file))
    const isAccepted = facts.acceptChurn.has(feed.name)
    const churn = { ...churnFacts, absenceOf, leftArchive: archive?.lost }
    // Finished compressions make room for the next meanwhile.
    const verdict = await verify(candidate, setImmediate, last, churn, isAccepted)
    const findings = [...remarks, ...verdict.findings]
    yield { feed, kind: 'judged', verdict: { ...verdict, findings }, absenceOf }

    /** Of the items in `left`: those that no archive page contains and that may return. */
    function leftBehind(items: readonly LeftItem[], archive: ArchiveAtStake | undefined): LeftItem[] {
      const isLeft = (id: string) =>
        unreadable.has(id) ||
        (archive !== undefined &&
          taken(lookup(id)).some((entry) => isReleased(entry, now) && !archive.isWritten(entry)))
      const told = new Set(retraction.tombstones.map(({ id }) => id))
      return items.filter(({ id }) => !told.has(id) && isLeft(id)).map(leftItem)
    }
  }
}

export function findingsOf(judgment: Judgment): readonly Finding[] {
  if (judgment.kind === 'unchanged') return []
  return judgment.kind === 'judged' ? judgment.verdict.findings : judgment.findings
}

/** Findings that remain valid until the feed is judged again; churn that a person accepted does not. */
export function remarksOf({ verdict }: Judged): readonly Finding[] {
  return verdict.findings.filter(({ code }) => !code.startsWith('churn-'))
}

export function isJudged(judgment: Judgment): judgment is Judged {
  return judgment.kind === 'judged'
}

/** Whether the feed is, or is about to be, published as it is defined now. */
export function isUpToDate(judgment: Judgment): boolean {
  return judgment.kind === 'unchanged' || (judgment.kind === 'judged' && judgment.verdict.accepted)
}

/** Whether the gate refused the feed. */
export function isHeld(judgment: Judgment): boolean {
  return judgment.kind === 'judged' && !judgment.verdict.accepted
}
