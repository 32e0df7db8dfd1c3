#!/usr/bin/env node
import { closeSync } from 'node:fs'
import { isatty } from 'node:tty'
import type { Io } from './commands/command.ts'
import { commands } from './commands/index.ts'
import { packageVersion } from './package-version.ts'

const USAGE_HINT = 'see "feedwright --help"'

/** argv → command → exit code. Everything except `--version` and `--help` is loaded on demand. */
async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv
  if (name === '--version' || name === '-V' || name === '-v') {
    process.stdout.write(`${packageVersion()}\n`)
    return 0
  }
  if (name === undefined || name === '--help' || name === '-h' || (name === 'help' && rest.length === 0)) {
    process.stdout.write(help())
    return name === undefined ? 2 : 0
  }
  if (name === 'help') return main([...rest.slice(0, 1), '--help'])
  // Installed before anything is loaded, so that early signals are handled too.
  const { signal, onReload } = signals()
  const { explain, exitCodeOf, failureOf } = await import('./reporting/failure.ts')
  try {
    const entry = commands.find((command) => command.name === name)
    if (entry === undefined) {
      const [{ UsageError }, { nearest }] = await Promise.all([
        import('./errors.ts'),
        import('./article/suggestion.ts'),
      ])
      const near = nearest(
        name,
        commands.map((command) => command.name),
      )
      const guess = near === undefined ? '' : `did you mean "feedwright ${near}"? `
      throw new UsageError(`there is no command "${name}"`, `${guess}${USAGE_HINT}`)
    }
    const [{ parseArguments, helpOf }, command] = await Promise.all([
      import('./commands/arguments.ts'),
      entry.load(),
    ])
    const args = parseArguments(name, command, rest)
    if (args.flag('help')) {
      process.stdout.write(helpOf(name, command))
      return 0
    }
    return await command.run(args, {
      stdout: process.stdout,
      stderr: process.stderr,
      cwd: process.cwd(),
      env: process.env,
      ...(process.stdin.isTTY && process.stderr.isTTY ? { confirm: ask } : {}),
      now: Date.now,
      signal,
      onReload,
    })
  } catch (thrown) {
    const error = failureOf(thrown, signal)
    if (rest.includes('--json')) {
      const { createJsonReporter } = await import('./reporting/json-reporter.ts')
      createJsonReporter(process.stdout).error(error)
    } else {
      const { colorsFor } = await import('./reporting/colors.ts')
      process.stderr.write(explain(error, colorsFor(process.stderr, process.env)))
    }
    return exitCodeOf(error)
  }
}

async function ask(question: string): Promise<boolean> {
  const { confirm } = await import('./reporting/confirm.ts')
  return confirm(question, { input: process.stdin, output: process.stderr })
}

/**
 * `signal` aborts on the first SIGINT or SIGTERM; a second one ends the process at once. SIGHUP requests new settings,
 * or, if the terminal was closed, a stop.
 */
function signals(): Pick<Io, 'signal' | 'onReload'> {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort(name))
  const listeners = new Set<() => void>()
  process.on('SIGHUP', () => {
    if (terminals.length > 0) {
      isTerminalGone = true
      controller.abort('SIGHUP')
    } else for (const listener of listeners) listener()
  })
  return {
    signal: controller.signal,
    onReload(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

function help(): string {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 2
  return [
    'feedwright publishes article files as verified RSS, Atom and JSON feeds.',
    '',
    'Usage: feedwright COMMAND [options]',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`),
    '',
    'Run "feedwright help COMMAND" for the options of a command, and "feedwright --version" for the version.',
    '',
  ].join('\n')
}

/**
 * The reader of the output may end (`| head`, a log shipper that restarts, a terminal), or the disk of a log be full:
 * then output is dropped, and the work continues.
 */
let unsaid: string | undefined
let isTerminalGone = false
const terminals = [0, 1, 2].filter((descriptor) => isatty(descriptor))
for (const stream of [process.stdout, process.stderr])
  stream.on('error', ({ code = '' }: NodeJS.ErrnoException) => {
    if (stream === process.stdout) unsaid ??= code
    if (code === 'EIO') isTerminalGone = true
  })

const argv = process.argv.slice(2)
const exitCode = await main(argv)
// Errors of the last write are reported a moment later.
await new Promise(setImmediate)
// A report that is truncated for any reason except its reader is a failure; the log of a server is not a report.
const isCutShort = unsaid !== undefined && !['EPIPE', 'ECONNRESET', 'EIO'].includes(unsaid)
process.exitCode = exitCode === 0 && isCutShort && argv[0] !== 'start' ? 3 : exitCode
// Node aborts if it cannot restore the mode of a closed terminal; it ignores closed descriptors.
if (isTerminalGone) for (const descriptor of terminals) closeSync(descriptor)
