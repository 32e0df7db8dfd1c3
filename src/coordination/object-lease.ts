import { listAll, type ObjectStore } from '../object-store/object-store.ts'
import type { Claim, LeaseStore } from './stored-lease.ts'

/** Prefix of the terms of a lease; the highest number holds it. */
const TERMS = '.feedwright/terms/'

/** Precision of the store's clock in milliseconds: HTTP dates have whole seconds. */
const COARSE_MS = 2000
/** Milliseconds for which expired terms are kept, so that a publisher that was suspended finds its number taken. */
const REMEMBERED_MS = 86_400_000

/** The data in the object of one term. */
interface Term {
  readonly number: number
  readonly holder: string
  readonly isOver: boolean
}

/**
 * A lease in a bucket: one object for each term, created only if it does not exist. Only its holder writes it again, to
 * renew it, and the clock of the store measures the time since then.
 */
export function createObjectLeaseStore(
  store: ObjectStore,
  requireConditions: () => Promise<void>,
): LeaseStore {
  /** Numbers of the terms that this process acquired, by token. */
  const taken = new Map<string, number>()

  async function newest(): Promise<Term | undefined> {
    const { objects } = await listAll(store, TERMS)
    const last = objects.findLast(({ key }) => numberIn(key) !== undefined)
    const number = last === undefined ? undefined : numberIn(last.key)
    const found = last && (await store.get(last.key))
    if (found === undefined || number === undefined) return undefined
    const { holder, ttlMs } = termIn(found.bytes)
    return {
      number,
      holder,
      isOver: ttlMs === 0 || found.answered - found.modified >= ttlMs + COARSE_MS,
    }
  }

  const hasHigher = async (number: number) => (await store.list(TERMS, keyOf(number))).objects.length > 0

  async function removePast(newestNumber: number): Promise<void> {
    const { objects, answered } = await listAll(store, TERMS)
    for (const { key, modified } of objects) {
      const number = numberIn(key)
      if (number !== undefined && number < newestNumber && answered - modified > REMEMBERED_MS)
        await store.remove(key)
    }
  }

  return {
    name: `the bucket of ${store.name}`,
    prepare: requireConditions,
    async take(claim, highest) {
      const found = await newest()
      if (found !== undefined && !found.isOver) return { holder: found.holder }
      const number = Math.max(found?.number ?? 0, highest) + 1
      const isTaken = await store.create(keyOf(number), textOf(claim), HEADERS)
      // After a suspension longer than terms are kept, the number is free again, but there are higher ones.
      if (!isTaken || (await hasHigher(number))) return { holder: (await newest())?.holder ?? 'another' }
      taken.set(claim.token, number)
      await removePast(number)
      return { term: number }
    },
    async renew(claim) {
      const number = taken.get(claim.token)
      if (number === undefined) return false
      await store.put(keyOf(number), textOf(claim), HEADERS)
      return !(await hasHigher(number))
    },
    async release(claim) {
      const number = taken.get(claim.token)
      if (number === undefined) return
      taken.delete(claim.token)
      await store.put(keyOf(number), textOf({ ...claim, ttlMs: 0 }), HEADERS)
    },
    async holder() {
      const found = await newest()
      return found === undefined || found.isOver ? undefined : found.holder
    },
  }
}

const HEADERS = { type: 'application/json', cacheControl: 'no-store' }

const keyOf = (number: number): string => `${TERMS}${String(number).padStart(12, '0')}`

function numberIn(key: string): number | undefined {
  const digits = /^(\d{12})$/.exec(key.slice(TERMS.length))?.[1]
  return digits === undefined ? undefined : Number(digits)
}

const textOf = ({ token, holder, ttlMs }: Claim): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify({ token, holder, ttlMs })}\n`)

/** An invalid object counts as an expired term: its number is taken. */
function termIn(bytes: Uint8Array): Pick<Claim, 'holder' | 'ttlMs'> {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (typeof value === 'object' && value !== null) {
      const { holder, ttlMs }: Partial<Record<keyof Claim, unknown>> = value
      if (typeof holder === 'string' && typeof ttlMs === 'number') return { holder, ttlMs }
    }
  } catch {
    // Invalid, as explained above.
  }
  return { holder: 'another program', ttlMs: 0 }
}
