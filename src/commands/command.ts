import type { Writable } from 'node:stream'

/** One option of a command: parsing, `--help` and `docs/commands.md` come from this row. */
export interface Option {
  readonly type: 'string' | 'boolean'
  readonly multiple?: boolean
  readonly short?: string
  /** What stands for the value in help, e.g. `DIR`. */
  readonly value?: string
  readonly help: string
}

/** The world a command may touch; given by `cli.ts`, replaced in tests. */
export interface Io {
  readonly stdout: Writable & { readonly isTTY?: boolean }
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Asks a person at the terminal for a yes; absent where no one can be asked. */
  readonly confirm?: (question: string) => Promise<boolean>
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number
  /** Calls on every SIGHUP, which asks for new settings, until the returned function is called. */
  onReload(listener: () => void): () => void
  /** Aborted by SIGINT or SIGTERM: finish what is in hand and return. */
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
  /** How the arguments go, e.g. `FILE…`; empty for none. */
  readonly positionals: string
  readonly description: string
  readonly options: Readonly<Record<string, Option>>
  /** Returns the exit code: 0 all well, 1 findings. Throws what `errors.ts` names. */
  run(args: Arguments, io: Io): Promise<number>
}

/** A command by name, loaded only when it is called: starting the program must cost nothing. */
export interface CommandEntry {
  readonly name: string
  readonly summary: string
  load(): Promise<Command>
}
