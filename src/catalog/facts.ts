import { type Instant, isInstant } from '../article/instant.ts'
import type { Catalog, CatalogBatch } from './catalog.ts'

/** Names of the facts that a catalog stores about itself, in addition to its records. */
export const FACTS = {
  lastRun: 'last-run',
  settings: 'settings',
  lostBefore: 'lost-before',
  takenOver: 'taken-over',
  change: 'change',
  ledger: 'ledger',
  listedFindings: 'listed-findings',
} as const

/**
 * The moment of the last refresh that stored anything or found something due: articles due by then may have been
 * published.
 */
export function lastRunOf(catalog: Catalog): Instant | undefined {
  return instantIn(catalog, FACTS.lastRun)
}

/**
 * The moment at which the catalog was created without knowledge of what was published; it is the date of articles
 * without one.
 */
export function lostBefore(catalog: Catalog): Instant | undefined {
  return instantIn(catalog, FACTS.lostBefore)
}

/** The last run before which another catalog published to the target; undefined if there was none. */
export function takenOverAt(catalog: Catalog): Instant | undefined {
  return instantIn(catalog, FACTS.takenOver)
}

/** Number of the newest change that the catalog has stored. */
export function changeOf(catalog: Catalog): number {
  return Number(catalog.fact(FACTS.change) ?? '0')
}

/**
 * Stores a batch together with its change number. A target whose published set has an earlier number is not up to date,
 * so the next run completes what a run that was interrupted, or made for another target, left undone.
 */
export async function applyChange(catalog: Catalog, batch: CatalogBatch): Promise<void> {
  const isChange = batch.put.length + batch.remove.length > 0
  const number = isChange && { [FACTS.change]: String(changeOf(catalog) + 1) }
  await catalog.apply({ ...batch, facts: { ...batch.facts, ...number } })
}

function instantIn(catalog: Catalog, name: string): Instant | undefined {
  const text = catalog.fact(name)
  return text !== undefined && isInstant(text) ? text : undefined
}
