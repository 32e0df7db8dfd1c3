import { isDeepStrictEqual } from 'node:util'
import { changeOf } from '../catalog/facts.ts'
import type { CatalogChanges } from '../catalog/refresh.ts'
import { keepAddresses, underNewNames } from '../feed/addresses.ts'
import type { FeedDefinition } from '../feed/definition.ts'
import { planBuild } from '../feed/plan.ts'
import type { PublishedFeed } from '../feed/published-state.ts'
import { undefinedFeeds } from '../feed/undefined-feeds.ts'
import type { Finding } from '../finding.ts'
import { formatEntries } from '../formats/index.ts'
import type { PublishedFile, PublishedSet } from '../targets/target.ts'
import type { Parts } from './parts.ts'
import type { RunStart } from './run-start.ts'
import { isSitemapDue } from './sitemap-window.ts'

/** What a run will look at, decided before any feed is composed. */
export interface RunPlan {
  /** All that are or may become public. */
  readonly feeds: readonly FeedDefinition[]
  /** Feeds that readers have and nothing defines, and that stay. */
  readonly kept: readonly PublishedFeed[]
  /** Of `feeds`, those whose documents may have to change. */
  readonly planned: readonly FeedDefinition[]
  /** Ids of what feeds have that the settings let go. */
  readonly letGo: ReadonlySet<string>
  /** What readers have, each feed under its name of now. */
  readonly last: PublishedSet | undefined
  /** Files of it that are missing or damaged. */
  readonly damaged: readonly PublishedFile[]
  /** What readers have, where that is everything already: so ends nearly every run, and it is spared what only others need. */
  readonly upToDate: PublishedSet | undefined
  /** Names of feeds that stay where they were until their addresses are named, or until they are right. */
  readonly unsettled: ReadonlySet<string>
  readonly findings: readonly Finding[]
}

/**
 * @param changes what became of articles
 * @param published what readers have
 */
export async function planRun(
  parts: Parts,
  start: RunStart,
  changes: CatalogChanges,
  published: PublishedSet | undefined,
): Promise<RunPlan> {
  const { catalog, target, isReleased, pathSettingOf } = parts
  const { now, settled, publishedAt } = start
  const defined = parts.defineFeeds(catalog.vocabulary())
  const last = published && underNewNames(defined.value ?? [], published)
  const lastFeeds = last?.feeds ?? []
  const damaged = last === undefined ? [] : await target.damaged(last)
  const addresses = keepAddresses(defined.value ?? [], {
    formats: formatEntries,
    feeds: lastFeeds,
    files: last?.files ?? [],
    isReleased,
    pathSettingOf,
  })
  const feeds = addresses.feeds.filter((feed) => !hasNothingPublic(feed))
  const { kept, released } = undefinedFeeds(
    feeds,
    last ?? { feeds: [], files: [] },
    isReleased,
    formatEntries,
  )
  const hasChanged = changeOf(catalog) !== start.change
  const planned = planBuild(feeds, {
    changes: settled ? changes.entries : undefined,
    last: lastFeeds,
    damaged: new Set(damaged.flatMap(({ feed }) => feed ?? [])),
    moving: addresses.moving,
    leaving: new Set(
      hasChanged ? lastFeeds.flatMap(({ name, left }) => (left === undefined ? [] : name)) : [],
    ),
  })
  const isUpToDate =
    settled &&
    !hasChanged &&
    publishedAt !== undefined &&
    changes.entries.length + damaged.length + planned.length + released.length === 0 &&
    isDeepStrictEqual(published?.serving, parts.serving) &&
    (parts.pages === undefined || !isSitemapDue(catalog, publishedAt, now))
  return {
    feeds,
    kept,
    planned,
    letGo: new Set(released.flatMap(({ items }) => items.map(({ id }) => id))),
    last,
    damaged,
    upToDate: isUpToDate ? last : undefined,
    unsettled: new Set(addresses.findings.flatMap(({ feed }) => feed ?? [])),
    findings: [...defined.findings, ...addresses.findings],
  }

  /** A feed made for a tag would make the tag known before its first article is public. */
  function hasNothingPublic(feed: FeedDefinition): boolean {
    const isKnown = lastFeeds.some(({ name }) => name === feed.name)
    return feed.generated === true && !isKnown && catalog.newest(feed.selection, 1, now).length === 0
  }
}
