import { basename, dirname, join } from 'node:path'
import type { Instant } from '../article/instant.ts'
import { instantToMs, isInstant } from '../article/instant.ts'
import { EnvironmentError } from '../errors.ts'
import type { TargetFs } from '../targets/target-fs.ts'
import { systemCode, unlessMissing } from '../targets/target-fs.ts'
import { bootOf, type ProcessTable } from './process-identity.ts'

/** The holder of a lock according to its file. */
export interface Holder {
  readonly pid: number
  readonly host: string
  /** {@link ProcessTable.startOf} the holder; absent if unknown. */
  readonly started?: string
  readonly since: Instant
  /** Whether the holder renews the date of the file every few seconds; older versions did not. */
  readonly isRenewed?: true
  /** Sixteen hexadecimal digits that are unique to this lock. */
  readonly token: string
}

export interface LockParts {
  readonly fs: TargetFs
  readonly processes: ProcessTable
  /** Creates the token of a new lock. */
  readonly token: () => string
  readonly now: () => Instant
  /** Token of a lock that was watched for so long without being renewed that its holder must be dead, on any host. */
  readonly silent?: string | undefined
}

type StalenessParts = Omit<LockParts, 'token'>

/** A lock held by this process. */
export interface TakenLock {
  readonly token: string
  release(): Promise<void>
}

/**
 * Takes the lock file at `path`, whose folder exists. A lock whose holder died on this host is taken over. Throws
 * `EnvironmentError` `TARGET_LOCKED` if another publisher has it.
 */
export async function takeLock(path: string, parts: LockParts): Promise<TakenLock> {
  const { fs, processes } = parts
  const started = await processes.startOf(processes.pid)
  const me: Holder = {
    pid: processes.pid,
    host: processes.host,
    ...(started === undefined ? {} : { started }),
    since: parts.now(),
    isRenewed: true,
    token: parts.token(),
  }
  const own = `${path}-${me.pid}-${me.token}`
  try {
    await writeWhole(fs, own, new TextEncoder().encode(`${JSON.stringify(me)}\n`))
    const holder = await take(path, own, parts)
    if (holder !== undefined) throw lockedBy(holder, path, processes.host)
  } finally {
    await unlessMissing(fs.unlink(own))
  }
  await clearRemains(path, parts)
  return {
    token: me.token,
    async release() {
      // The folder may have been deleted and a new one locked: the lock of another holder must stay.
      const holder = await readHolder(fs, path)
      if (holder !== 'unreadable' && holder?.token === me.token) await unlessMissing(fs.unlink(path))
    },
  }
}

/**
 * A value that changes with each renewal of the lock at `path`, and the token of its holder; undefined if there is no
 * lock that is renewed.
 */
export async function renewalOf(
  path: string,
  fs: TargetFs,
): Promise<{ readonly token: string; readonly mark: string; readonly host: string } | undefined> {
  // The file is opened first, because network shares refresh its date only on opening.
  const holder = await readHolder(fs, path)
  const facts = await unlessMissing(fs.lstat(path))
  if (facts === undefined || holder === undefined || holder === 'unreadable') return undefined
  if (holder.isRenewed !== true) return undefined
  return { token: holder.token, mark: `${holder.token} ${facts.mtimeMs}`, host: holder.host }
}

/** Token of the lock in the text of a lock file; undefined if there is none. */
export const tokenIn = (text: string): string | undefined => parseHolder(text)?.token

/** Whether a process that may be alive has the lock at `path`. */
export async function isLocked(path: string, parts: StalenessParts): Promise<boolean> {
  return (await holderOf(path, parts)) !== undefined
}

/** Describes the holder of the lock at `path`; undefined if there is none. */
export async function holderOf(path: string, parts: StalenessParts): Promise<string | undefined> {
  const holder = await readHolder(parts.fs, path)
  if (holder === undefined || (await isStale(path, holder, parts))) return undefined
  return holder === 'unreadable' ? 'a lock without an owner' : nameOf(holder)
}

const nameOf = ({ pid, host, since }: Holder): string => `process ${pid} on host ${host} since ${since}`

/**
 * Tries to create `path` as a link to `own`; undefined on success, or else the holder.
 *
 * A stale lock is removed only by the holder of a lock on that lock, and only after checking again: a process that read
 * the stale lock earlier but is late finds another token, and does not remove it. Thus two contenders never both
 * succeed.
 */
async function take(path: string, own: string, parts: LockParts): Promise<Holder | 'unreadable' | undefined> {
  const { fs } = parts
  for (;;) {
    if (await linked(fs, own, path)) return undefined
    const holder = await readHolder(fs, path)
    if (holder === undefined) continue
    if (!(await isStale(path, holder, parts))) return holder
    const token = tokenOf(holder)
    const guard = `${path}.${token}`
    const other = await take(guard, own, parts)
    if (other !== undefined) return other
    const now = await readHolder(fs, path)
    if (now !== undefined && tokenOf(now) === token && (await isStale(path, now, parts)))
      await fs.unlink(path)
    await unlessMissing(fs.unlink(guard))
  }
}

