/** Runs `work` for each of `items`, `atOnce` at a time; stops at the first failure. */
export async function eachAtOnce<T>(
  items: Iterable<T>,
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items[Symbol.iterator]()
  let hasFailed = false
  const goOn = async (): Promise<void> => {
    for (let next = waiting.next(); next.done !== true && !hasFailed; next = waiting.next()) {
      try {
        await work(next.value)
      } catch (error) {
        hasFailed = true
        throw error
      }
    }
  }
  const failed = (await Promise.allSettled(Array.from({ length: atOnce }, goOn))).find(
    (result) => result.status === 'rejected',
  )
  if (failed !== undefined) throw failed.reason
}

/** A queue of work to which more can be added. */
export interface Backlog {
  /** Starts `work` when fewer than `atOnce` are running. Throws an earlier failure. */
  add(work: () => Promise<void>): Promise<void>
  /** Resolves when nothing is running. Throws an earlier failure once. */
  done(): Promise<void>
}

export function createBacklog(atOnce: number): Backlog {
  const underWay = new Set<Promise<void>>()
  let failures: unknown[] = []
  function throwFailure(): void {
    const [first] = failures
    if (failures.length === 0) return
    failures = []
    throw first
  }
  return {
    async add(work) {
      while (underWay.size >= atOnce) await Promise.race(underWay)
      throwFailure()
      const doing: Promise<void> = work()
        .catch((error: unknown) => void failures.push(error))
        .finally(() => underWay.delete(doing))
      underWay.add(doing)
    },
    async done() {
      await Promise.all(underWay)
      throwFailure()
    },
  }
}
