import { instantToMs } from '../article/instant.ts'
import type { Finding } from '../finding.ts'
import type { Reporter } from '../reporting/reporter.ts'
import type { Clock } from '../schedule/clock.ts'
import type { PublishedSet } from '../targets/target.ts'
import type { Announcer, PublishedChange } from './announcer.ts'
import {
  type AddressedNotice,
  keyOf,
  type Outbox,
  type OutboxState,
  prepared,
  printOf,
  type ReceiverState,
  receiverOf,
  released,
  withNotices,
  withoutPrepared,
  withoutTold,
  withReceiver,
  withReceivers,
} from './outbox.ts'
import {
  canContinue,
  RETRIED_MS,
  type SendingPass,
  sendNotices,
  startPass,
  withDelivered,
  withPass,
} from './telling.ts'

/** A published set, and its revision at the target. */
export interface Committed {
  readonly set: PublishedSet | undefined
  readonly revision: string | undefined
}

/** The state of notifying one receiver, for metrics and `status`. */
export interface ReceiverView
  extends Pick<ReceiverState, 'told' | 'failed' | 'lastTold' | 'trouble' | 'retryAt'> {
  readonly announcer: string
  readonly receiver: string
  /** Number of addresses whose notices are pending. */
  readonly waiting: number
}

/** Notifies receivers of commits, with retries. Never delays a run or makes it fail. */
export interface Announcements {
  /** Stores the notices about the change from `before` to `after`, before the commit. */
  prepare(before: Committed, after: PublishedSet): void
  /** Starts sending the prepared notices, after the commit. */
  committed(revision: string): void
  /**
   * Starts sending notices that previous runs could not send, and those that another machine, which published last, may
   * not have sent.
   */
  catchUp(current: Committed): void
  /** The current failures of receivers. */
  findings(): readonly Finding[]
  receivers(): readonly ReceiverView[]
  /** Sends the notices of all due receivers once, without delay; resolves when all have succeeded or failed. */
  tellAll(): Promise<void>
  /** Ends requests under way; what they were about waits for the next start. */
  stop(): void
}

export interface AnnouncementsParts {
  readonly announcers: readonly Announcer[]
  readonly outbox: Outbox
  readonly reporter: Pick<Reporter, 'findings' | 'info'>
  readonly clock: Pick<Clock, 'now' | 'setTimer'>
  /** Whether notices are sent as soon as they are due; otherwise only by {@link Announcements.tellAll}. */
  readonly isActive: boolean
  /** Milliseconds from a commit to its notices: other servers of the target notice the commit in between. */
  readonly delayMs: number
  /** Called after notices were delivered or failed. */
  readonly onTold?: ((receivers: readonly ReceiverView[]) => void) | undefined
}

type Waiting = ReceiverState['waiting']

/** Number of notices sent before deliveries are recorded; a crash repeats at most this many. */
const NOTED_TOGETHER = 256
const LONGEST_TIMER_MS = 2 ** 31 - 1

