import type { Instant } from '../article/instant.ts'
import type { Finding } from '../finding.ts'
import type { ArticleMemory, Catalog, CatalogRecord } from './catalog.ts'
import { idTaken, remembered } from './identity.ts'
import type { ListingComparison } from './listing.ts'
import { createTextIndex } from './text-hashes.ts'

export interface IdClaim {
  readonly key: string
  /** The previous memory of the article. */
  readonly memory: ArticleMemory | undefined
  /**
   * Strength of the claim: 0 for none, infinite if the catalog records that it is the article with the id, otherwise in
   * how many respects it is what was published under the id.
   */
  readonly standing: number
  /** Whether readers may have the article now; the id of another may be an address that is told nowhere yet. */
  readonly isPublic: boolean
}

/** Ensures that no two articles have the same id. */
export interface IdConflicts {
  /** Claims the id for an article. Returns undefined if granted, or else the finding that explains the refusal. */
  refusal(id: string, claim: IdClaim): Finding | undefined
  /** Whether an article received the id in this run. */
  isGiven(id: string | undefined): boolean
  /**
   * Articles that were admitted and stored in this run, but must be rejected because of a later claim that is equal or
   * stronger.
   */
  overruled(): readonly CatalogRecord[]
}

/** The article already known under an id keeps it and new claimants are rejected; if all are new, none gets it. */
export function createIdConflicts(
  catalog: Catalog,
  { changed, gone, isPartial }: ListingComparison,
  now: Instant,
): IdConflicts {
  const claims = createGrantedClaims()
  const contested = new Map<string, IdClaim[]>()
  const whyOverruled = new Map<IdClaim, Finding>()
  // Records that will be processed again or removed are ignored.
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
        claims.set(id, claim)
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
    // None of them was published, so the previous memories are restored.
    overruled: () =>
      [...whyOverruled].flatMap(([{ key, memory }, finding]) => {
        const record = catalog.get(key)
        if (record === undefined) return []
        const { entry: _entry, findings, ...rest } = record
        return [{ ...rest, revision: '', findings: [...findings, finding], memory: remembered(memory, now) }]
      }),
  }
}

/** The claims that were granted, by id. */
interface GrantedClaims {
  get(id: string): IdClaim | undefined
  has(id: string): boolean
  set(id: string, claim: IdClaim): void
  delete(id: string): void
}

const IS_GRANTED = 1
const IS_PUBLIC = 2
const IS_CERTAIN = 4

/** There may be a million, so of a claim that is new, or that cannot be lost, little more than the key is kept. */
function createGrantedClaims(): GrantedClaims {
  const others = new Map<string, IdClaim>()
  const ids = createTextIndex()
  /** By the number of the id in `ids`. */
  const keys: string[] = []
  const flags: number[] = []

  function get(id: string): IdClaim | undefined {
    const n = ids.indexOf(id)
    if (n === undefined) return undefined
    const [key = '', flag = 0] = [keys[n], flags[n]]
    if ((flag & IS_GRANTED) === 0) return others.get(id)
    const standing = (flag & IS_CERTAIN) === 0 ? 0 : Infinity
    return { key, memory: undefined, standing, isPublic: (flag & IS_PUBLIC) !== 0 }
  }

  return {
    get,
    has: (id) => get(id) !== undefined,
    set(id, claim) {
      const { key, memory, standing, isPublic } = claim
      const n = ids.indexOf(id) ?? ids.add(id)
      keys[n] = key
      if (standing === Infinity || (standing === 0 && memory === undefined)) {
        flags[n] = IS_GRANTED | (isPublic ? IS_PUBLIC : 0) | (standing === Infinity ? IS_CERTAIN : 0)
        others.delete(id)
      } else {
        flags[n] = 0
        others.set(id, claim)
      }
    },
    delete(id) {
      others.delete(id)
      const n = ids.indexOf(id)
      if (n !== undefined) flags[n] = 0
    },
  }
}
