import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, relative, resolve } from 'node:path'
import { withPublisher } from '../app.ts'
import { readFrontMatter } from '../article/front-matter.ts'
import { statedId } from '../article/ids.ts'
import { firstSettingsFile } from '../config/settings-place.ts'
import { isMap } from '../dialects/configuration.ts'
import type { Dialect, ForeignSite } from '../dialects/dialect.ts'
import { type FirstSettings, firstSettingsText } from '../dialects/first-settings.ts'
import { DIALECTS, dialectOf } from '../dialects/index.ts'
import { UsageError } from '../errors.ts'
import type { PublishedItem } from '../feed/published-state.ts'
import type { Finding } from '../finding.ts'
import { checkFeed } from '../gate/check.ts'
import { type ExistingDocument, readExistingFeed } from '../gate/existing-feed.ts'
import { systemDependencies } from '../remote/ask.ts'
import { fetchDocument } from '../remote/fetch-document.ts'
import { count } from '../reporting/count.ts'
import { quietReporter } from '../reporting/quiet-reporter.ts'
import type { RunReport } from '../reporting/reporter.ts'
import { createSiteFolderSource, siteFolderAt } from '../sources/site-folder.ts'
import type { Arguments, Command, Io } from './command.ts'
import { fetchLimits, fetchOptions } from './fetch-options.ts'

/** Folders that site generators write, and the names that their feeds have there. */
const BUILT_FOLDERS = ['public', '_site', 'dist', 'build', 'out', 'docs']
const FEED_NAMES = [
  'index.xml',
  'feed.xml',
  'rss.xml',
  'atom.xml',
  'feed/index.xml',
  'feed.json',
  'blog/rss.xml',
  'blog/atom.xml',
  'blog/index.xml',
  'posts/index.xml',
  'index.rss',
  'feeds/all.atom.xml',
  'feed/feed.xml',
]

export const init: Command = {
  positionals: '[FOLDER]',
  description:
    `Writes feedwright.yaml for a site that is there: ${DIALECTS.map(({ title }) => title).join(', ')}. Says what it found and what it\n` +
    'will write, keeps the address and the ids of the feed that readers have, and touches nothing else.',
  options: {
    yes: { type: 'boolean', short: 'y', help: 'ask nothing' },
    url: {
      type: 'string',
      value: 'URL',
      help: 'address of the site, where its configuration does not say it',
    },
    feed: {
      type: 'string',
      value: 'FILE|URL',
      help: 'the feed that readers have today (default: found in the built folder)',
    },
    ...fetchOptions('request'),
  },
  async run(args, io) {
    const siteDir = resolve(io.cwd, args.positionals[0] ?? '.')
    const file = firstSettingsFile(siteDir)
    for (const there of [file, join(siteDir, 'feedwright.yaml'), join(siteDir, 'content', 'site.yaml')])
      if (existsSync(there))
        throw new UsageError(
          `${relative(io.cwd, there)} is there already`,
          'edit it, or delete it and run init again',
        )
    const folder = siteFolderAt(siteDir)
    const dialect = dialectOf(folder)
    if (dialect === undefined)
      throw new UsageError(
        `${relative(io.cwd, siteDir) || '.'} is no site of a program that is known here (${DIALECTS.map(({ title }) => title).join(', ')})`,
        'go to the folder of the site, or write the settings by hand: docs/settings.md begins with three lines that are enough',
      )
    const foreign = dialect.readSite(folder)
    const existing = await existingFeed(siteDir, args, io)
    const say = (line: string) => io.stdout.write(`${line}\n`)
    say(`${dialect.title} in ${siteDir}`)
    const sections = await sectionsIn(siteDir, dialect, io.signal)
    if (sections.length === 0)
      throw new UsageError(
        `no article with a date was found where ${dialect.title} has them`,
        'see docs/sites.md',
      )
    const first = firstSettings({ siteDir, dialect, foreign, sections, existing, args, io })
    const trial = await tryOut(siteDir, first, existing, io)
    for (const line of reportOf(existing, trial)) say(line)
    say(`\n${relative(io.cwd, file)}:\n\n${trial.text}`)
    if (!args.flag('yes') && (await io.confirm?.(`Write ${relative(io.cwd, file)}?`)) !== true) {
      say(io.confirm === undefined ? 'Nothing was written: --yes writes it.' : 'Nothing was written.')
      return 0
    }
    await writeFile(file, trial.text, { flag: 'wx' }).catch((error: unknown) => {
      throw new UsageError(
        `${relative(io.cwd, file)} cannot be written (${error instanceof Error ? error.message : String(error)})`,
        'make the folder writable, or save the text above by hand',
      )
    })
    say(`Written: ${relative(io.cwd, file)}. ${await addScript(siteDir)}Next: feedwright build`)
    return 0
  },
}

interface Existing {
  readonly place: string
  /** From the root of the site. */
  readonly path: string
  readonly bytes: Uint8Array
  readonly document: ExistingDocument
}

