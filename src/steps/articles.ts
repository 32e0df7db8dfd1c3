import { type Instant, instantToMs, isInstant } from '../article/instant.ts'
import type { Catalog } from '../catalog/catalog.ts'
import { type CatalogChanges, refresh } from '../catalog/refresh.ts'
import type { Parts } from './parts.ts'

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
  /** Whether the feeds are what the catalog said after the last run, and no article fell due since. */
  readonly settled: boolean
}

export function standingOf(catalog: Catalog, clock: Instant, generation: string): Standing {
  const publishedAt = catalog.fact(PUBLISHED_AT)
  if (publishedAt === undefined || !isInstant(publishedAt)) return { now: clock, settled: false }
  const ahead = instantToMs(publishedAt) - instantToMs(clock)
  const now = ahead > 0 && ahead <= MOST_SET_BACK_MS ? publishedAt : clock
  const due = catalog.nextRelease(publishedAt)
  const settled =
    catalog.fact(PENDING) === '' &&
    catalog.fact(PUBLISHED_GENERATION) === generation &&
    ahead <= MOST_SET_BACK_MS &&
    (due === undefined || due > now)
  return { now, settled }
}

/** Brings the catalog up to date. From the first change on the catalog says that its feeds are not yet published. */
export async function refreshArticles(
  parts: Parts,
  now: Instant,
  signal: AbortSignal,
): Promise<CatalogChanges> {
  const { catalog } = parts
  let marked = catalog.fact(PENDING) === 'yes'
  const marking: Catalog = Object.assign(Object.create(catalog), {
    apply: async (batch: Parameters<Catalog['apply']>[0]) => {
      if (!marked) await catalog.setFact(PENDING, 'yes')
      marked = true
      await catalog.apply(batch)
    },
  })
  return refresh(marking, parts.sources, (raw) => parts.parse(raw, now), now, signal)
}

/** Remembers that readers have everything the catalog knows. */
export async function settle(parts: Parts, now: Instant): Promise<void> {
  const { catalog } = parts
  await catalog.setFact(PUBLISHED_AT, now)
  await catalog.setFact(PUBLISHED_GENERATION, parts.generation)
  await catalog.setFact(PENDING, '')
}
