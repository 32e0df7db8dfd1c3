import type { FeedDefinition } from './feed/definition.ts'
import { planBuild } from './feed/plan.ts'
import type { Finding } from './finding.ts'
import type { Verdict } from './gate/verify.ts'
import type { RunReport } from './reporting/reporter.ts'
import { refreshArticles, settle, standingOf } from './steps/articles.ts'
import { type Judgement, judgeFeeds } from './steps/judging.ts'
import { outcomesOf } from './steps/outcome.ts'
import type { Parts, RunRequest } from './steps/parts.ts'
import { type AcceptedFeed, planPublication } from './targets/publication.ts'

/**
 * One run: from the articles as they are now to what readers get. Content that is wrong comes back as findings in the
 * report; throws only `EnvironmentError`, and then readers keep what they had.
 */
export async function runPipeline(parts: Parts, request: RunRequest): Promise<RunReport> {
  const unlock = await parts.target.lock()
  try {
    return await publishChanges(parts, request)
  } catch (error) {
    await parts.target.abandon()
    throw error
  } finally {
    await unlock()
  }
}

async function publishChanges(parts: Parts, request: RunRequest): Promise<RunReport> {
  const { catalog, target } = parts
  const started = request.elapsed()
  const standing = standingOf(catalog, request.now, parts.generation)
  const { now } = standing

  const changes = await refreshArticles(parts, standing, request)
  const last = await target.current()
  const damaged = last === undefined ? [] : await target.damaged(last)
  const defined = parts.defineFeeds(catalog.vocabulary())
  const seen = new Map(last?.feeds.map((feed) => [feed.name, feed]))
  const feeds = (defined.value ?? []).filter((feed) => !isSilent(feed))
  const damagedFeeds = new Set(damaged.flatMap(({ feed }) => feed ?? []))
  const planned = planBuild(feeds, {
    changes: standing.settled ? changes.entries : undefined,
    last: last?.feeds ?? [],
    damaged: damagedFeeds,
  })

  const judgements: Judgement[] = []
  const facts = { feeds, planned, seen, damaged: damagedFeeds, acceptChurn: request.acceptChurn, now }
  for await (const judgement of judgeFeeds(parts, facts)) {
    judgements.push(judgement)
    parts.reporter.progress('feeds', judgements.length, planned.length)
  }
  const verdicts = judgements.flatMap((one) => (one.kind === 'judged' ? one.verdict : []))
  const publication = await planPublication({
    feeds,
    accepted: verdicts.filter(({ accepted }) => accepted).map(acceptedFeedOf),
    indexes: parts.indexes(feeds),
    revisions: parts.revisions,
    last,
    damaged: new Set(damaged.map(({ path }) => path)),
    compress: parts.compress,
  })
  if (publication.changed) {
    for (const { file, contents } of publication.staged) await target.stage(file, contents)
    await target.commit(publication.set)
  }
  const held = new Set(verdicts.flatMap(({ accepted, edition }) => (accepted ? [] : edition.feed.name)))
  const complete = held.size === 0 && judgements.every(({ kind }) => kind !== 'postponed')
  if (complete && !(standing.settled && changes.entries.length === 0)) await settle(parts, now)

  return {
    startedAt: request.now,
    elapsedMs: request.elapsed() - started,
    articles: changes.tally,
    feeds: outcomesOf({ feeds, held, last, set: publication.set, staged: publication.staged }),
    findings: [...changes.findings, ...defined.findings, ...judgements.flatMap(findingsOf)],
  }

  /** A feed made for a tag would betray the tag before its first article is public. */
  function isSilent(feed: FeedDefinition): boolean {
    return (
      feed.generated === true && !seen.has(feed.name) && catalog.newest(feed.selection, 1, now).length === 0
    )
  }
}

function acceptedFeedOf({ edition }: Verdict): AcceptedFeed {
  return {
    seen: edition.seen,
    files: edition.files.map(({ format, document, bytes }) => ({
      path: `${edition.feed.path}/${format.fileName}`,
      mediaType: format.mediaType,
      rank: 'feed',
      feed: edition.feed.name,
      format: format.name,
      updated: document.updated,
      bytes,
      said: format.project(document),
    })),
  }
}

function findingsOf(judgement: Judgement): readonly Finding[] {
  if (judgement.kind === 'unchanged') return []
  return judgement.kind === 'judged' ? judgement.verdict.findings : judgement.findings
}
