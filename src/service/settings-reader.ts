import { fork } from 'node:child_process'
import { join, resolve } from 'node:path'
import type { FoundSettings, SettingsFile } from '../config/load.ts'
import { SETTINGS_FILE } from '../config/settings-place.ts'
import { errorOf, type ToldError } from './messages.ts'

export interface SettingsTask {
  readonly contentDir: string
  readonly cwd: string
  /** The settings file, if named. */
  readonly config?: string | undefined
}

/** Messages of the process that reads the file. */
export type SettingsMessage =
  /** Sent before it accesses the disk. */
  'reading' | ReadMessage

type ReadMessage =
  | { readonly path: string; readonly file: SettingsFile }
  | { readonly path: string; readonly message: string; readonly code?: string }
  | { readonly error: ToldError }

/** Timeout after which the disk is considered unresponsive. */
const LONGEST_READ_MS = 2000
/** Timeout for starting the process, which is slow on a busy machine, regardless of the disk. */
const LONGEST_START_MS = 30_000

/**
 * Finds and reads the settings file in another process, because a share that hangs would block this process, or one of
 * its threads, so that it could not exit.
 *
 * Rejects with `ConfigError` if two files are possible.
 *
 * @param signal cancels when it aborts
 */
export async function findSettingsApart(task: SettingsTask, signal: AbortSignal): Promise<FoundSettings> {
  const told = await ask(task, signal)
  if ('error' in told) throw errorOf(told.error)
  return {
    path: told.path,
    async read() {
      if ('file' in told) return told.file
      throw Object.assign(new Error(told.message), told.code === undefined ? {} : { code: told.code })
    },
  }
}

function ask(task: SettingsTask, signal: AbortSignal): Promise<ReadMessage> {
  const path =
    task.config === undefined ? join(task.contentDir, SETTINGS_FILE) : resolve(task.cwd, task.config)
  return new Promise((settle) => {
    const child = fork(new URL('./settings-process.js', import.meta.url), [JSON.stringify(task)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
    })
    let timer: NodeJS.Timeout | undefined
    const end = (told: ReadMessage): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      settle(told)
    }
    const giveUp = (message: string): void => {
      // A process that waits for a disk may survive even this, but does not keep this one alive.
      child.kill('SIGKILL')
      if (child.connected) child.disconnect()
      child.unref()
      end({ path, message, code: 'ETIMEDOUT' })
    }
    const allow = (ms: number, what: string): void => {
      clearTimeout(timer)
      timer = setTimeout(() => giveUp(`${what} for ${ms / 1000} seconds`), ms)
    }
    const stop = (): void => giveUp('feedwright was stopped')
    allow(LONGEST_START_MS, 'the process that reads them has not started')
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop)
    child.on('message', (told: SettingsMessage) => {
      if (told === 'reading') allow(LONGEST_READ_MS, 'the disk has not responded')
      else end(told)
    })
    child.once('error', ({ message }) => end({ path, message }))
    child.once('exit', () => end({ path, message: 'the process that reads them ended' }))
  })
}