/** The feed that the site publishes today. */
async function existingFeed(siteDir: string, args: Arguments, io: Io): Promise<Existing | undefined> {
  const named = args.text('feed')
  if (named !== undefined && /^https?:/i.test(named)) {
    const { answer } = await fetchDocument(named, fetchLimits(args), {
      ...systemDependencies,
      signal: io.signal,
    })
    return existingIn(answer.body, named, new URL(named).pathname, named)
  }
  if (named !== undefined) {
    const path = resolve(io.cwd, named)
    const built = BUILT_FOLDERS.map((name) => join(siteDir, name)).find((folder) =>
      path.startsWith(`${folder}/`),
    )
    return existingIn(await readFile(path), named, `/${relative(built ?? siteDir, path)}`, named)
  }
  for (const folder of BUILT_FOLDERS)
    for (const name of FEED_NAMES) {
      const bytes = await readFile(join(siteDir, folder, name)).catch(() => undefined)
      const document = bytes === undefined ? undefined : readExistingFeed(bytes)
      if (bytes !== undefined && document !== undefined && document.items.length > 0)
        return { place: `${folder}/${name}`, path: `/${name}`, bytes, document }
    }
  return undefined
}

function existingIn(bytes: Uint8Array, place: string, path: string, named: string): Existing {
  const document = readExistingFeed(bytes)
  if (document === undefined)
    throw new UsageError(`${named} is no feed`, 'name the file or the address that readers poll')
  return { place, path, bytes, document }
}

interface Found {
  readonly siteDir: string
  readonly dialect: Dialect
  readonly foreign: ForeignSite
  readonly sections: readonly string[]
  readonly existing: Existing | undefined
  readonly args: Arguments
  readonly io: Io
}

function firstSettings({ siteDir, dialect, foreign, sections, existing, args, io }: Found): FirstSettings {
  const url = args.text('url') ?? foreign.url
  if (url === undefined)
    throw new UsageError(
      `the configuration of ${dialect.title} does not say the address of the site`,
      'state it: feedwright init --url https://example.org/',
    )
  const title = foreign.title ?? (existing?.document.title || basename(siteDir))
  return {
    title,
    url: url.endsWith('/') ? url : `${url}/`,
    since: new Date(io.now()).getUTCFullYear(),
    ...(foreign.language !== undefined && { language: foreign.language }),
    ...(foreign.timeZone !== undefined && { timeZone: foreign.timeZone }),
    ...(foreign.author !== undefined && { author: foreign.author }),
    source: { kind: dialect.name, path: '.' },
    sections,
    isMultilingual: (foreign.lists['languages'] ?? []).length > 0,
    ...(existing !== undefined && {
      feed: { path: existing.path, format: existing.document.format, items: existing.document.items.length },
    }),
    ids: {},
  }
}

interface Built {
  readonly text: string
  /** Items of all feeds, by id. */
  readonly items: ReadonlyMap<string, PublishedItem>
  readonly report: RunReport
  /** The documents that readers would get. */
  readonly documents: readonly Uint8Array[]
}

