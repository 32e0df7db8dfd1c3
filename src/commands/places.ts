import type { Writable } from 'node:stream'
import type { Finding } from '../finding.ts'
import type { Places } from '../output.ts'
import { colorsFor } from '../reporting/colors.ts'
import { createJsonReporter } from '../reporting/json-reporter.ts'
import type { Reporter } from '../reporting/reporter.ts'
import { createTextReporter } from '../reporting/text-reporter.ts'
import type { Arguments, Io, Option } from './command.ts'

/** Options of all commands for a site. */
export const placeOptions = {
  content: { type: 'string', value: 'DIR', help: 'the content folder (default: content)' },
  config: {
    type: 'string',
    value: 'FILE',
    help: 'the settings file (default: site.yaml in the content folder, or feedwright.yaml here or beside package.json)',
  },
  out: {
    type: 'string',
    value: 'DIR',
    help: 'the folder to publish to (default: the setting targets, or out)',
  },
  state: { type: 'string', value: 'DIR', help: 'the state folder (default: the setting statePath)' },
} as const satisfies Record<string, Option>

/** Further options of all commands that publish. */
export const publishOptions = {
  'no-compress': { type: 'boolean', help: 'do not write .gz and .br copies' },
} as const satisfies Record<string, Option>

/** Options of all commands that report findings. */
export const reportOptions = {
  json: { type: 'boolean', help: 'report as JSON, one object per line' },
  strict: { type: 'boolean', help: 'exit with 1 for warnings as well' },
  quiet: { type: 'boolean', short: 'q', help: 'print only findings and errors' },
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

/** 1 if there is an error, or, with `strict`, a warning; otherwise 0. */
export function exitCodeFor(findings: readonly Finding[], strict: boolean): number {
  return findings.some(({ severity }) => severity === 'error' || (strict && severity === 'warning')) ? 1 : 0
}
