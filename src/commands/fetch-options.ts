import { defaultLimits } from '../remote/fetch-document.ts'
import type { Arguments, Option } from './command.ts'
import { wholeNumber } from './report-options.ts'

const MAX_MIB = defaultLimits.maxBytes / 1_048_576
const SECONDS = defaultLimits.timeoutMs / 1000

/** Options of all commands that fetch documents; `timed` describes what the timeout applies to. */
export function fetchOptions(timed: string) {
  return {
    'public-only': { type: 'boolean', help: 'refuse addresses that are not on the public internet' },
    'max-mib': {
      type: 'string',
      value: 'N',
      help: `maximum size of one document in MiB (default: ${MAX_MIB})`,
    },
    timeout: {
      type: 'string',
      value: 'SECONDS',
      help: `maximum time for one ${timed} (default: ${SECONDS})`,
    },
  } as const satisfies Record<string, Option>
}

/** The limits set by these options. */
export function fetchLimits(args: Arguments) {
  return {
    publicOnly: args.flag('public-only'),
    maxBytes: wholeNumber(args, 'max-mib', MAX_MIB) * 1_048_576,
    timeoutMs: wholeNumber(args, 'timeout', SECONDS) * 1000,
  }
}
