import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { instantFromMs } from '../article/instant.ts'
import { EnvironmentError, FeedwrightError, UsageError } from '../errors.ts'
import { type CheckOptions, type CheckResult, checkFeed } from '../gate/check.ts'
import { lintProfiles } from '../gate/lint/index.ts'
import { defaultLimits, fetchDocument, systemDependencies } from '../remote/fetch-document.ts'
import { redirectFindings } from '../remote/redirect.ts'
import { type CheckedDocument, type CheckForm, checkReport, isCheckForm } from '../reporting/check-report.ts'
import { explain } from '../reporting/failure.ts'
import type { Arguments, Command, Io } from './command.ts'
import { exitCodeFor, reportOptions } from './places.ts'

const PROFILES = lintProfiles.map(({ name }) => name)
const MAX_MIB = defaultLimits.maxBytes / 1_048_576

export const check: Command = {
  positionals: 'FILE|URL…',
  description:
    'Reads feeds of any dialect (RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed, OPML), from files or http(s) addresses, and says\n' +
    'what is wrong with them, where, and how to mend it. Exits with 0 when nothing is, 1 for errors, 2 when a document\n' +
    'cannot be had.',
  options: {
    profile: {
      type: 'string',
      multiple: true,
      value: 'NAME',
      help: `also ask what an aggregator demands: ${PROFILES.join(', ')}`,
    },
    format: {
      type: 'string',
      value: 'FORM',
      help: 'text (default), json, or line: file:line:column: severity: message',
    },
    json: { type: 'boolean', help: 'the same as --format json' },
    strict: reportOptions.strict,
    'public-only': { type: 'boolean', help: 'refuse addresses that are not on the public internet' },
    'max-mib': { type: 'string', value: 'N', help: `most mebibytes of one document (default: ${MAX_MIB})` },
    timeout: {
      type: 'string',
      value: 'SECONDS',
      help: `time for one document (default: ${defaultLimits.timeoutMs / 1000})`,
    },
  },
  async run(args, io) {
    if (args.positionals.length === 0)
      throw new UsageError('check needs a FILE or URL', 'feedwright check --help')
    const form = formOf(args)
    const request = requestOf(args, io)
    let missing = false
    const checked: CheckedDocument[] = []
    for (const place of args.positionals) {
      try {
        checked.push({ place, ...(await checkPlace(place, request, io)) })
      } catch (error) {
        if (!(error instanceof FeedwrightError)) throw error
        io.stderr.write(explain(error))
        missing = true
      }
    }
    io.stdout.write(checkReport(checked, form))
    const findings = checked.flatMap(({ result }) => result.findings)
    return missing ? 2 : exitCodeFor(findings, args.flag('strict'))
  },
}

interface CheckRequest {
  readonly options: CheckOptions
  readonly publicOnly: boolean
  readonly maxBytes: number
  readonly timeoutMs: number
}

function requestOf(args: Arguments, io: Io): CheckRequest {
  const profiles = args.list('profile')
  const unknown = profiles.find((name) => !PROFILES.includes(name))
  if (unknown !== undefined) {
    throw new UsageError(`there is no profile "${unknown}"`, `the profiles are ${PROFILES.join(', ')}`)
  }
  const now = instantFromMs(io.now())
  return {
    options: { profiles, ...(now === undefined ? {} : { now }) },
    publicOnly: args.flag('public-only'),
    maxBytes: positive(args, 'max-mib', MAX_MIB) * 1_048_576,
    timeoutMs: positive(args, 'timeout', defaultLimits.timeoutMs / 1000) * 1000,
  }
}

function formOf(args: Arguments): CheckForm {
  const form = args.flag('json') ? 'json' : (args.text('format') ?? 'text')
  if (isCheckForm(form)) return form
  throw new UsageError(`--format takes text, json or line, got "${form}"`)
}

function positive(args: Arguments, name: string, fallback: number): number {
  const text = args.text(name)
  if (text === undefined) return fallback
  if (/^\d{1,4}$/.test(text) && Number(text) > 0) return Number(text)
  throw new UsageError(`--${name} takes a whole number from 1 to 9999, got "${text}"`)
}

async function checkPlace(
  place: string,
  { options, publicOnly, maxBytes, timeoutMs }: CheckRequest,
  io: Io,
): Promise<{ readonly result: CheckResult; readonly redirects: readonly { readonly to: string }[] }> {
  if (!/^https?:\/\//i.test(place)) {
    const bytes = await readBounded(resolve(io.cwd, place), place, maxBytes)
    return { result: checkFeed(bytes, { ...options, path: place }), redirects: [] }
  }
  const limits = { publicOnly, maxBytes, timeoutMs }
  const { url, bytes, contentType, redirects } = await fetchDocument(place, limits, {
    ...systemDependencies,
    signal: io.signal,
  })
  const about = {
    ...options,
    path: place,
    selfUrl: url,
    ...(contentType === undefined ? {} : { contentType }),
  }
  const result = checkFeed(bytes, about)
  return { result: { ...result, findings: [...redirectFindings(redirects), ...result.findings] }, redirects }
}

/** At most `maxBytes` of a file, whatever kind of file it is and however long it claims to be. */
async function readBounded(path: string, shown: string, maxBytes: number): Promise<Uint8Array> {
  try {
    const handle = await open(path, 'r')
    try {
      const chunks: Uint8Array[] = []
      let total = 0
      for await (const chunk of handle.createReadStream({ end: maxBytes, autoClose: false })) {
        const bytes = Buffer.from(chunk)
        chunks.push(bytes)
        total += bytes.length
      }
      if (total > maxBytes) throw tooLarge(shown, maxBytes)
      return Buffer.concat(chunks)
    } finally {
      await handle.close()
    }
  } catch (cause) {
    if (cause instanceof EnvironmentError) throw cause
    throw new EnvironmentError('CONTENT_UNREADABLE', `${shown} cannot be read`, {
      cause,
      fix: 'check the path',
    })
  }
}

function tooLarge(shown: string, maxBytes: number): EnvironmentError {
  return new EnvironmentError('CONTENT_UNREADABLE', `${shown} is larger than ${maxBytes / 1_048_576} MiB`, {
    fix: 'no reader takes a feed of this size; raise --max-mib to check it nevertheless',
  })
}
