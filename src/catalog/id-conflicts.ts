import type { Finding } from '../finding.ts'
import type { Catalog, CatalogRecord } from './catalog.ts'
import { idTaken } from './identity.ts'
import type { ListingComparison } from './listing.ts'

/** Sees to it that no two articles have one id. */
export interface IdConflicts {
  /**
   * Asks for the id on behalf of an article; `isKnown` when readers know this very article under it. Undefined when
   * it may have the id, else why not.
   */
  refusal(id: string, key: string, isKnown: boolean): Finding | undefined
  /** Whether an article has got the id in this run. */
  isGiven(id: string | undefined): boolean
  /** Articles admitted and stored in this run that must be left out after all, because an equal or better claim came later. */
  evicted(): readonly CatalogRecord[]
}

/**
 * The article known under an id keeps it and the newcomer is left out; of articles that are all new none gets it.
 */
export function createIdConflicts(
  catalog: Catalog,
  { changed, gone, isPartial }: ListingComparison,
): IdConflicts {
  const claims = new Map<string, string>()
  const known = new Set<string>()
  const contested = new Map<string, string[]>()
  const losers = new Map<string, Finding>()
  // Records about to be settled again or removed have no say.
  let unsettled: ReadonlySet<string> | undefined

  const holderOf = (id: string, key: string): string | undefined => {
    if (!isPartial) return undefined
    unsettled ??= new Set([...changed.map((ref) => ref.key), ...gone])
    return catalog.keysOfId(id).find((other) => other !== key && !unsettled?.has(other))
  }

  return {
    refusal(id, key, isKnown) {
      const holder = holderOf(id, key)
      if (holder !== undefined) return idTaken(key, id, [holder], true)
      const rivals = contested.get(id)
      const first = claims.get(id)
      if (first === undefined && (rivals === undefined || isKnown)) {
        claims.set(id, key)
        if (isKnown) known.add(id)
        return undefined
      }
      if (first !== undefined && known.has(id)) return idTaken(key, id, [first], true)
      if (first !== undefined && isKnown) {
        losers.set(first, idTaken(first, id, [key], true))
        claims.set(id, key)
        known.add(id)
        return undefined
      }
      const others = rivals ?? (first === undefined ? [] : [first])
      contested.set(id, [...others, key])
      if (first !== undefined) claims.delete(id)
      for (const other of others.slice(0, 1))
        losers.set(
          other,
          idTaken(
            other,
            id,
            [...others, key].filter((one) => one !== other),
            false,
          ),
        )
      return idTaken(key, id, others, false)
    },
    isGiven: (id) => id !== undefined && claims.has(id),
    evicted: () =>
      [...losers].flatMap(([key, finding]) => {
        const record = catalog.get(key)
        if (record === undefined) return []
        const { entry: _entry, memory, findings, ...rest } = record
        const { id: _id, ...nameless } = memory
        return [{ ...rest, revision: '', findings: [...findings, finding], memory: nameless }]
      }),
  }
}
