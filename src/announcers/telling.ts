import type { Announcer, Outcome } from './announcer.ts'
import { type ReceiverState, withoutTold } from './outbox.ts'

/**
 * Pauses after failed attempts: 5, 25, 125 … seconds. After the seventh attempt, the receiver is not tried again until
 * something changes.
 */
const PAUSE_BASE_MS = 1000
const PAUSE_FACTOR = 5
const TRIES = 7
/** Maximum pause that a receiver may ask for. */
const LONGEST_PAUSE_MS = 86_400_000
/** Number of concurrent requests to a receiver that accepts only one notice per request. */
const LANES = 4

/** The progress of one pass over the pending notices of a receiver. */
export interface Course {
  readonly told: Map<string, number>
  hasTold: boolean
  failedRequests: number
  failure?: Exclude<Outcome, { isTold: true }>
  doubt?: string | undefined
}

export const startCourse = (): Course => ({ told: new Map(), hasTold: false, failedRequests: 0 })

/** Whether to send more notices to the receiver in this pass. */
export function goesOn({ failure }: Course, signal: AbortSignal): boolean {
  return failure?.isAway !== true && !signal.aborted
}

/** Sends notices to a receiver, until a failure shows that others would fail as well. */
export async function tellSome(
  { batchOf, tell }: Announcer,
  receiver: string,
  waiting: (readonly [about: string, sequence: number])[],
  course: Course,
  signal: AbortSignal,
): Promise<void> {
  const batch = batchOf(receiver)
  const lane = async (): Promise<void> => {
    while (waiting.length > 0 && goesOn(course, signal)) {
      const some = waiting.splice(0, batch)
      const about = some.map(([one]) => one)
      const outcome = await tell(receiver, about, signal).catch(failed)
      if (outcome.isTold) {
        for (const [one, sequence] of some) course.told.set(one, sequence)
        course.hasTold = true
        course.doubt = outcome.doubt ?? course.doubt
      } else if (!signal.aborted) {
        course.failedRequests += 1
        if (goesOn(course, signal)) course.failure = outcome
      }
    }
  }
  await Promise.all(Array.from({ length: batch === 1 ? LANES : 1 }, lane))
}

/** The state of the receiver after these notices were delivered. */
export function withTold(state: ReceiverState, told: Course['told'], now: number): ReceiverState {
  if (told.size === 0) return state
  const waiting = withoutTold(state.waiting, told)
  return { ...state, waiting, told: state.told + told.size, lastTold: now }
}

/** The state of the receiver after the whole pass. */
export function withCourse(
  state: ReceiverState,
  { failure, hasTold, failedRequests, doubt }: Course,
  now: number,
): ReceiverState {
  const { retryAt: _at, isAway: _away, trouble: _trouble, doubt: _doubt, ...rest } = state
  const failed = state.failed + failedRequests
  const said = { ...rest, failed, ...(doubt !== undefined && { doubt }) }
  if (failure === undefined) return { ...said, failures: 0, retryAt: 0 }
  // A receiver that accepted some notices in the same pass is available.
  const failures = hasTold ? 1 : state.failures + 1
  return {
    ...said,
    failures,
    trouble: failure.got,
    isAway: failure.isAway,
    ...(failures < TRIES && { retryAt: now + pauseAfter(failures, failure.pauseMs) }),
  }
}

function pauseAfter(failures: number, asked = 0): number {
  return Math.min(Math.max(asked, PAUSE_BASE_MS * PAUSE_FACTOR ** failures), LONGEST_PAUSE_MS)
}

function failed(error: unknown): Outcome {
  return { isTold: false, got: error instanceof Error ? error.message : String(error), isAway: true }
}