export function createAnnouncements(parts: AnnouncementsParts): Announcements {
  const { announcers, outbox, reporter, clock } = parts
  const stopping = new AbortController()
  const underWay = new Map<string, Promise<void>>()
  /** Receivers tried in this process: one without a scheduled retry is tried once per process. */
  const triedHere = new Set<string>()
  /** Notices of the commits that are old enough, as in {@link ReceiverState.waiting}, by receiver. */
  let due: ReadonlyMap<string, Waiting> = new Map()
  let hasBegun = false
  let cancelTimer = (): void => {}
  /** Cancel the timers of {@link sendLater}. */
  const delays = new Set<() => void>()

  /** The pending notices of a receiver that may be sent now. */
  function dueAt(key: string, { waiting }: ReceiverState): readonly (readonly [string, number])[] {
    return Object.entries(due.get(key) ?? {}).filter(([about]) => waiting[about] !== undefined)
  }

  function isDue(key: string, state: ReceiverState): boolean {
    if (dueAt(key, state).length === 0) return false
    return state.retryAt === undefined ? !triedHere.has(key) : state.retryAt <= clock.now()
  }

  /** Sends what is pending now after the delay; what later commits add waits for its own. */
  function sendLater(): void {
    hasBegun = true
    if (!parts.isActive || stopping.signal.aborted) return
    const waiting = waitingNow()
    const send = (): void => {
      due = waiting
      wake()
    }
    if (parts.delayMs === 0) {
      send()
      return
    }
    const cancel = clock.setTimer(parts.delayMs, () => {
      delays.delete(cancel)
      send()
    })
    delays.add(cancel)
  }

  const waitingNow = (): ReadonlyMap<string, Waiting> =>
    new Map(Object.entries(outbox.read().receivers).map(([key, { waiting }]) => [key, waiting]))

  async function sendDue(): Promise<void> {
    cancelTimer()
    // Notices that become due meanwhile wait for their own pass, in which caches are purged first.
    const notices = due
    for (const isCache of [true, false]) {
      const group = announcers.filter((announcer) => announcer.isCache === isCache)
      await Promise.all(
        group.flatMap((announcer) =>
          receiversDueOf(announcer).map((key) => work(announcer, key, notices.get(key) ?? {})),
        ),
      )
    }
    plan()
  }

  function receiversDueOf({ name }: Announcer): readonly string[] {
    return Object.entries(outbox.read().receivers).flatMap(([key, state]) =>
      key.startsWith(`${name} `) && isDue(key, state) ? [key] : [],
    )
  }

  /** Schedules the next pass. */
  function plan(): void {
    cancelTimer()
    if (!parts.isActive || stopping.signal.aborted) return
    const next = Object.entries(outbox.read().receivers)
      .filter(([key, state]) => dueAt(key, state).length > 0)
      .map(([, { retryAt }]) => retryAt ?? Number.POSITIVE_INFINITY)
    const at = Math.min(...next)
    if (!Number.isFinite(at)) return
    const ms = Math.min(Math.max(at - clock.now(), 1), LONGEST_TIMER_MS)
    cancelTimer = clock.setTimer(ms, wake)
  }

  function wake(): void {
    if (parts.isActive && !stopping.signal.aborted) void sendDue()
  }

  /** Sends notices to a receiver, after any pass for it that is running. */
  function work(announcer: Announcer, key: string, notices: Waiting): Promise<void> {
    const running = underWay.get(key)
    if (running !== undefined) return running.then(() => work(announcer, key, notices))
    const started = tryAll(announcer, key, notices).finally(() => underWay.delete(key))
    underWay.set(key, started)
    return started
  }

  /** Sends those of the notices once that are still due. */
  async function tryAll(announcer: Announcer, key: string, notices: Waiting): Promise<void> {
    const state = outbox.read().receivers[key]
    if (state === undefined || !isDue(key, state)) return
    const waiting = dueAt(key, state).filter(([about, sequence]) => notices[about] === sequence)
    if (waiting.length === 0) return
    const pass = startPass()
    const receiver = receiverOf(key)
    while (waiting.length > 0 && canContinue(pass, stopping.signal)) {
      pass.delivered.clear()
      await sendNotices(announcer, receiver, waiting.splice(0, NOTED_TOGETHER), pass, stopping.signal)
      change(key, (before) => withDelivered(before, pass.delivered, clock.now()))
      due = new Map(due).set(key, withoutTold(due.get(key) ?? {}, pass.delivered))
    }
    triedHere.add(key)
    // Requests that were aborted because the process is ending are not failures.
    if (!stopping.signal.aborted) note(announcer, key, pass)
  }

  function change(key: string, of: (state: ReceiverState) => ReceiverState): void {
    outbox.write(withReceiver(outbox.read(), key, of))
  }

  function note(announcer: Announcer, key: string, pass: SendingPass): void {
    const before = outbox.read().receivers[key]?.trouble
    change(key, (state) => withPass(state, pass, clock.now()))
    const after = outbox.read().receivers[key]
    if (after === undefined) return
    if (before !== after.trouble || pass.doubt !== undefined)
      reporter.findings(findingsOf(announcer, key, after))
    if (before !== undefined && after.trouble === undefined)
      reporter.info(`${receiverOf(key)} was notified of the changes`)
    parts.onTold?.(receiversIn(outbox.read()))
  }

  /**
   * The part of a published set that was announced. If another machine published it, or the state was lost, that is
   * what is too old for another attempt.
   */
  function announcedOf({ set, revision }: Committed): PublishedSet | undefined {
    const state = outbox.read()
    if (set === undefined || state.revision === revision) return set
    // None of its receivers is new.
    outbox.write(receiversOf(set).reduce((next, key) => withReceiver(next, key, (known) => known), state))
    const since = clock.now() - RETRIED_MS
    return { ...set, files: set.files.filter(({ lastModified }) => instantToMs(lastModified) < since) }
  }

  const receiversOf = (set: PublishedSet): readonly string[] =>
    announcers.flatMap(({ name, receivers }) => receivers(set).map((receiver) => keyOf(name, receiver)))

  /** Drops the notices for receivers that the settings no longer name. */
  function dropRemoved(set: PublishedSet): void {
    const state = outbox.read()
    const named = new Set(receiversOf(set))
    const removed = Object.entries(state.receivers).filter(([key]) => !named.has(key))
    if (removed.length === 0) return
    outbox.write(withReceivers(state, (key) => named.has(key)))
    for (const [key, { waiting }] of removed) {
      const count = Object.keys(waiting).length
      if (count > 0)
        reporter.info(
          `${receiverOf(key)} is no longer in the settings: ${count} pending ${count === 1 ? 'notification was' : 'notifications were'} dropped`,
        )
    }
    parts.onTold?.(receiversIn(outbox.read()))
  }

  return {
    prepare(before, after) {
      if (announcers.length === 0) return
      dropRemoved(after)
      const change = { before: announcedOf(before), after }
      const state = outbox.read()
      outbox.write(prepared(state, printOf(after), noticesOf(announcers, change, state.receivers)))
    },
    committed(revision) {
      if (announcers.length === 0) return
      outbox.write(released(outbox.read(), revision))
      sendLater()
    },
    catchUp({ set, revision }) {
      if (announcers.length === 0 || set === undefined || revision === undefined) return
      dropRemoved(set)
      const { revision: known, prepared: pending } = outbox.read()
      const isKnown = known === revision
      if (!isKnown) {
        if (pending?.print !== printOf(set)) {
          const change = { before: announcedOf({ set, revision }), after: set }
          const state = withoutPrepared(outbox.read())
          outbox.write(withNotices(state, noticesOf(announcers, change, state.receivers)))
        }
        outbox.write(released(outbox.read(), revision))
      }
      if (isKnown && hasBegun) wake()
      else sendLater()
    },
    findings: () =>
      Object.entries(outbox.read().receivers).flatMap(([key, state]) =>
        announcers.flatMap((announcer) =>
          key.startsWith(`${announcer.name} `) ? findingsOf(announcer, key, state) : [],
        ),
      ),
    receivers: () => receiversIn(outbox.read()),
    async tellAll() {
      due = waitingNow()
      await sendDue()
    },
    stop() {
      cancelTimer()
      for (const cancel of delays) cancel()
      stopping.abort()
    },
  }
}

