import { type Instant, isInstant } from '../article/instant.ts'
import type { Catalog, CatalogBatch } from './catalog.ts'

/** Names of what a catalog knows of itself, besides its records. */
export const FACTS = {
  lastRun: 'last-run',
  settings: 'settings',
  lostBefore: 'lost-before',
  change: 'change',
  ledger: 'ledger',
  listedFindings: 'listed-findings',
} as const

/** The moment of the last refresh that stored anything or met something due: what was due by then, readers may have. */
export function lastRunOf(catalog: Catalog): Instant | undefined {
  return instantIn(catalog, FACTS.lastRun)
}

/** The moment at which a catalog began that knew nothing of what readers had; articles without a date have that moment's. */
export function lostBefore(catalog: Catalog): Instant | undefined {
  return instantIn(catalog, FACTS.lostBefore)
}

/** Number of the newest change the catalog has stored. */
export function changeOf(catalog: Catalog): number {
  return Number(catalog.fact(FACTS.change) ?? '0')
}

/**
 * Stores a batch together with the number of its change: a target whose readers have an earlier one is not settled, so that
 * a run cut short, or made for another target, is made up for by the next.
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
