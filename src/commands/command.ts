import type { Writable } from 'node:stream'

/** One option of a command: used for parsing, `--help` and `docs/commands.md`. */
export interface Option {
  readonly type: 'string' | 'boolean'
  readonly multiple?: boolean
  readonly short?: string
  /** Placeholder for the value in help, for example `DIR`. */
  readonly value?: string
  readonly help: string
}

/** Everything outside the program that a command may use; provided by `cli.ts`, replaced in tests. */
export interface Io {
  readonly stdout: Writable & { readonly isTTY?: boolean }
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Asks for confirmation at the terminal; absent without a terminal. */
  readonly confirm?: (question: string) => Promise<boolean>
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number
  /** Calls `listener` on every SIGHUP, which requests new settings, until the returned function is called. */
  onReload(listener: () => void): () => void
  /** Aborted by SIGINT or SIGTERM: finish the current work and return. */
  readonly signal: AbortSignal
}

/** Parsed arguments, read by option name. */
export interface Arguments {
  readonly positionals: readonly string[]
  flag(name: string): boolean
  text(name: string): string | undefined
  list(name: string): readonly string[]
}

export interface Command {
  /** Placeholder for the positional arguments, for example `FILE…`; empty for none. */
  readonly positionals: string
  readonly description: string
  readonly options: Readonly<Record<string, Option>>
  /** Returns the exit code: 0 for success, 1 for findings. Throws the errors of `errors.ts`. */
  run(args: Arguments, io: Io): Promise<number>
}

/** A command by name, loaded only when it is called, to keep the start of the program fast. */
export interface CommandEntry {
  readonly name: string
  readonly summary: string
  load(): Promise<Command>
}
