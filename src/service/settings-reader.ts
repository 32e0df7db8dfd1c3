import { fork } from 'node:child_process'
import { join, resolve } from 'node:path'
import type { FoundSettings, SettingsFile } from '../config/load.ts'
import { SETTINGS_FILE } from '../config/settings-place.ts'
import { errorOf, type ToldError } from './messages.ts'

export interface SettingsTask {
  readonly contentDir: string
  readonly cwd: string
  /** The settings file, where it is named. */
  readonly config?: string | undefined
}

/** What the process that reads the file tells. */
export type SettingsMessage =
  /** It turns to the disk now. */
  'reading' | ReadMessage

type ReadMessage =
  | { readonly path: string; readonly file: SettingsFile }
  | { readonly path: string; readonly message: string; readonly code?: string }
  | { readonly error: ToldError }

/** A disk that takes longer is taken for one that does not answer. */
const LONGEST_READ_MS = 2000
/** A machine that has much to do takes long to start a process, which says nothing about the disk. */
const LONGEST_START_MS = 30_000

/**
 * Looks for the settings file and reads it in another process: a share that hangs would stop this one, or keep a thread of
 * it without which it cannot end.
 *
 * Rejects with `ConfigError` where two files could be meant.
 *
 * @param signal gives up where it aborts
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
      // One that waits for a disk may outlive even this, and keeps no one.
      child.kill('SIGKILL')
      if (child.connected) child.disconnect()
      child.unref()
      end({ path, message, code: 'ETIMEDOUT' })
    }
    const allow = (ms: number, what: string): void => {
      clearTimeout(timer)
      timer = setTimeout(() => giveUp(`${what} for ${ms / 1000} seconds`), ms)
    }
    const stop = (): void => giveUp('feedwright was told to end')
    allow(LONGEST_START_MS, 'the process that reads them has not started')
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop)
    child.on('message', (told: SettingsMessage) => {
      if (told === 'reading') allow(LONGEST_READ_MS, 'the disk has not answered')
      else end(told)
    })
    child.once('error', ({ message }) => end({ path, message }))
    child.once('exit', () => end({ path, message: 'the process that reads them ended' }))
  })
}
