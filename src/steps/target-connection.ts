import { EnvironmentError } from '../errors.ts'
import type { Parts } from './parts.ts'
import { type ReachedTarget, reachTarget } from './reach-target.ts'

/** A connection to a target, which one run may begin and a later one complete. */
export interface TargetConnection {
  readonly parts: Parts
  /** Whether an earlier run stopped waiting for the target, and it has not answered since. */
  isSilent(): boolean
  /** Waits for the target until `givenUp` resolves; rethrows its errors. */
  reach(signal: AbortSignal, givenUp: Promise<void>): Promise<ReachedTarget>
}

export function createTargetConnection(parts: Parts): TargetConnection {
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
  return new EnvironmentError('TARGET_UNWRITABLE', `${name} does not answer`, {
    fix: 'check its disk, network or store; what it lacks is published as soon as it answers',
  })
}

/** How long a run for several targets waits for those that do not answer. */
export interface Waiting {
  /** Resolves when waiting ends: the other targets are finished, and the maximum time has passed. */
  readonly isOver: Promise<void>
  /** Marks the target as being published. */
  reached(connection: TargetConnection): void
  ended(connection: TargetConnection): void
  /** Waits for the answer of another target. */
  forAnother<T>(answer: Promise<T>): Promise<T>
  /** Ends waiting, because no target is left. */
  close(): void
}

/** @param timeout resolves when a target has had enough time to answer; if absent, waiting is unlimited */
export function createWaiting(
  connections: readonly TargetConnection[],
  timeout: ((signal: AbortSignal) => Promise<void>) | undefined,
): Waiting {
  const silent = new Set(connections.filter((connection) => connection.isSilent()))
  const unreached = new Set(connections)
  const publishing = new Set<TargetConnection>()
  const closing = new AbortController()
  let isTimedOut = false
  let isRestoring = false
  let giveUp = (): void => {}
  const isOver = new Promise<void>((resolve) => {
    giveUp = resolve
  })

  function endIfDone(): void {
    const isIdle = publishing.size === 0 || isRestoring
    if (timeout !== undefined && isIdle && (isTimedOut || [...unreached].every((one) => silent.has(one))))
      giveUp()
  }

  void timeout?.(closing.signal).then(() => {
    isTimedOut = true
    endIfDone()
  })
  return {
    isOver,
    reached(connection) {
      unreached.delete(connection)
      publishing.add(connection)
    },
    ended(connection) {
      unreached.delete(connection)
      publishing.delete(connection)
      endIfDone()
    },
    async forAnother(answer) {
      isRestoring = true
      endIfDone()
      return answer.finally(() => {
        isRestoring = false
      })
    },
    close: () => closing.abort(),
  }
}
