import type { FeedDefinition } from './feed/definition.ts'
import { planBuild } from './feed/plan.ts'
import type { RunReport } from './reporting/reporter.ts'
import { publishArchives } from './steps/archives.ts'
import { refreshArticles, settle, standingOf } from './steps/articles.ts'
import { publishFeeds } from './steps/feeds.ts'
import { findingsOf, isAsMeant, isHeld } from './steps/judging.ts'
import { outcomesOf } from './steps/outcome.ts'
import type { Parts, RunRequest } from './steps/parts.ts'

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
  const { now, publishedAt, settled } = standing

  const refreshed = await refreshArticles(parts, standing, request)
  const last = await target.current()
  const damaged = last === undefined ? [] : await target.damaged(last)
  const defined = parts.defineFeeds(catalog.vocabulary())
  const feeds = (defined.value ?? []).filter((feed) => !isSilent(feed))
  const planned = planBuild(feeds, {
    changes: settled ? refreshed.entries : undefined,
    last: last?.feeds ?? [],
    damaged: new Set(damaged.flatMap(({ feed }) => feed ?? [])),
  })

  const facts = { feeds, changes: refreshed.entries, publishedAt, acceptChurn: request.acceptChurn, now }
  const heads = await publishFeeds(parts, { ...facts, planned, last, damaged })
  const archives = await publishArchives(parts, {
    feeds: heads.judgements.filter(isAsMeant).map(({ feed }) => feed),
    set: heads.set,
    damaged,
    changes: settled ? refreshed.entries : undefined,
    now,
    signal: request.signal,
  })
  const relinked =
    archives.grown.length === 0
      ? { set: archives.set, judgements: [], written: [] }
      : await publishFeeds(parts, { ...facts, planned: archives.grown, last: archives.set, damaged: [] })

  const again = new Set(relinked.judgements.map(({ feed }) => feed.name))
  const judgements = [...heads.judgements.filter(({ feed }) => !again.has(feed.name)), ...relinked.judgements]
  const isComplete = judgements.every(isAsMeant) && archives.isComplete
  if (isComplete) await settle(parts, standing, refreshed)

  return {
    startedAt: request.now,
    elapsedMs: request.elapsed() - started,
    articles: refreshed.tally,
    feeds: outcomesOf({
      feeds,
      held: new Set(judgements.filter(isHeld).map(({ feed }) => feed.name)),
      last,
      set: relinked.set,
      written: new Set([...heads.written, ...archives.written, ...relinked.written]),
    }),
    findings: [
      ...refreshed.findings,
      ...defined.findings,
      ...judgements.flatMap(findingsOf),
      ...archives.findings,
    ],
  }

  /** A feed made for a tag would betray the tag before its first article is public. */
  function isSilent(feed: FeedDefinition): boolean {
    const isKnown = last?.feeds.some(({ name }) => name === feed.name) === true
    return feed.generated === true && !isKnown && catalog.newest(feed.selection, 1, now).length === 0
  }
}
