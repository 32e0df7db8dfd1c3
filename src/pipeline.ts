import { isDeepStrictEqual } from 'node:util'
import { keepAddresses, underNewNames } from './feed/addresses.ts'
import type { FeedDefinition } from './feed/definition.ts'
import { planBuild } from './feed/plan.ts'
import { undefinedFeeds } from './feed/undefined-feeds.ts'
import type { RunReport } from './reporting/reporter.ts'
import { refreshArticles } from './steps/articles.ts'
import { checkClock } from './steps/clock-check.ts'
import { createCommits } from './steps/committing.ts'
import { distinct, updateKeptFindings } from './steps/kept-findings.ts'
import { outcomesOf } from './steps/outcome.ts'
import type { Parts, RunRequest } from './steps/parts.ts'
import { redirectFindings } from './steps/redirects.ts'
import { changeOf, rememberState, standingOf } from './steps/run-state.ts'
import { isSitemapDue } from './steps/sitemap-window.ts'
import { underLease } from './targets/under-lease.ts'

/**
 * One run: from the articles as they are now to what readers get. Content that is wrong comes back as findings in the
 * report; throws only `EnvironmentError`, and then readers keep what they had.
 */
export async function runPipeline(parts: Parts, request: RunRequest): Promise<RunReport> {
  const held = await parts.lease.acquire(
    request.signal,
    async () => (await parts.target.current())?.term ?? 0,
  )
  try {
    await parts.target.recover()
    const signal = AbortSignal.any([request.signal, held.lost])
    return await publishChanges({ ...parts, target: underLease(parts.target, held) }, { ...request, signal })
  } catch (error) {
    // What is staged now may be that of the next holder.
    if (!held.lost.aborted) await parts.target.abandon()
    throw error
  } finally {
    await held.release()
  }
}

const NOTHING = { feeds: [], files: [] }

async function publishChanges(parts: Parts, request: RunRequest): Promise<RunReport> {
  const { catalog, target } = parts
  const started = request.elapsed()
  const found = await target.current()
  const standing = standingOf(catalog, found?.revision, request.now, parts.generation)
  const { now, publishedAt, settled, lastRun } = standing
  const current = found?.set
  if (parts.checkClock && request.acceptClock !== true)
    checkClock({ clock: request.now, since: parts.fallbackUpdated, lastRun, published: current })

  const commits = createCommits(parts, request, { set: current, revision: found?.revision })
  const refreshed = await refreshArticles(parts, standing, request, current)
  const defined = parts.defineFeeds(catalog.vocabulary())
  const last = current && underNewNames(defined.value ?? [], current)
  const damaged = last === undefined ? [] : await target.damaged(last)
  const addresses = keepAddresses(defined.value ?? [], {
    feeds: last?.feeds ?? [],
    files: last?.files ?? [],
    isReleased: parts.isReleased,
    pathSettingOf: parts.pathSettingOf,
  })
  const feeds = addresses.feeds.filter((feed) => !isSilent(feed))
  const { kept, released } = undefinedFeeds(feeds, last ?? NOTHING, parts.isReleased)
  const planned = planBuild(feeds, {
    changes: settled ? refreshed.entries : undefined,
    last: last?.feeds ?? [],
    damaged: new Set(damaged.flatMap(({ feed }) => feed ?? [])),
    moving: addresses.moving,
    leaving: new Set(
      changeOf(catalog) === standing.change
        ? []
        : last?.feeds.flatMap(({ name, left }) => (left === undefined ? [] : name)),
    ),
  })

  const published =
    last !== undefined && isQuiet()
      ? { set: last, held: new Set<string>(), written: new Set<string>(), remarks: new Map(), findings: [] }
      : await publishPlanned()
  commits.catchUp()
  const remarks = await updateKeptFindings(catalog, [...feeds, ...kept], published.remarks)

  return {
    startedAt: request.now,
    elapsedMs: request.elapsed() - started,
    articles: refreshed.tally,
    feeds: outcomesOf({
      feeds: [...feeds, ...kept],
      held: published.held,
      last,
      set: published.set,
      written: published.written,
    }),
    findings: distinct([
      ...refreshed.findings,
      ...parts.settingsFindings,
      ...defined.findings,
      ...addresses.findings,
      ...(await redirectFindings(parts, {
        set: published.set,
        before: last,
        // Feeds that stay where they were until their addresses are named, or until they are right.
        unsettled: new Set([...published.held, ...addresses.findings.flatMap(({ feed }) => feed ?? [])]),
      })),
      ...published.findings,
      ...parts.announcements.findings(),
      ...[...remarks.values()].flat(),
    ]),
  }

  /** Whether readers have everything already: so ends nearly every run, and it is spared what only others need. */
  function isQuiet(): boolean {
    return (
      settled &&
      changeOf(catalog) === standing.change &&
      publishedAt !== undefined &&
      refreshed.entries.length + damaged.length + planned.length === 0 &&
      released.length === 0 &&
      isDeepStrictEqual(current?.serving, parts.serving) &&
      (parts.pages === undefined || !isSitemapDue(catalog, publishedAt, now))
    )
  }

  async function publishPlanned() {
    const { publish } = await import('./steps/publishing.ts')
    const published = await publish(parts, {
      feeds,
      kept,
      letGo: new Set(released.flatMap(({ items }) => items.map(({ id }) => id))),
      planned,
      changes: refreshed.entries,
      settled,
      last,
      damaged,
      publishedAt,
      commit: commits.commit,
      acceptChurn: request.acceptChurn,
      now,
      signal: request.signal,
    })
    await remember(published.isComplete)
    return published
  }

  async function remember(isComplete: boolean): Promise<void> {
    const left = commits.revision
    const since = isComplete ? now : publishedAt
    if (left === undefined || since === undefined || (!isComplete && left === found?.revision)) return
    const state = { manifest: left, generation: parts.generation, publishedAt: since }
    await rememberState(
      catalog,
      isComplete ? { ...state, change: changeOf(catalog) } : state,
      found?.revision,
    )
  }

  /** A feed made for a tag would make the tag known before its first article is public. */
  function isSilent(feed: FeedDefinition): boolean {
    const isKnown = last?.feeds.some(({ name }) => name === feed.name) === true
    return feed.generated === true && !isKnown && catalog.newest(feed.selection, 1, now).length === 0
  }
}
