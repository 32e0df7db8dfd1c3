import { type Instant, instantToMs, isInstant } from '../article/instant.ts'
import type { Catalog, CatalogBatch } from '../catalog/catalog.ts'
import { type CatalogChanges, refresh } from '../catalog/refresh.ts'
import type { Finding } from '../finding.ts'
import type { Parts, RunRequest } from './parts.ts'

/** Facts a run leaves in the catalog for the next one. */
const PUBLISHED_AT = 'published-at'
const PUBLISHED_GENERATION = 'published-generation'
const PENDING = 'pending'

/** A clock may be set back by this much before it is believed rather than the last run. */
const MOST_SET_BACK_MS = 26 * 3_600_000

/** How things stand when a run begins; see `docs/state.md`. */
export interface Standing {
  /** The moment of this run: never before the last one, so that a clock set back takes nothing away from readers. */
  readonly now: Instant
  /** Whether the feeds are what the catalog said after the last run, but for the articles that fell due since. */
  readonly settled: boolean
  /** The moment of the last run after which readers had everything; absent when that was under other settings. */
  readonly publishedAt?: Instant
}

export function standingOf(catalog: Catalog, clock: Instant, generation: string): Standing {
  const publishedAt = catalog.fact(PUBLISHED_AT)
  if (publishedAt === undefined || !isInstant(publishedAt)) return { now: clock, settled: false }
  const ahead = instantToMs(publishedAt) - instantToMs(clock)
  const now = ahead > 0 && ahead <= MOST_SET_BACK_MS ? publishedAt : clock
  const isSame = catalog.fact(PUBLISHED_GENERATION) === generation
  const settled = catalog.fact(PENDING) === '' && isSame && ahead <= MOST_SET_BACK_MS
  return { now, settled, ...(isSame && { publishedAt }) }
}

/**
 * Brings the catalog up to date. Articles that fell due since the last run are changes too. With the first change it stores goes the fact that its feeds are not published yet, so
 * that a run cut short is made up for by the next.
 */
export async function refreshArticles(
  parts: Parts,
  standing: Standing,
  request: Pick<RunRequest, 'signal' | 'changed' | 'acceptDates'>,
): Promise<CatalogChanges> {
  const { catalog, reporter } = parts
  const { now } = standing
  const marking: Catalog = {
    ...catalog,
    apply: (batch) =>
      catalog.apply({ ...batch, facts: { ...batch.facts, ...(isWork(batch) ? { [PENDING]: 'yes' } : {}) } }),
  }
  const changes = await refresh(marking, parts.sources, parts.readFiles(now), now, request.signal, {
    mint: parts.mint,
    settings: parts.generation,
    media: parts.media,
    // Of a cold start there would be a million, and all feeds are looked at anyway.
    collect: standing.publishedAt !== undefined,
    progress: (done, total) => reporter.progress('articles', done, total),
    ...(request.changed === undefined ? {} : { only: request.changed }),
    ...(request.acceptDates === undefined ? {} : { acceptDates: request.acceptDates }),
  })
  const due = standing.publishedAt === undefined ? [] : [...catalog.due(standing.publishedAt, now)]
  return {
    ...changes,
    entries: [...changes.entries, ...due.map((after) => ({ after }))],
    findings: changes.findings.map((finding) => placed(finding, parts.contentName)),
  }
}

/** The catalog knows files by key; people know them by path. */
export function placed(finding: Finding, contentName: string): Finding {
  return finding.file === undefined ? finding : { ...finding, file: `${contentName}/${finding.file}` }
}

const isWork = ({ put, remove }: CatalogBatch): boolean => put.length + remove.length > 0

/** Whether something was stored that no run has made sure readers have. */
export const isPending = (catalog: Catalog): boolean => catalog.fact(PENDING) !== ''

/** Remembers that readers have everything the catalog knows. */
export async function settle(parts: Parts, { now }: Standing): Promise<void> {
  const facts = { [PUBLISHED_AT]: now, [PUBLISHED_GENERATION]: parts.generation, [PENDING]: '' }
  await parts.catalog.apply({ put: [], remove: [], facts })
}
