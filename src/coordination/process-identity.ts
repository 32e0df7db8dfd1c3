import { readFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import process from 'node:process'

/** Information about the processes of this host. */
export interface ProcessTable {
  readonly pid: number
  readonly host: string
  /**
   * The start of a process, in a form that differs from that of any later process with the same number; undefined if
   * unknown.
   */
  startOf(pid: number): Promise<string | undefined>
  /** Identifies this boot of the machine; undefined if unknown. */
  boot(): Promise<string | undefined>
  /** Whether a process with this number is running. */
  exists(pid: number): Promise<boolean>
}

/** The processes of this host. Starts are known if there is a `/proc`. */
export function systemProcesses(): ProcessTable {
  return {
    pid: process.pid,
    host: hostname(),
    async startOf(pid) {
      const stat = await statOf(pid)
      if (stat === undefined) return undefined
      // Ticks are counted from the boot, so the value includes the boot.
      return `${(await bootId()) ?? ''}/${stat.start}`
    },
    boot: bootId,
    async exists(pid) {
      try {
        process.kill(pid, 0)
      } catch (error) {
        // EPERM: the process exists and belongs to another user.
        return error instanceof Error && 'code' in error && error.code === 'EPERM'
      }
      const state = (await statOf(pid))?.state
      return state !== 'Z' && state !== 'X'
    },
  }
}

async function bootId(): Promise<string | undefined> {
  const text = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')
  return text.trim() === '' ? undefined : text.trim()
}

/** The boot in which a process started, from a value of {@link ProcessTable.startOf}. */
export function bootOf(started: string): string | undefined {
  const boot = started.slice(0, Math.max(0, started.lastIndexOf('/')))
  return boot === '' ? undefined : boot
}

/** proc(5): the command, in parentheses, may itself contain spaces and parentheses; state is field 3, start field 22. */
async function statOf(pid: number): Promise<{ state: string; start: string } | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ')
  const [state, start] = [fields?.[0], fields?.[19]]
  return state === undefined || start === undefined ? undefined : { state, start }
}
