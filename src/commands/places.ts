import type { Writable } from 'node:stream'
import type { Finding } from '../finding.ts'
import type { Places } from '../output.ts'
import { colorsFor } from '../reporting/colors.ts'
import { createJsonReporter } from '../reporting/json-reporter.ts'
import type { Reporter } from '../reporting/reporter.ts'
import { createTextReporter } from '../reporting/text-reporter.ts'
import type { Arguments, Io, Option } from './command.ts'

/** Options of every command that works on a site. */
export const placeOptions = {
  content: { type: 'string', value: 'DIR', help: 'the content folder (default: content)' },
  config: {
    type: 'string',
    value: 'FILE',
    help: 'the settings (default: site.yaml in the content folder, else feedwright.yaml here or beside package.json)',
  },
  out: {
    type: 'string',
    value: 'DIR',
    help: 'the folder where the feeds go (default: what the settings say, else out)',
  },
  state: { type: 'string', value: 'DIR', help: 'where the catalog lies (default: the setting statePath)' },
} as const satisfies Record<string, Option>

/** Options of every command that publishes, beside the places. */
export const publishOptions = {
  'no-compress': { type: 'boolean', help: 'write no .gz and .br beside the documents' },
} as const satisfies Record<string, Option>

/** Options of every command that reports findings. */
export const reportOptions = {
  json: { type: 'boolean', help: 'report as JSON, one object a line' },
  strict: { type: 'boolean', help: 'exit with 1 for warnings too' },
  quiet: { type: 'boolean', short: 'q', help: 'say only findings and errors' },
} as const satisfies Record<string, Option>

export function placesOf(args: Arguments, io: Io): Places {
  return {
    cwd: io.cwd,
    content: args.text('content'),
    config: args.text('config'),
    out: args.text('out'),
    state: args.text('state'),
  }
}

export function reporterOf(args: Arguments, io: Io): Reporter {
  const out: Writable = io.stdout
  if (args.flag('json')) return createJsonReporter(out)
  const style = { colors: colorsFor(io.stderr, io.env), quiet: args.flag('quiet') }
  return createTextReporter({ out, err: io.stderr }, io.now, style)
}

/** 0 when nothing was found, 1 for an error, and for a warning when `strict`. */
export function exitCodeFor(findings: readonly Finding[], strict: boolean): number {
  return findings.some(({ severity }) => severity === 'error' || (strict && severity === 'warning')) ? 1 : 0
}
