import { isDeepStrictEqual } from 'node:util'
import { type Instant, isInstant } from '../article/instant.ts'
import type { Catalog } from '../catalog/catalog.ts'
import { isFinding } from '../finding.ts'
import type { KeptFindings } from './kept-findings.ts'

/**
 * The state of one target that is kept between runs; the state of articles belongs to the catalog. It is stored in the
 * catalog and lost with it, because it refers to numbered changes of the catalog.
 */
export interface RunState {
  /** Absent before the first run after which the target was complete. */
  readonly published?: PublishedRun
  /** Findings from when each feed was last judged. */
  readonly findings: KeptFindings
}

/** The published state after a run. */
export interface PublishedRun {
  /** Revision of the manifest after the run: distinguishes an older copy that was restored. */
  readonly manifest: string
  /**
   * Number of the newest stored change that is published, together with all earlier ones; absent if a feed was held or
   * postponed.
   */
  readonly change?: number
  /** Fingerprint of the settings and the program of that run. */
  readonly generation: string
  /** The time of the last run after which the target was complete. */
  readonly publishedAt: Instant
}

/** Fact of the catalog: the states of the targets that were published last, by target, newest first. */
const STATES = 'run-states'

/** Maximum number of targets whose state is kept, because previews are temporary. */
const MOST_STATES = 16

/** The states of all targets in the catalog, by the name of the target. */
export function runStatesIn(catalog: Catalog): ReadonlyMap<string, RunState> {
  const text = catalog.fact(STATES)
  const value: unknown = text === undefined ? [] : JSON.parse(text)
  return new Map(Array.isArray(value) ? value.flatMap(stateIn) : [])
}

/** Stores the state of a target if it changed. */
export async function keepRunState(catalog: Catalog, target: string, state: RunState): Promise<void> {
  const known = runStatesIn(catalog)
  if (isDeepStrictEqual(known.get(target), state)) return
  const others = [...known].filter(([name]) => name !== target)
  const states = [[target, state] as const, ...others].slice(0, MOST_STATES)
  const text = JSON.stringify(
    states.map(([name, { published, findings }]) => ({ target: name, published, findings: [...findings] })),
  )
  await catalog.apply({ put: [], remove: [], facts: { [STATES]: text } })
}

function stateIn(value: unknown): readonly (readonly [target: string, state: RunState])[] {
  if (typeof value !== 'object' || value === null) return []
  const { target, published, findings }: { target?: unknown; published?: unknown; findings?: unknown } = value
  if (typeof target !== 'string') return []
  return [[target, { ...(isPublishedRun(published) && { published }), findings: findingsIn(findings) }]]
}

function findingsIn(value: unknown): KeptFindings {
  const lists: readonly unknown[] = Array.isArray(value) ? value : []
  return new Map(
    lists.flatMap((pair) => {
      const [name, list]: readonly unknown[] = Array.isArray(pair) ? pair : []
      return typeof name === 'string' && Array.isArray(list) ? [[name, list.filter(isFinding)] as const] : []
    }),
  )
}

function isPublishedRun(value: unknown): value is PublishedRun {
  if (typeof value !== 'object' || value === null) return false
  const { manifest, generation, publishedAt, change }: Partial<Record<keyof PublishedRun, unknown>> = value
  return (
    typeof manifest === 'string' &&
    typeof generation === 'string' &&
    typeof publishedAt === 'string' &&
    isInstant(publishedAt) &&
    (change === undefined || Number.isSafeInteger(change))
  )
}
