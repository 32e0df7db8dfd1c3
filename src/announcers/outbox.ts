import { createHash } from 'node:crypto'
import { readStateFile, writeStateFile } from '../state-file.ts'
import type { PublishedSet } from '../targets/target.ts'
import type { Notice } from './announcer.ts'

/** A notice with the {@link keyOf} of its receiver among those of all announcers. */
export interface AddressedNotice {
  readonly key: string
  readonly about: string
}

/** What is still to be told to one receiver, and how telling goes. */
export interface ReceiverState {
  /** Number of the newest commit that each waiting address is about. */
  readonly waiting: Readonly<Record<string, number>>
  /** Tries in a row that failed. */
  readonly failures: number
  /** When to try again, in milliseconds since 1970; absent after the last try: then the next change, or start, tries again. */
  readonly retryAt?: number
  /** Whether it gave no answer, or one that says to wait: new notices wait with the old ones. */
  readonly isAway?: boolean
  /** What the last failed try got, and what an answer that said yes had that is doubtful. */
  readonly trouble?: string
  readonly doubt?: string
  /** Addresses told, and requests that failed, since the state folder was made. */
  readonly told: number
  readonly failed: number
  /** Milliseconds since 1970. */
  readonly lastTold?: number
}

/** What receivers are yet to be told of one target. Lost, it costs telling everything once more. */
export interface OutboxState {
  /** Revision of the target's manifest up to which everything is in `receivers`. */
  readonly revision?: string
  /** Written before a commit, so that a crash after it tells of what changed and of nothing else. */
  readonly prepared?: { readonly print: string; readonly notices: readonly AddressedNotice[] }
  /** Grows with each commit. */
  readonly sequence: number
  readonly receivers: Readonly<Record<string, ReceiverState>>
}

export interface Outbox {
  read(): OutboxState
  write(state: OutboxState): void
}

const EMPTY: OutboxState = { sequence: 0, receivers: {} }
const NEW_RECEIVER: ReceiverState = { waiting: {}, failures: 0, told: 0, failed: 0 }

/** Keeps it in a small file of its own. Nothing is remembered: another process may have told of a commit meanwhile. */
export function createFileOutbox(file: string): Outbox {
  return {
    read: () => parseOutbox(readStateFile(file)),
    write: (state) => writeStateFile(file, state),
  }
}

export const keyOf = (announcer: string, { receiver }: Pick<Notice, 'receiver'>): string =>
  `${announcer} ${receiver}`

/** Names what readers get: equal for sets with the same files and bytes. */
export function printOf({ files }: PublishedSet): string {
  const hash = createHash('sha256')
  for (const { path, sha256 } of files) hash.update(`${path}\n${sha256}\n`)
  return hash.digest('hex')
}

/** Before a commit: `notices` are told once it has happened. */
export function prepared(
  state: OutboxState,
  print: string,
  notices: readonly AddressedNotice[],
): OutboxState {
  return { ...state, prepared: { print, notices } }
}

/** After a commit: what was prepared waits to be told. */
export function released(state: OutboxState, revision: string): OutboxState {
  return { ...withNotices(withoutPrepared(state), state.prepared?.notices ?? []), revision }
}

/** What was prepared is of a commit that never happened. */
export function withoutPrepared({ prepared: _prepared, ...state }: OutboxState): OutboxState {
  return state
}

/** Adds notices to what waits. A receiver that is not away is tried at once, however often it refused something else. */
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

/** What is known of one receiver changed. */
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

/** Without the notices that were told, unless a later commit changed the same address meanwhile. */
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