async function linked(fs: TargetFs, own: string, path: string): Promise<boolean> {
  try {
    await fs.link(own, path)
    return true
  } catch (error) {
    const code = systemCode(error) ?? ''
    if (code === 'EEXIST') return false
    if (NO_LINKS.includes(code)) return copied(fs, own, path)
    throw error
  }
}

/** Error codes of file systems without hard links (FAT, some servers and cloud drives). */
const NO_LINKS: readonly string[] = ['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'EINVAL']

/** The same without links: the file is created exclusively, and its holder is written a moment later. */
async function copied(fs: TargetFs, own: string, path: string): Promise<boolean> {
  const text = await fs.readFile(own)
  try {
    await writeWhole(fs, path, text)
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    throw error
  }
}

/** Returns a unique token for a lock without a holder. */
const tokenOf = (holder: Holder | 'unreadable'): string =>
  holder === 'unreadable' ? '0'.repeat(16) : holder.token

async function isStale(path: string, holder: Holder | 'unreadable', parts: StalenessParts): Promise<boolean> {
  if (holder === 'unreadable') return isAbandoned(path, parts)
  return holder.token === parts.silent || isDead(holder, parts.processes)
}

/**
 * Without hard links, a process may be killed before it writes its name to the lock; writing it never takes this long.
 */
async function isAbandoned(path: string, { fs, now }: StalenessParts): Promise<boolean> {
  const facts = await unlessMissing(fs.lstat(path))
  return facts?.size === 0 && instantToMs(now()) - facts.mtimeMs > LONGEST_WRITE_MS
}

const LONGEST_WRITE_MS = 60_000

/**
 * Whether the holder of the lock is certainly dead: its process was on this host and is gone, even if its number was
 * reused.
 */
async function isDead(holder: Holder, processes: ProcessTable): Promise<boolean> {
  if (holder.host !== processes.host) return false
  // If /proc hides other users' processes, a number that is in use proves nothing, but an earlier boot does.
  const boot = holder.started === undefined ? undefined : bootOf(holder.started)
  if (boot !== undefined && ((await processes.boot()) ?? boot) !== boot) return true
  if (!(await processes.exists(holder.pid))) return true
  const started = await processes.startOf(holder.pid)
  return holder.started !== undefined && started !== undefined && started !== holder.started
}

/** Removes what dead contenders left: locks on locks that no longer exist, and files that never became a lock. */
async function clearRemains(path: string, { fs, processes }: LockParts): Promise<void> {
  const folder = dirname(path)
  const name = basename(path)
  for (const file of await fs.readdir(folder)) {
    const remains = file.startsWith(`${name}-`)
      ? await isDeadContender(fs, join(folder, file), processes)
      : file.startsWith(`${name}.`)
    if (remains) await unlessMissing(fs.unlink(join(folder, file)))
  }
}

async function isDeadContender(fs: TargetFs, own: string, processes: ProcessTable): Promise<boolean> {
  const holder = await readHolder(fs, own)
  // The process was killed before it wrote its name, but the file name contains its number.
  if (holder === 'unreadable') return !(await processes.exists(Number(own.split('-').at(-2))))
  return holder !== undefined && (await isDead(holder, processes))
}

async function readHolder(fs: TargetFs, path: string): Promise<Holder | 'unreadable' | undefined> {
  const bytes = await unlessMissing(fs.readFile(path))
  return bytes === undefined ? undefined : (parseHolder(new TextDecoder().decode(bytes)) ?? 'unreadable')
}

function parseHolder(text: string): Holder | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const { pid, host, started, since, isRenewed, token } = { ...value } as Readonly<Record<string, unknown>>
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid < 1) return undefined
  if (typeof host !== 'string' || typeof since !== 'string' || !isInstant(since)) return undefined
  if (typeof token !== 'string' || !/^[0-9a-f]{16}$/.test(token)) return undefined
  return {
    pid,
    host,
    since,
    token,
    ...(typeof started === 'string' ? { started } : {}),
    ...(isRenewed === true ? { isRenewed } : {}),
  }
}

function lockedBy(holder: Holder | 'unreadable', path: string, host: string): EnvironmentError {
  if (holder === 'unreadable')
    return new EnvironmentError('TARGET_LOCKED', `the lock ${path} has no owner`, {
      fix: `make sure that nothing publishes to this folder, then delete ${path}`,
    })
  const who = nameOf(holder)
  const fix =
    holder.host === host
      ? 'wait until it finishes, or stop it'
      : holder.isRenewed === true
        ? 'wait until it finishes, or stop it; the lock of a dead process is taken over after some seconds'
        : `publish to a folder from only one host; if ${holder.host} does not exist any more, delete ${path}`
  return new EnvironmentError(
    'TARGET_LOCKED',
    `${dirname(dirname(path))} is locked by another publisher: ${who}`,
    {
      fix,
    },
  )
}

async function writeWhole(fs: TargetFs, path: string, bytes: Uint8Array): Promise<void> {
  const file = await fs.open(path, 'wx')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}
