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

/** The scope of a run, determined before any feed is composed. */
export interface RunPlan {
  /** All feeds that are or may become public. */
  readonly feeds: readonly FeedDefinition[]
  /** Published feeds that are no longer defined but are kept. */
  readonly kept: readonly PublishedFeed[]
  /** Those of `feeds` whose documents may have to change. */
  readonly planned: readonly FeedDefinition[]
  /** Ids of items in feeds that the settings allow to be removed. */
  readonly letGo: ReadonlySet<string>
  /** The published set, with each feed under its current name. */
  readonly last: PublishedSet | undefined
  /** Missing or damaged files of that set. */
  readonly damaged: readonly PublishedFile[]
  /** The published set if it is complete already: nearly every run ends this way, and skips loading the rest. */
  readonly upToDate: PublishedSet | undefined
  /** Names of feeds that stay at their old addresses until the settings name these, or until the feeds are accepted. */
  readonly unsettled: ReadonlySet<string>
  readonly findings: readonly Finding[]
}

/**
 * @param changes changes of articles
 * @param published the published set
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

  /** A feed generated for a tag would reveal the tag before its first article is public. */
  function hasNothingPublic(feed: FeedDefinition): boolean {
    const isKnown = lastFeeds.some(({ name }) => name === feed.name)
    return feed.generated === true && !isKnown && catalog.newest(feed.selection, 1, now).length === 0
  }
}
