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
  | { readonly path: string; readonly file: SettingsFile }
  | { readonly path: string; readonly message: string; readonly code?: string }
  | { readonly error: ToldError }

/** A disk that takes longer is taken for one that does not answer. */
const LONGEST_READ_MS = 2000

/**
 * Looks for the settings file and reads it in another process: a share that hangs would stop this one, or keep a thread of
 * it without which it cannot end.
 *
 * Rejects with `ConfigError` where two files could be meant.
 */
export async function findSettingsApart(task: SettingsTask): Promise<FoundSettings> {
  const told = await ask(task)
  if ('error' in told) throw errorOf(told.error)
  return {
    path: told.path,
    async read() {
      if ('file' in told) return told.file
      throw Object.assign(new Error(told.message), told.code === undefined ? {} : { code: told.code })
    },
  }
}

function ask(task: SettingsTask): Promise<SettingsMessage> {
  const path =
    task.config === undefined ? join(task.contentDir, SETTINGS_FILE) : resolve(task.cwd, task.config)
  return new Promise((settle) => {
    const child = fork(new URL('./settings-process.js', import.meta.url), [JSON.stringify(task)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
    })
    const end = (told: SettingsMessage): void => {
      clearTimeout(timer)
      settle(told)
    }
    const timer = setTimeout(() => {
      // One that waits for a disk may outlive even this, and keeps no one.
      child.kill('SIGKILL')
      child.disconnect()
      child.unref()
      const message = `the disk has not answered for ${LONGEST_READ_MS / 1000} seconds`
      end({ path, message, code: 'ETIMEDOUT' })
    }, LONGEST_READ_MS)
    child.once('message', end)
    child.once('error', ({ message }) => end({ path, message }))
    child.once('exit', () => end({ path, message: 'the process that reads them ended' }))
  })
}
