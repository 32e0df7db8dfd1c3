import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

/** Begins what the checking process says of a fault, so that no other failure of it is taken for one. */
export const FAULT = 'fault in the catalog: '

/** How a process ends that has read a damaged page; others are ended by people and by systems that run out of memory. */
const ENDINGS: readonly string[] = ['SIGABRT', 'SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE']

/**
 * Has another process read everything in the store below `path`, and says what is wrong with it; undefined when nothing
 * is. What LMDB does to a process that meets a damaged page happens to that one.
 */
export function checkApart(
  path: string,
  program = new URL('./checking-process.js', import.meta.url),
): string | undefined {
  if (!existsSync(program)) return undefined
  const { signal, stderr } = spawnSync(process.execPath, [fileURLToPath(program), path], { encoding: 'utf8' })
  if (signal !== null)
    return ENDINGS.includes(signal) ? `reading it ends a process with ${signal}` : undefined
  const at = stderr.indexOf(FAULT)
  return at < 0 ? undefined : stderr.slice(at + FAULT.length).split('\n', 1)[0]
}
