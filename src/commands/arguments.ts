import { parseArgs } from 'node:util'
import { nearest } from '../article/suggestion.ts'
import { UsageError } from '../errors.ts'
import type { Arguments, Command, Option } from './command.ts'

type ParserOptions = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>

/** An option that every command has. */
export const HELP_OPTION: Option = { type: 'boolean', short: 'h', help: 'show this help' }

/** Parses the arguments of one command. Throws {@link UsageError} for unknown ones. */
export function parseArguments(name: string, command: Command, argv: readonly string[]): Arguments {
  const options = Object.entries({ ...command.options, help: HELP_OPTION }).map(([key, option]) => [
    key,
    {
      type: option.type,
      multiple: option.multiple ?? false,
      ...(option.short === undefined ? {} : { short: option.short }),
    },
  ])
  const { values, positionals } = parse(name, Object.fromEntries(options), argv)
  if (command.positionals === '' && positionals.length > 0) {
    throw new UsageError(`"feedwright ${name}" takes no arguments, got "${positionals.join(' ')}"`, see(name))
  }
  const listOf = (key: string): readonly string[] => {
    const value = values[key]
    return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string')
  }
  return {
    positionals,
    flag: (key) => values[key] === true,
    text: (key) => listOf(key).at(-1),
    list: listOf,
  }
}

function parse(
  name: string,
  options: ParserOptions,
  argv: readonly string[],
): { readonly values: Readonly<Record<string, unknown>>; readonly positionals: readonly string[] } {
  refuseUnknown(name, options, argv)
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), see(name))
  }
}

/** Runs before the strict parser, whose error has no suggestions. */
function refuseUnknown(name: string, options: ParserOptions, argv: readonly string[]): void {
  const { tokens } = parseArgs({
    args: [...argv],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  for (const token of tokens) {
    if (token.kind !== 'option' || Object.hasOwn(options, token.name)) continue
    const near = nearest(token.name, Object.keys(options))
    const guess = near === undefined ? '' : `did you mean "--${near}"? `
    throw new UsageError(
      `"feedwright ${name}" has no option "${token.rawName}"`,
      `${guess}${see(name)}; write a file with a name that begins with a hyphen after "--"`,
    )
  }
}

const see = (name: string): string => `see "feedwright ${name} --help"`

/** The text of `feedwright NAME --help`. */
export function helpOf(name: string, command: Command): string {
  const rows = Object.entries({ ...command.options, help: HELP_OPTION }).map(([key, option]) => {
    const short = option.short === undefined ? '    ' : `-${option.short}, `
    const value = option.value === undefined ? '' : ` ${option.value}`
    return [`  ${short}--${key}${value}`, option.help] as const
  })
  const width = Math.max(...rows.map(([left]) => left.length)) + 2
  const usage = ['Usage: feedwright', name, '[options]', command.positionals]
    .filter((word) => word !== '')
    .join(' ')
  return [
    usage,
    '',
    command.description,
    '',
    ...rows.map(([left, right]) => left.padEnd(width) + right),
    '',
  ].join('\n')
}
