import { EnvironmentError } from '../errors.ts'
import type { Parts } from './parts.ts'
import { type ReachedTarget, reachTarget } from './reach-target.ts'

/** A connection to a target, which one run may begin and a later one complete. */
export interface Way {
  readonly parts: Parts
  /** Whether an earlier run stopped waiting for the target, and it has not answered since. */
  isSilent(): boolean
  /** Waits for the target until `givenUp` resolves; rethrows its errors. */
  reach(signal: AbortSignal, givenUp: Promise<void>): Promise<ReachedTarget>
}

export function createWay(parts: Parts): Way {
  let pending: Promise<ReachedTarget> | undefined
  let isAnswered = false
  let isAwaited = false

  function begin(signal: AbortSignal): Promise<ReachedTarget> {
    isAnswered = false
    const reaching = reachTarget(parts, signal)
    const answered = (reached?: ReachedTarget): void => {
      isAnswered = true
      if (isAwaited) return
      // Too late for the run that began it; the next run begins again.
      pending = undefined
      reached?.release().catch(() => undefined)
    }
    reaching.then(answered, () => answered())
    return reaching
  }

  return {
    parts,
    isSilent: () => pending !== undefined,
    async reach(signal, givenUp) {
      isAwaited = true
      const reaching = pending ?? begin(signal)
      pending = reaching
      await Promise.race([reaching.catch(() => undefined), givenUp])
      if (!isAnswered) {
        isAwaited = false
        throw unanswered(parts.target.name)
      }
      pending = undefined
      return reaching
    },
  }
}

function unanswered(name: string): EnvironmentError {
  return new EnvironmentError('TARGET_UNWRITABLE', `${name} gives no answer`, {
    fix: 'check the disk, network or store that it lies on; what it lacks is published once it answers',
  })
}

/** How long a run for several targets waits for those that do not answer. */
export interface Waiting {
  /** Resolves when waiting ends: the other targets are finished, and the maximum time has passed. */
  readonly isOver: Promise<void>
  /** Marks the target as being published. */
  reached(way: Way): void
  ended(way: Way): void
  /** Waits for the answer of another target. */
  forAnother<T>(answer: Promise<T>): Promise<T>
  /** Ends waiting, because no target is left. */
  close(): void
}

/** @param patience resolves when a target has had enough time to answer; if absent, waiting is unlimited */
export function createWaiting(
  ways: readonly Way[],
  patience: ((signal: AbortSignal) => Promise<void>) | undefined,
): Waiting {
  const silent = new Set(ways.filter((way) => way.isSilent()))
  const unreached = new Set(ways)
  const atWork = new Set<Way>()
  const closing = new AbortController()
  let isPatient = true
  let isTelling = false
  let giveUp = (): void => {}
  const isOver = new Promise<void>((resolve) => {
    giveUp = resolve
  })

  function look(): void {
    const isIdle = atWork.size === 0 || isTelling
    if (patience !== undefined && isIdle && (!isPatient || [...unreached].every((way) => silent.has(way))))
      giveUp()
  }

  void patience?.(closing.signal).then(() => {
    isPatient = false
    look()
  })
  return {
    isOver,
    reached(way) {
      unreached.delete(way)
      atWork.add(way)
    },
    ended(way) {
      unreached.delete(way)
      atWork.delete(way)
      look()
    },
    async forAnother(answer) {
      isTelling = true
      look()
      return answer.finally(() => {
        isTelling = false
      })
    },
    close: () => closing.abort(),
  }
}