/** The notices about a change; new receivers get notices about the whole set. */
function noticesOf(
  announcers: readonly Announcer[],
  change: PublishedChange,
  known: OutboxState['receivers'],
): readonly AddressedNotice[] {
  const of = (one: PublishedChange) =>
    announcers.flatMap((announcer) =>
      announcer
        .noticesOf(one)
        .map(({ receiver, about }) => ({ key: keyOf(announcer.name, receiver), about })),
    )
  const all = of({ after: change.after })
  if (change.before === undefined) return all
  return [...of(change), ...all.filter(({ key }) => known[key] === undefined)]
}

function receiversIn({ receivers }: OutboxState): readonly ReceiverView[] {
  return Object.entries(receivers).map(([key, { waiting, ...state }]) => {
    const [announcer = ''] = key.split(' ')
    return { ...state, announcer, receiver: receiverOf(key), waiting: Object.keys(waiting).length }
  })
}

function findingsOf(
  announcer: Announcer,
  key: string,
  { trouble, doubt }: ReceiverState,
): readonly Finding[] {
  const receiver = receiverOf(key)
  return [
    ...(trouble === undefined ? [] : [announcer.notTold(receiver, trouble)]),
    ...(doubt === undefined || announcer.doubtful === undefined ? [] : [announcer.doubtful(receiver, doubt)]),
  ]
}
