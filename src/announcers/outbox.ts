import { createHash } from 'node:crypto'
import { readStateFile, writeStateFile } from '../state-file.ts'
import type { PublishedSet } from '../targets/target.ts'

/** A notice with the {@link keyOf} of its receiver, which is unique across all announcers. */
export interface AddressedNotice {
  readonly key: string
  readonly about: string
}

/** Pending notices of one receiver, and the state of its delivery. */
export interface ReceiverState {
  /** For each pending address, the number of the newest commit that changed it. */
  readonly waiting: Readonly<Record<string, number>>
  /** Number of consecutive failed attempts. */
  readonly failures: number
  /**
   * When to try again, in milliseconds since 1970; absent after the last attempt, in which case the next change or
   * start tries again.
   */
  readonly retryAt?: number
  /** Whether it did not answer, or asked to wait: new notices wait together with the old ones. */
  readonly isAway?: boolean
  /** The result of the last failed attempt, or the doubtful part of a successful answer. */
  readonly trouble?: string
  readonly doubt?: string
  /** Number of addresses delivered, and of failed requests, since the state folder was created. */
  readonly told: number
  readonly failed: number
  /** Milliseconds since 1970. */
  readonly lastTold?: number
}

/** The pending notices for one target. If lost, recent changes are announced once more. */
export interface OutboxState {
  /** Revision of the target's manifest up to which all changes are in `receivers`. */
  readonly revision?: string
  /** Written before a commit, so that after a crash exactly its changes are announced. */
  readonly prepared?: { readonly print: string; readonly notices: readonly AddressedNotice[] }
  /** Increases with each commit. */
  readonly sequence: number
  readonly receivers: Readonly<Record<string, ReceiverState>>
}

export interface Outbox {
  read(): OutboxState
  write(state: OutboxState): void
}

const EMPTY: OutboxState = { sequence: 0, receivers: {} }
const NEW_RECEIVER: ReceiverState = { waiting: {}, failures: 0, told: 0, failed: 0 }

/**
 * Stores the state in a small file of its own. Not cached, because another process may have announced a commit
 * meanwhile.
 */
export function createFileOutbox(file: string): Outbox {
  return {
    read: () => parseOutbox(readStateFile(file)),
    write: (state) => writeStateFile(file, state),
  }
}

export const keyOf = (announcer: string, receiver: string): string => `${announcer} ${receiver}`

/** The receiver in a {@link keyOf}. */
export const receiverOf = (key: string): string => key.slice(key.indexOf(' ') + 1)

/** Identifies the content of a set: the same for sets with the same files and bytes. */
export function printOf({ files }: PublishedSet): string {
  const hash = createHash('sha256')
  for (const { path, sha256 } of files) hash.update(`${path}\n${sha256}\n`)
  return hash.digest('hex')
}

/** Before a commit: records `notices`, to be sent after it. */
export function prepared(
  state: OutboxState,
  print: string,
  notices: readonly AddressedNotice[],
): OutboxState {
  return { ...state, prepared: { print, notices } }
}

/** After a commit: makes the prepared notices pending. */
export function released(state: OutboxState, revision: string): OutboxState {
  return { ...withNotices(withoutPrepared(state), state.prepared?.notices ?? []), revision }
}

/** Discards prepared notices of a commit that did not happen. */
export function withoutPrepared({ prepared: _prepared, ...state }: OutboxState): OutboxState {
  return state
}

/** Adds pending notices. A receiver that is available is tried at once, even if it has refused other notices. */
export function withNotices(state: OutboxState, notices: readonly AddressedNotice[]): OutboxState {
  const sequence = state.sequence + 1
  const added = new Map<string, Record<string, number>>()
  for (const { key, about } of notices) {
    const waiting = added.get(key) ?? {}
    waiting[about] = sequence
    added.set(key, waiting)
  }
  const receivers = { ...state.receivers }
  for (const [key, waiting] of added) {
    const { retryAt, ...before } = receivers[key] ?? NEW_RECEIVER
    const mustWait = before.isAway === true && retryAt !== undefined
    receivers[key] = {
      ...before,
      waiting: { ...before.waiting, ...waiting },
      retryAt: mustWait ? retryAt : 0,
    }
  }
  return { ...state, sequence, receivers }
}

/** Keeps only some receivers. */
export function withReceivers(state: OutboxState, isKept: (key: string) => boolean): OutboxState {
  return {
    ...state,
    receivers: Object.fromEntries(Object.entries(state.receivers).filter(([key]) => isKept(key))),
  }
}

/** Updates the state of one receiver. */
export function withReceiver(
  state: OutboxState,
  key: string,
  change: (receiver: ReceiverState) => ReceiverState,
): OutboxState {
  return {
    ...state,
    receivers: { ...state.receivers, [key]: change(state.receivers[key] ?? NEW_RECEIVER) },
  }
}

/** Removes delivered notices, unless a later commit changed the same address meanwhile. */
export function withoutTold(
  waiting: ReceiverState['waiting'],
  told: ReadonlyMap<string, number>,
): ReceiverState['waiting'] {
  return Object.fromEntries(
    Object.entries(waiting).filter(([about, sequence]) => told.get(about) !== sequence),
  )
}

function parseOutbox(value: unknown): OutboxState {
  if (!isFields(value) || !isCount(value['sequence']) || !isFields(value['receivers'])) return EMPTY
  const { revision, prepared: next, sequence, receivers } = value
  if (!Object.values(receivers).every(isReceiver)) return EMPTY
  return {
    sequence,
    receivers: Object.fromEntries(
      Object.entries(receivers).flatMap(([key, one]) => (isReceiver(one) ? [[key, one]] : [])),
    ),
    ...(typeof revision === 'string' && { revision }),
    ...(isPrepared(next) && { prepared: next }),
  }
}

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

const isOptional = (value: unknown, type: 'number' | 'string' | 'boolean'): boolean =>
  value === undefined || typeof value === type

function isReceiver(value: unknown): value is ReceiverState {
  return (
    isFields(value) &&
    isFields(value['waiting']) &&
    Object.values(value['waiting']).every(isCount) &&
    ['failures', 'told', 'failed'].every((name) => isCount(value[name])) &&
    ['retryAt', 'lastTold'].every((name) => isOptional(value[name], 'number')) &&
    ['trouble', 'doubt'].every((name) => isOptional(value[name], 'string')) &&
    isOptional(value['isAway'], 'boolean')
  )
}

function isPrepared(value: unknown): value is NonNullable<OutboxState['prepared']> {
  return (
    isFields(value) &&
    typeof value['print'] === 'string' &&
    Array.isArray(value['notices']) &&
    value['notices'].every(
      (notice: unknown) =>
        isFields(notice) && typeof notice['key'] === 'string' && typeof notice['about'] === 'string',
    )
  )
}
