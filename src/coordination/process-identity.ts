import { readFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import process from 'node:process'

/** Who we are among the processes of this host, and which of the others live. */
export interface ProcessTable {
  readonly pid: number
  readonly host: string
  /** When a process started, in a form that no later process with the same number shares; undefined where it cannot be told. */
  startOf(pid: number): Promise<string | undefined>
  /** Names this boot of the machine; undefined where it cannot be told. */
  boot(): Promise<string | undefined>
  /** Whether a process with this number lives. */
  exists(pid: number): Promise<boolean>
}

/** The processes of this host. Starts are told where there is a `/proc`. */
export function systemProcesses(): ProcessTable {
  return {
    pid: process.pid,
    host: hostname(),
    async startOf(pid) {
      const stat = await statOf(pid)
      if (stat === undefined) return undefined
      // Ticks count from boot, so that the boot is part of the answer.
      return `${(await bootId()) ?? ''}/${stat.start}`
    },
    boot: bootId,
    async exists(pid) {
      try {
        process.kill(pid, 0)
      } catch (error) {
        // EPERM: it lives and belongs to somebody else.
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

/** The boot in which a process started, as {@link ProcessTable.startOf} tells it. */
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
