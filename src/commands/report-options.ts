import { writeFile } from 'node:fs/promises'
import { EnvironmentError, UsageError } from '../errors.ts'
import type { Arguments, Option } from './command.ts'

interface Named {
  readonly name: string
}

/** Options of all commands that report findings about documents in several formats; the first is the default. */
export function formOptions(forms: readonly Named[]) {
  const names = forms.map(({ name }) => name)
  return {
    format: {
      type: 'string',
      value: 'FORM',
      help: `output format: ${names.join(', ')} (default: ${names[0]})`,
    },
    json: { type: 'boolean', help: 'the same as --format json' },
    sarif: { type: 'boolean', help: 'the same as --format sarif, for code scanning' },
    html: { type: 'string', value: 'FILE', help: 'also write an HTML report to this file' },
  } as const satisfies Record<string, Option>
}

/** The requested format. Throws {@link UsageError} if it does not exist. */
export function chosenForm<Form extends Named>(args: Arguments, forms: readonly Form[]): Form {
  const asked = args.flag('json') ? 'json' : args.flag('sarif') ? 'sarif' : args.text('format')
  const form = asked === undefined ? forms[0] : forms.find(({ name }) => name === asked)
  if (form !== undefined) return form
  throw new UsageError(`--format takes ${forms.map(({ name }) => name).join(', ')}, got "${asked}"`)
}

/** Writes the page for `--html`. */
export async function writeReport(path: string, page: string): Promise<void> {
  try {
    await writeFile(path, page)
  } catch (cause) {
    throw new EnvironmentError('TARGET_UNWRITABLE', `the report ${path} cannot be written`, {
      cause,
      fix: 'name a file in a folder that you may write to',
    })
  }
}

/** A whole number from `least` to 9999. */
export function wholeNumber(args: Arguments, name: string, fallback: number, least = 1): number {
  const text = args.text(name)
  if (text === undefined) return fallback
  if (/^\d{1,4}$/.test(text) && Number(text) >= least) return Number(text)
  throw new UsageError(`--${name} takes a whole number from ${least} to 9999, got "${text}"`)
}
