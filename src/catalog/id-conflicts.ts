import type { Instant } from '../article/instant.ts'
import type { Finding } from '../finding.ts'
import type { ArticleMemory, Catalog, CatalogRecord } from './catalog.ts'
import { idTaken, remembered } from './identity.ts'
import type { ListingComparison } from './listing.ts'

export interface IdClaim {
  readonly key: string
  /** What was remembered of the article before. */
  readonly memory: ArticleMemory | undefined
  /** What speaks for it: nothing, that readers have an article of the id at its address, or that it is remembered to be that one. */
  readonly standing: 0 | 1 | 2
  /** Whether readers may have the article now; the id of another may be an address that is told nowhere yet. */
  readonly isPublic: boolean
}

/** Sees to it that no two articles have one id. */
export interface IdConflicts {
  /** Asks for the id on behalf of an article. Undefined when it may have it, else why not. */
  refusal(id: string, claim: IdClaim): Finding | undefined
  /** Whether an article has got the id in this run. */
  isGiven(id: string | undefined): boolean
  /** Articles admitted and stored in this run that must be left out after all, because an equal or better claim came later. */
  overruled(): readonly CatalogRecord[]
}

/**
 * The article known under an id keeps it and the newcomer is left out; of articles that are all new none gets it.
 */
export function createIdConflicts(
  catalog: Catalog,
  { changed, gone, isPartial }: ListingComparison,
  now: Instant,
): IdConflicts {
  const claims = new Map<string, IdClaim>()
  const contested = new Map<string, IdClaim[]>()
  const whyOverruled = new Map<IdClaim, Finding>()
  // Records about to be settled again or removed have no say.
  let unsettled: ReadonlySet<string> | undefined

  const holderOf = (id: string, key: string): string | undefined => {
    if (!isPartial) return undefined
    unsettled ??= new Set([...changed.map((ref) => ref.key), ...gone])
    return catalog.keysOfId(id).find((other) => other !== key && !unsettled?.has(other))
  }

  return {
    refusal(id, claim) {
      const { key, standing } = claim
      const holder = holderOf(id, key)
      if (holder !== undefined) return idTaken(claim, id, [holder], true)
      const rivals = contested.get(id)
      const first = claims.get(id)
      if (first === undefined && (rivals === undefined || standing > 0)) {
        // What is remembered of an article that cannot lose is let go.
        claims.set(id, standing === 2 ? { ...claim, memory: undefined } : claim)
        return undefined
      }
      if (first !== undefined && first.standing > 0 && first.standing >= standing)
        return idTaken(claim, id, [first.key], true)
      if (first !== undefined && standing > 0) {
        whyOverruled.set(first, idTaken(first, id, [key], true))
        claims.set(id, claim)
        return undefined
      }
      const others = rivals ?? (first === undefined ? [] : [first])
      contested.set(id, [...others, claim])
      if (first !== undefined) claims.delete(id)
      const keys = [...others, claim].map((one) => one.key)
      for (const other of others.slice(0, 1))
        whyOverruled.set(
          other,
          idTaken(
            other,
            id,
            keys.filter((one) => one !== other.key),
            false,
          ),
        )
      return idTaken(claim, id, keys.slice(0, -1), false)
    },
    isGiven: (id) => id !== undefined && claims.has(id),
    // No reader had one of them: what is remembered is what was before.
    overruled: () =>
      [...whyOverruled].flatMap(([{ key, memory }, finding]) => {
        const record = catalog.get(key)
        if (record === undefined) return []
        const { entry: _entry, findings, ...rest } = record
        return [{ ...rest, revision: '', findings: [...findings, finding], memory: remembered(memory, now) }]
      }),
  }
}
