/** Does `work` for each of `items`, `atOnce` at a time; the first failure ends it. */
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

/** Work that goes on while more is found. */
export interface Backlog {
  /** Begins with `work` as soon as fewer than `atOnce` are under way. Throws what failed before. */
  add(work: () => Promise<void>): Promise<void>
  /** Resolves when nothing is under way. Throws what failed, once. */
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
