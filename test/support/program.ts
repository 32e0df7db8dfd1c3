import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import process from 'node:process'
import { expect, onTestFinished } from 'vitest'

/** The program, built by `pretest`. */
export const CLI = join(import.meta.dirname, '../../dist/cli.js')

/** Time for a test that waits for processes, in milliseconds: machines that test are busy. */
export const PROCESS_TEST_MS = 90_000

export interface RunningProgram {
  readonly child: ChildProcess
  /** Exit code and signal, once it and every process it made has ended. */
  readonly ended: Promise<unknown[]>
  /** All it has said so far, to whichever stream. */
  said(): string
  /** Resolves once it has said what `pattern` matches; rejects when it ends before. */
  saying(pattern: RegExp): Promise<RegExpExecArray>
  /** Resolves once `holds`, asked whenever it says something or {@link RunningProgram.look} is called. */
  until(holds: () => boolean): Promise<void>
  look(): void
}

/**
 * Runs a command as a process of its own. It has ended before what the test registered earlier with `onTestFinished` is
 * done, above all before its folder is removed.
 */
export function startProgram(
  cwd: string,
  args: readonly string[],
  out: number | 'pipe' = 'pipe',
): RunningProgram {
  const child = spawn(process.execPath, [CLI, ...args], { cwd, stdio: ['ignore', out, out] })
  // Processes it made have its streams, too.
  const ended = once(child, 'close')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  let text = ''
  const waiting = new Set<() => void>()
  const look = (): void => {
    for (const again of waiting) again()
    waiting.clear()
  }
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => {
      text += chunk
      look()
    })
  child.once('exit', look)
  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`it ended with ${child.exitCode ?? child.signalCode}, having said:\n${text}`)
      await new Promise<void>((resolve) => waiting.add(resolve))
    }
  }
  return {
    child,
    ended,
    said: () => text,
    until,
    look,
    async saying(pattern) {
      await until(() => pattern.test(text))
      return pattern.exec(text) ?? expect.fail()
    },
  }
}
