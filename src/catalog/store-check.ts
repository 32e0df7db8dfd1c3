import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

/** Prefix of the checking process's message about damage, which distinguishes it from other failures. */
export const FAULT = 'damage in the catalog: '

/**
 * Signals that indicate a crash on a damaged page; other signals come from users, or from systems that run out of
 * memory.
 */
const ENDINGS: readonly string[] = ['SIGABRT', 'SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE']

/**
 * Reads the whole store below `path` in another process, which may crash on a damaged page; returns the damage, or
 * undefined if there is none.
 */
export function checkApart(
  path: string,
  program = new URL('./checking-process.js', import.meta.url),
): string | undefined {
  if (!existsSync(program)) return undefined
  const { signal, stderr } = spawnSync(process.execPath, [fileURLToPath(program), path], { encoding: 'utf8' })
  if (signal !== null)
    return ENDINGS.includes(signal) ? `reading it ended a process with ${signal}` : undefined
  const at = stderr.indexOf(FAULT)
  return at < 0 ? undefined : stderr.slice(at + FAULT.length).split('\n', 1)[0]
}
