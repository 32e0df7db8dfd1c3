import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'

/** Whether a program that is not ours can be run here. */
export function isInstalled(probe: readonly [string, ...string[]]): boolean {
  const [file, ...args] = probe
  const { error, status } = spawnSync(file, args, { stdio: 'ignore', timeout: 20_000 })
  return error === undefined && status === 0
}

/**
 * Whether to skip the tests of a program that may be missing. `FEEDWRIGHT_INTEROP=required` makes it a failure instead,
 * so that no one takes a skipped reader for a satisfied one.
 */
export function skipWithout(name: string, probe: readonly [string, ...string[]]): boolean {
  if (isInstalled(probe)) return false
  if (process.env['FEEDWRIGHT_INTEROP'] === 'required')
    throw new Error(`${name} is required here and missing`)
  return true
}

/** Runs a program to its end and gives what it printed; rejects for a non-zero exit. */
export async function run(
  file: string,
  args: readonly string[],
  options: { input?: string; cwd?: string; env?: NodeJS.ProcessEnv } = {},
) {
  const pending = promisify(execFile)(file, [...args], {
    maxBuffer: 64 * 1024 * 1024,
    timeout: 60_000,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env }),
  })
  // A program that reads no input may have ended before it gets any.
  pending.child.stdin?.on('error', () => undefined).end(options.input ?? '')
  return pending
}