/** Builds the site with these settings where no one sees it, learns the ids that readers know, and builds it again. */
async function tryOut(
  siteDir: string,
  first: FirstSettings,
  existing: Existing | undefined,
  io: Io,
): Promise<Built> {
  const scratch = await mkdtemp(join(tmpdir(), 'feedwright-init-'))
  try {
    const once = await builtWith(first, siteDir, join(scratch, '1'), io)
    const ids = existing === undefined ? {} : learnedIds(existing.document, once.items, first.url)
    if (Object.keys(ids).length === 0) return once
    return await builtWith({ ...first, ids }, siteDir, join(scratch, '2'), io)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function builtWith(first: FirstSettings, siteDir: string, scratch: string, io: Io): Promise<Built> {
  const text = firstSettingsText(first)
  await mkdir(scratch, { recursive: true })
  const config = join(scratch, 'feedwright.yaml')
  await writeFile(config, text)
  const places = { cwd: siteDir, config, out: join(scratch, 'out'), state: join(scratch, 'state') }
  return withPublisher(
    { ...places, compress: false, reporter: quietReporter, now: io.now },
    async (publisher) => {
      const report = await publisher.run({ signal: io.signal })
      const { set } = (await publisher.target.current()) ?? {}
      const files = set?.files.filter(({ rank }) => rank === 'feed') ?? []
      const documents = await Promise.all(files.map((file) => publisher.target.read(file)))
      const items = set?.feeds.flatMap((feed) => feed.items) ?? []
      return {
        text,
        items: new Map(items.map((item) => [item.id, item])),
        report,
        documents: documents.filter((bytes) => bytes !== undefined),
      }
    },
  )
}

/** Ids by address, of items that readers know under another id than the program's rule gives. */
function learnedIds(
  { items }: ExistingDocument,
  ours: ReadonlyMap<string, PublishedItem>,
  siteUrl: string,
): Readonly<Record<string, string>> {
  const byAddress = new Map([...ours.values()].map((item) => [addressKey(item.url), item] as const))
  return Object.fromEntries(
    items.flatMap(({ id, url }) => {
      const item = byAddress.get(addressKey(url))
      if (id === '' || item === undefined || statedId(item.id) === id) return []
      return [[item.url.startsWith(siteUrl) ? `/${item.url.slice(siteUrl.length)}` : item.url, id]]
    }),
  )
}

/** What is one address to people: without scheme, final slash and percent-encoding. */
function addressKey(url: string): string {
  const bare = url
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/(?:index\.html)?$/, '')
  try {
    return decodeURIComponent(bare)
  } catch {
    return bare
  }
}

function reportOf(existing: Existing | undefined, { items, report, documents }: Built): readonly string[] {
  const { known, leftOut, waiting } = report.articles
  const held = report.feeds.filter(({ status }) => status === 'held').map(({ name }) => name)
  const after = documents.flatMap((bytes) => checkFeed(bytes).findings)
  const lines = [
    `  ${count(known - leftOut, 'article')} read, ${leftOut} left out with an error, ${waiting} not public`,
    ...report.findings
      .filter(({ severity }) => severity === 'error')
      .slice(0, MOST_TOLD)
      .map(toldOf),
    ...(held.length === 0 ? [] : [`  held: ${held.join(', ')}`]),
  ]
  if (existing === undefined)
    return [...lines, '  no feed of today was found: build the site first, or name its feed with --feed']
  const { document, bytes, place } = existing
  const ours = new Set([...items.keys()].map(statedId))
  const kept = document.items.filter(({ id }) => ours.has(id))
  const gone = document.items.filter(({ id }) => !ours.has(id))
  return [
    ...lines,
    `  feed of today: ${place}, ${count(document.items.length, 'item')}, ${judged(checkFeed(bytes).findings)}`,
    `  after: ${kept.length} with the same id, ${gone.length} missing, ${ours.size - kept.length} more; ${judged(after)}`,
    ...gone.slice(0, MOST_TOLD).map(({ title, url }) => `  missing: ${title} ${url}`),
  ]
}

const MOST_TOLD = 5

const toldOf = ({ file, line, message, fix }: Finding): string =>
  `  ${[file, line].filter((part) => part !== undefined).join(':')}: ${message}${fix === undefined ? '' : `; ${fix}`}`

function judged(findings: readonly Finding[]): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const warnings = findings.filter(({ severity }) => severity === 'warning').length
  return `${count(errors, 'error')} and ${count(warnings, 'warning')} of the validator`
}

/** A line for the script beside the others of `package.json`, where there is one; the rest of the file stays as it is. */
async function addScript(siteDir: string): Promise<string> {
  const file = join(siteDir, 'package.json')
  const bytes = await readFile(file).catch(() => undefined)
  const text = bytes?.toString('utf8') ?? ''
  const found = /("scripts"\s*:\s*\{)(\s*)(?=")/.exec(text)
  if (bytes === undefined || found === null || !bytes.equals(Buffer.from(text))) return ''
  const at = found.index + (found[1] ?? '').length
  const added = `${text.slice(0, at)}${found[2]}"feeds": ${JSON.stringify(SCRIPT)},${text.slice(at)}`
  if ('feeds' in scriptsIn(text) || scriptsIn(added)['feeds'] !== SCRIPT) return ''
  const isWritten = await writeFile(file, added).then(
    () => true,
    () => false,
  )
  return isWritten ? 'package.json has a script `feeds`. ' : 'package.json cannot be written. '
}

const SCRIPT = 'feedwright build'

/** The scripts of a `package.json`; none of what is no JSON. */
function scriptsIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    const scripts = isMap(value) ? value['scripts'] : undefined
    return isMap(scripts) ? scripts : {}
  } catch {
    return {}
  }
}

/** Names of sections that hold no news, though their pages may have dates. */
const NO_ARTICLES =
  /^(?:docs?|documentation|pages?|legal|about|help|support|faqs?|glossary|references?|authors?|people|team|tags|categories|contact)$/i

/** Sections of the articles that state a date, those with most first. */
async function sectionsIn(
  siteDir: string,
  dialect: Dialect,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const counts = new Map<string, number>()
  for await (const batch of createSiteFolderSource(siteDir, async () => dialect).list(signal))
    for (const listed of batch) {
      if ('code' in listed) continue
      const raw = await listed.load().catch(() => undefined)
      if (raw?.kind !== 'file') continue
      const source = new TextDecoder().decode(raw.bytes)
      const front = readFrontMatter(source)
      if (!('fields' in front)) continue
      const { fields } = raw.translate?.({ ...front, source }) ?? front
      const section = fields.get('section')?.field
      if (section?.kind === 'text' && fields.has('date'))
        counts.set(section.text, (counts.get(section.text) ?? 0) + 1)
    }
  const names = [...counts].toSorted(([, one], [, other]) => other - one).map(([name]) => name)
  const articles = names.filter((name) => !NO_ARTICLES.test(name))
  return articles.length === 0 ? names : articles
}
