import { open, readdir, stat } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { instantFromMs } from '../article/instant.ts'
import { EnvironmentError, FeedwrightError, UsageError } from '../errors.ts'
import { type CheckOptions, checkFeed } from '../gate/check.ts'
import { decodeDocument } from '../gate/document-text.ts'
import { feedsInPage } from '../gate/feeds-in-page.ts'
import { lintProfiles } from '../gate/lint/index.ts'
import { judgeAnswer } from '../http/judge-answer.ts'
import { servedAs } from '../http/served-as.ts'
import { systemDependencies } from '../remote/ask.ts'
import { fetchDocument } from '../remote/fetch-document.ts'
import { type CheckedDocument, checkForms, html, NO_DOCUMENT } from '../reporting/check-forms/index.ts'
import { colorsFor, noColors } from '../reporting/colors.ts'
import { explain } from '../reporting/failure.ts'
import type { Arguments, Command, Io } from './command.ts'
import { fetchLimits, fetchOptions } from './fetch-options.ts'
import { exitCodeFor, reportOptions } from './places.ts'
import { chosenForm, formOptions, writeReport } from './report-options.ts'

const PROFILES = lintProfiles.map(({ name }) => name)
const HTML_PAGE = 'HTML page'
const NO_FEED = 'not a feed'

export const check: Command = {
  positionals: 'FILE|FOLDER|URL…',
  description:
    'Checks feeds (RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed, OPML) from files, folders or http(s) addresses, and reports each\n' +
    'problem with its place and the fix. Exit code: 0 without errors, 1 for errors, 2 if a document cannot be read.',
  options: {
    profile: {
      type: 'string',
      multiple: true,
      value: 'NAME',
      help: `also check the requirements of an aggregator: ${PROFILES.join(', ')}; can be repeated`,
    },
    ...formOptions(checkForms),
    strict: reportOptions.strict,
    ...fetchOptions('document'),
  },
  async run(args, io) {
    if (args.positionals.length === 0)
      throw new UsageError('check needs a FILE, FOLDER or URL', 'feedwright check --help')
    const form = chosenForm(args, checkForms)
    const request = requestOf(args, io)
    let missing = false
    const checked: CheckedDocument[] = []
    for (const place of args.positionals) {
      try {
        checked.push(...(await checkPlace(place, request, io)))
      } catch (error) {
        if (!(error instanceof FeedwrightError)) throw error
        io.stderr.write(explain(error, colorsFor(io.stderr, io.env)))
        missing = true
      }
    }
    io.stdout.write(form.write(checked, colorsFor(io.stdout, io.env)))
    const page = args.text('html')
    if (page !== undefined) await writeReport(resolve(io.cwd, page), html.write(checked, noColors))
    const findings = checked.flatMap(({ result }) => result.findings)
    missing ||= checked.some(({ result }) => result.dialect === NO_DOCUMENT)
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
    ...fetchLimits(args),
  }
}

async function checkPlace(place: string, request: CheckRequest, io: Io): Promise<readonly CheckedDocument[]> {
  if (/^https?:\/\//i.test(place)) return [await checkAddress(place, request, io)]
  const path = resolve(io.cwd, place)
  if ((await stat(path).catch(() => undefined))?.isDirectory() === true)
    return checkFolder(path, place, request)
  return [checked(place, await readBounded(path, place, request.maxBytes), request.options)]
}

async function checkAddress(
  place: string,
  { options, ...limits }: CheckRequest,
  io: Io,
): Promise<CheckedDocument> {
  const fetched = await fetchDocument(place, limits, { ...systemDependencies, signal: io.signal })
  const { answer, redirects } = fetched
  const answered = judgeAnswer({ ...fetched, now: io.now() }, place)
  if (answer.status < 200 || answer.status > 299 || (answer.isDamaged && answer.unpacked.length === 0)) {
    const result = { dialect: NO_DOCUMENT, items: 0, byteLength: answer.sentLength, findings: answered }
    return { place, result, redirects, text: '', feeds: [] }
  }
  const document = checked(place, answer.body, { ...options, ...servedAs(answer, place, redirects) })
  const findings = [...answered, ...document.result.findings]
  return { ...document, redirects, result: { ...document.result, findings } }
}

function checked(place: string, bytes: Uint8Array, options: CheckOptions): CheckedDocument {
  const result = checkFeed(bytes, { ...options, path: place })
  const { text } = decodeDocument(bytes, options.contentType)
  const feeds =
    result.dialect === HTML_PAGE ? feedsInPage(text, options.temporaryUrls?.at(-1) ?? options.selfUrl) : []
  return { place, result, redirects: [], text, feeds }
}

const FEED_FILE = /\.(?:xml|rss|atom|rdf|json|opml)$/i

/** All feeds below a folder, recognized by content rather than only by name. */
async function checkFolder(
  folder: string,
  place: string,
  { options, maxBytes }: CheckRequest,
): Promise<readonly CheckedDocument[]> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && FEED_FILE.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted()
  const found: CheckedDocument[] = []
  for (const name of names) {
    const shown = join(place, name)
    const document = checked(shown, await readBounded(join(folder, name), shown, maxBytes), options)
    if (document.result.dialect !== NO_FEED) found.push(document)
  }
  if (found.length > 0) return found
  throw new EnvironmentError('CONTENT_UNREADABLE', `there is no feed in ${place}`, {
    fix: 'use a folder with .xml, .rss, .atom, .json or .opml files',
  })
}

/** Reads at most `maxBytes` of a file, regardless of its type and reported size. */
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
    fix: 'feed readers refuse a feed of this size; raise --max-mib to check it anyway',
  })
}
