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
/** Milliseconds from a commit to the last attempt to tell a receiver that does not answer: five and a half hours. */
export const RETRIED_MS = Array.from({ length: TRIES - 1 }, (_, at) => pauseAfter(at + 1)).reduce(
  (sum, pause) => sum + pause,
)
/** Number of concurrent requests to a receiver that accepts only one notice per request. */
const LANES = 4

/** The progress of one pass over the pending notices of a receiver. */
export interface SendingPass {
  readonly delivered: Map<string, number>
  hasDelivered: boolean
  failedRequests: number
  failure?: Exclude<Outcome, { isTold: true }>
  doubt?: string | undefined
}

export const startPass = (): SendingPass => ({ delivered: new Map(), hasDelivered: false, failedRequests: 0 })

/** Whether to send more notices to the receiver in this pass. */
export function canContinue({ failure }: SendingPass, signal: AbortSignal): boolean {
  return failure?.isAway !== true && !signal.aborted
}

/** Sends notices to a receiver, until a failure shows that others would fail as well. */
export async function sendNotices(
  { batchOf, tell }: Announcer,
  receiver: string,
  waiting: (readonly [about: string, sequence: number])[],
  pass: SendingPass,
  signal: AbortSignal,
): Promise<void> {
  const batch = batchOf(receiver)
  const lane = async (): Promise<void> => {
    while (waiting.length > 0 && canContinue(pass, signal)) {
      const some = waiting.splice(0, batch)
      const about = some.map(([one]) => one)
      const outcome = await tell(receiver, about, signal).catch(failed)
      if (outcome.isTold) {
        for (const [one, sequence] of some) pass.delivered.set(one, sequence)
        pass.hasDelivered = true
        pass.doubt = outcome.doubt ?? pass.doubt
      } else if (!signal.aborted) {
        pass.failedRequests += 1
        if (canContinue(pass, signal)) pass.failure = outcome
      }
    }
  }
  await Promise.all(Array.from({ length: batch === 1 ? LANES : 1 }, lane))
}

/** The state of the receiver after these notices were delivered. */
export function withDelivered(
  state: ReceiverState,
  delivered: SendingPass['delivered'],
  now: number,
): ReceiverState {
  if (delivered.size === 0) return state
  const waiting = withoutTold(state.waiting, delivered)
  return { ...state, waiting, told: state.told + delivered.size, lastTold: now }
}

/** The state of the receiver after the whole pass. */
export function withPass(
  state: ReceiverState,
  { failure, hasDelivered, failedRequests, doubt }: SendingPass,
  now: number,
): ReceiverState {
  const { retryAt: _at, isAway: _away, trouble: _trouble, doubt: _doubt, ...rest } = state
  const failed = state.failed + failedRequests
  const said = { ...rest, failed, ...(doubt !== undefined && { doubt }) }
  if (failure === undefined) return { ...said, failures: 0, retryAt: 0 }
  // A receiver that accepted some notices in the same pass is available.
  const failures = hasDelivered ? 1 : state.failures + 1
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
