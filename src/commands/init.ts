import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { basename, join, relative, resolve } from 'node:path'
import { dateIn } from '../article/dates.ts'
import { readFrontMatter } from '../article/front-matter/read-front-matter.ts'
import { statedId } from '../article/ids.ts'
import { instantFromMs } from '../article/instant.ts'
import { canonicalLanguage } from '../article/language.ts'
import type { HomePage } from '../article/page/home-page.ts'
import { learnSelectors } from '../article/page/learned-selectors.ts'
import { readPage } from '../article/page/read-page.ts'
import { optionsOf } from '../article/parse-page.ts'
import { isPrivateHost } from '../article/private-host.ts'
import { firstSettingsFile } from '../config/settings-place.ts'
import { isMap } from '../dialects/configuration.ts'
import type { ForeignSite, KnownDialect, SiteFolder, UsualFeed } from '../dialects/dialect.ts'
import type { ExistingFeed, FirstSettings } from '../dialects/first-settings.ts'
import { dialectEntries, dialectsOf } from '../dialects/index.ts'
import { type StatedAddress, statedAddress } from '../dialects/stated-address.ts'
import { UsageError } from '../errors.ts'
import type { Finding } from '../finding.ts'
import { checkFeed } from '../gate/check.ts'
import { type ExistingDocument, readExistingFeed } from '../gate/existing-feed.ts'
import { systemDependencies } from '../remote/ask.ts'
import { fetchDocument } from '../remote/fetch-document.ts'
import { count } from '../reporting/count.ts'
import { BUILT_FOLDERS, builtFoldersIn, homePageIn, pageAt, pagesIn } from '../sources/built-site.ts'
import { pageAddress, pagePathOf } from '../sources/page-path.ts'
import { siteFolderAt } from '../sources/site-files.ts'
import { createSiteFolderSource } from '../sources/site-folder.ts'
import { isInSitemap, readSitemap } from '../sources/sitemap.ts'
import { MANIFEST_PATH } from '../targets/published-path.ts'
import type { Arguments, Command, Io } from './command.ts'
import { fetchLimits, fetchOptions } from './fetch-options.ts'
import { addressInSettings, addressKey, type Trial, tryOut } from './init-trial.ts'
import { chosenOf, filesWithErrors, partsLost, type Reading } from './site-readings.ts'

/** Names of feeds in the output folders of site generators. */
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
    `Writes feedwright.yaml for a site of ${dialectEntries.map(({ title }) => title).join(', ')},\n` +
    'or for pages that another program has built. Shows what it found and what it will write. Keeps the address and the ids of the\n' +
    'present feed, and changes no other file, except for a script in package.json.',
  options: {
    yes: { type: 'boolean', short: 'y', help: 'do not ask' },
    url: {
      type: 'string',
      value: 'URL',
      help: 'address of the site, if its configuration has none',
    },
    feed: {
      type: 'string',
      value: 'FILE|URL',
      help: 'the present feed of the site (default: found in the built folder)',
    },
    ...fetchOptions('request'),
  },
  async run(args, io) {
    const siteDir = resolve(io.cwd, args.positionals[0] ?? '.')
    const file = firstSettingsFile(siteDir)
    for (const there of [file, join(siteDir, 'feedwright.yaml'), join(siteDir, 'content', 'site.yaml')])
      if (existsSync(there))
        throw new UsageError(
          `${relative(io.cwd, there)} exists already`,
          'edit it, or delete it and run init again',
        )
    const say = (line: string) => io.stdout.write(`${line}\n`)
    const existing = await existingFeed(siteDir, args, io)
    const reading = await readingOf(siteDir, existing, args, io, say)
    const { trial, settings } = reading
    for (const line of comparison(existing, trial)) say(line)
    say(`\n${relative(io.cwd, file)}:\n\n${trial.text}`)
    if (!args.flag('yes') && (await io.confirm?.(`Write ${relative(io.cwd, file)}?`)) !== true) {
      say(io.confirm === undefined ? 'Nothing was written. To write it, use --yes.' : 'Nothing was written.')
      return 0
    }
    await writeFile(file, trial.text, { flag: 'wx' }).catch((error: unknown) => {
      throw new UsageError(
        `${relative(io.cwd, file)} cannot be written (${error instanceof Error ? error.message : String(error)})`,
        'make the folder writable, or save the text above yourself',
      )
    })
    // If the pages are in the default output folder, the feeds need another one.
    const command = settings.source.path === OUT ? 'feedwright build --out feeds' : 'feedwright build'
    say(`Written: ${relative(io.cwd, file)}. ${await addScript(siteDir, command)}Next: ${command}`)
    return 0
  },
}

interface Existing {
  readonly place: string
  /** The address from which it was fetched. */
  readonly address?: URL
  /** From the root of the site. */
  readonly path: string
  readonly bytes: Uint8Array
  readonly document: ExistingDocument
}

/** The feed that the site currently publishes. */
async function existingFeed(siteDir: string, args: Arguments, io: Io): Promise<Existing | undefined> {
  const named = args.text('feed')
  if (named !== undefined && /^https?:/i.test(named)) {
    const { answer } = await fetchDocument(named, fetchLimits(args), {
      ...systemDependencies,
      signal: io.signal,
    })
    const address = new URL(named)
    return { ...existingIn(answer.body, named, address.pathname, named), address }
  }
  if (named !== undefined) {
    const path = resolve(io.cwd, named)
    const built = BUILT_FOLDERS.map((name) => join(siteDir, name)).find((folder) =>
      path.startsWith(`${folder}/`),
    )
    return existingIn(await readFile(path), named, `/${relative(built ?? siteDir, path)}`, named)
  }
  const pageFolders = pageFoldersIn(siteDir)
  for (const folder of pageFolders.includes('.') ? ['.'] : [...BUILT_FOLDERS, ...pageFolders])
    for (const name of feedNamesIn(join(siteDir, folder))) {
      const bytes = await readFile(join(siteDir, folder, name)).catch(() => undefined)
      const document = bytes === undefined ? undefined : readExistingFeed(bytes)
      if (bytes !== undefined && document !== undefined && document.items.length > 0)
        return { place: join(folder, name), path: `/${name}`, bytes, document }
    }
  return undefined
}

/** Paths of files that may be the feed of the pages in a folder: first those that its home page names. */
function feedNamesIn(folder: string): readonly string[] {
  const { feeds = [], url = 'https://localhost/' } = homePageIn(folder)
  const base = new URL(url)
  const named = feeds.flatMap((href) => {
    const path = URL.canParse(href, url) ? new URL(href, base).pathname : ''
    const below = path.startsWith(base.pathname) ? path.slice(base.pathname.length) : path.slice(1)
    return [below, `${below}index.xml`, `${below}/index.xml`]
  })
  return [...named.filter((path) => !path.split('/').includes('..')), ...FEED_NAMES]
}

/** Folders with pages, except those that this program has written. */
const pageFoldersIn = (siteDir: string): readonly string[] =>
  builtFoldersIn(siteDir, (folder) => existsSync(join(folder, MANIFEST_PATH)))

function existingIn(bytes: Uint8Array, place: string, path: string, named: string): Existing {
  const document = readExistingFeed(bytes)
  if (document === undefined)
    throw new UsageError(`${named} is not a feed`, 'use the file or the address that feed readers poll')
  return { place, path, bytes, document }
}

/**
 * How to keep the existing feed: at its address, if that is on the site, or on a machine where the site is previewed.
 */
function feedOf(
  { path, address, document: { format, title, items } }: Existing,
  siteUrl: string,
): ExistingFeed {
  const { host, pathname } = new URL(siteUrl)
  const isElsewhere = address !== undefined && address.host !== host && !isPrivateHost(address.hostname)
  const below = address !== undefined && path.startsWith(pathname) ? `/${path.slice(pathname.length)}` : path
  return {
    ...(!isElsewhere && { path: below }),
    format,
    items: items.length,
    ...(title !== '' && { title }),
  }
}

/** Tries every way to read the site, reports the results, and chooses the best. */
async function readingOf(
  siteDir: string,
  existing: Existing | undefined,
  args: Arguments,
  io: Io,
  say: (line: string) => void,
): Promise<Reading> {
  const folder = siteFolderAt(siteDir)
  const sites = await Promise.all(
    (await dialectsOf(folder)).map(async (one) => ({
      dialect: one,
      sections: await sectionsIn(siteDir, one, io.signal),
    })),
  )
  const { dialect, sections } = sites.find(({ sections: found }) => found.length > 0) ?? {
    dialect: sites[0]?.dialect,
    sections: [],
  }
  const foreign = dialect?.readSite(folder)
  const builtFolders = pageFoldersIn(siteDir)
  if (dialect === undefined && builtFolders.length === 0)
    throw new UsageError(
      `${relative(io.cwd, siteDir) || '.'} is not a site of a supported program (${dialectEntries.map(({ title }) => title).join(', ')}), and has no built pages`,
      await elsewhere(folder),
    )
  const usual = foreign === undefined ? undefined : dialect?.usualFeed?.(folder, foreign)
  const stated = foreign?.url === undefined ? statedAddress(folder) : undefined
  const found = { siteDir, foreign, usual, stated, existing, args, io }
  const sources: Reading[] = []
  if (dialect !== undefined && foreign !== undefined && sections.length > 0) {
    const settings = firstSettings({
      ...found,
      home: builtFolders
        .map((built) => homePageIn(join(siteDir, built)))
        .find(({ url }) => url !== undefined),
      source: { kind: dialect.name, path: '.' },
      sections,
    })
    const trial = await tryOut(siteDir, settings, existing, io)
    sources.push({ title: dialect.title, settings, trial })
    say(`${dialect.title} in ${siteDir}`)
    for (const line of reportOf(trial)) say(line)
    for (const other of sites)
      if (other.dialect !== dialect && other.sections.length > 0)
        say(
          `  also a site of ${other.dialect.title}: its articles are left out, unless \`sources\` has { kind: ${other.dialect.name}, path: "." } as well`,
        )
  }
  const [source] = sources
  // If the program's own files contain all articles, pages are not needed.
  const pages =
    source === undefined || partsLost(source) > 0 ? await pagesOf(found, builtFolders, sections) : []
  for (const { title, trial } of pages) {
    say(`${title} in ${siteDir}`)
    for (const line of reportOf(trial)) say(line)
  }
  const { reading, reason } = chosenOf(source, pages)
  if (reading === undefined)
    throw new UsageError(
      `no article with a date was found in the ${dialect === undefined ? 'pages' : `folders of ${dialect.title}`}`,
      dialect === undefined
        ? 'set a selector for articles: see docs/built-pages.md'
        : 'a folder that a script computes is not known, since scripts are not run: write the settings, or build the site and run init again; see docs/sites.md',
    )
  if (reason !== undefined) say(`  ${reason}`)
  if (stated !== undefined && reading.settings.url === stated.url && args.text('url') === undefined)
    say(`  the address of the site is from ${stated.file}`)
  return reading
}

/** Where to run the command instead: the site may be in a subfolder, or be a program's whose pages can be read. */
async function elsewhere(folder: SiteFolder): Promise<string> {
  for (const name of folder.names('')) {
    if (!name.endsWith('/') || /^(?:\.|node_modules\/)/.test(name)) continue
    const [dialect] = await dialectsOf({
      read: (path) => folder.read(name + path),
      names: (path) => folder.names(`${name}${path}`.replace(/\/$/, '')),
    })
    if (dialect !== undefined)
      return `${name.slice(0, -1)} is a site of ${dialect.title}: run the command there`
  }
  return 'run the command in the folder of the site; build the site of any other program first, because init reads its pages'
}

interface Found {
  readonly siteDir: string
  readonly foreign: ForeignSite | undefined
  /** The feed that the site's program writes. */
  readonly usual: UsualFeed | undefined
  /** The address of the site, if its configuration does not state it. */
  readonly stated: StatedAddress | undefined
  readonly existing: Existing | undefined
  readonly args: Arguments
  readonly io: Io
}

/** The pages in each of the folders, if they are articles at all. */
async function pagesOf(
  found: Found,
  folders: readonly string[],
  [section = 'posts']: readonly string[],
): Promise<readonly Reading[]> {
  const readings: Reading[] = []
  for (const path of folders) {
    const folder = join(found.siteDir, path)
    // All pages belong to one section, regardless of their folder and content.
    const parts = { ...found, home: homePageIn(folder), sections: [section] }
    const plain = firstSettings({ ...parts, source: { kind: 'built', path } })
    const { selectors = {}, dates = {} } =
      found.existing === undefined ? {} : await learnedFor(folder, found.existing.document, plain)
    const settings = { ...plain, source: { ...plain.source, selectors }, dates }
    const trial = await tryOut(found.siteDir, settings, found.existing, found.io)
    if (trial.publicAddresses.size > 0) readings.push({ title: `The pages in ${path}`, settings, trial })
  }
  return readings
}

/** The address of the pages in a folder, from those of the items in the present feed. */
function addressIn(existing: Existing | undefined, folder: string): string | undefined {
  for (const { url } of existing?.document.items ?? []) {
    const address = URL.canParse(url) ? new URL(url) : undefined
    if (address === undefined || isPrivateHost(address.hostname)) continue
    const parts = address.pathname.split('/').filter((part) => part !== '')
    const depth = parts.findIndex((_, at) => pageAt(folder, `/${parts.slice(at).join('/')}`) !== undefined)
    if (depth !== -1)
      return new URL(
        `/${parts
          .slice(0, depth)
          .map((part) => `${part}/`)
          .join('')}`,
        address,
      ).href
  }
  return undefined
}

/** Number of pages of each kind that are compared with the feed. */
const MOST_LISTED = 60
const MOST_OTHERS = 200

/** What the pages in a folder do not state themselves, according to the feed of their site. */
async function learnedFor(
  folder: string,
  { items }: ExistingDocument,
  { url, timeZone = 'UTC' }: FirstSettings,
): Promise<Pick<FirstSettings, 'dates'> & Pick<FirstSettings['source'], 'selectors'>> {
  const base = new URL(url).pathname
  // Some generators write the year 1 for pages without a date.
  const dated = items.filter(({ published = 0 }) => published > 0)
  const listed = (dated.length > 0 ? dated : items).flatMap((item) => {
    const path = URL.canParse(item.url, url) ? new URL(item.url, url).pathname : '/'
    const below = path.startsWith(base) ? path.slice(base.length) : path
    const page = pageAt(folder, `/${below}`) ?? pageAt(folder, path)
    return page === undefined ? [] : [{ ...item, ...page, address: pageAddress(page.key, url) }]
  })
  const keys = new Set(listed.map(({ key }) => key))
  const sitemap = await readSitemap(folder)
  const isRead = (key: string) => sitemap === undefined || isInSitemap(sitemap, pagePathOf(base), key)
  const others = pagesIn(folder, MOST_OTHERS, (key) => !keys.has(key) && isRead(key))
  const selectors = {
    ...learnSelectors(
      listed.slice(0, MOST_LISTED),
      others.map(({ key, source }) => ({ source, address: pageAddress(key, url) })),
      timeZone,
    ),
  }
  const dates = listed.flatMap(({ source, address, published = 0 }) => {
    const date = published > 0 ? dateIn(instantFromMs(published), 'UTC') : undefined
    if (date === undefined) return []
    const undated: string[] = []
    const knownDate = (page: string) => {
      undated.push(addressInSettings(page, url))
      return date
    }
    const reading = readPage(source, { ...optionsOf({ address, selectors }), knownDate })
    return 'article' in reading ? undated.map((page) => [page, date] as const) : []
  })
  return { selectors, dates: Object.fromEntries(dates) }
}

function firstSettings({
  siteDir,
  foreign,
  usual,
  stated,
  home,
  source,
  sections,
  existing,
  args,
  io,
}: Found &
  Pick<FirstSettings, 'source' | 'sections'> & { readonly home: HomePage | undefined }): FirstSettings {
  const url =
    args.text('url') ??
    foreign?.url ??
    home?.url ??
    (source.kind === 'built' ? addressIn(existing, join(siteDir, source.path)) : undefined) ??
    stated?.url ??
    existing?.document.home
  if (url === undefined)
    throw new UsageError(
      'the address of the site is neither in its configuration nor on its first page',
      'set it with feedwright init --url https://example.org/; scripts are not run, so values that they compute are not known',
    )
  const language = foreign?.language ?? home?.language
  const title = foreign?.title ?? (existing?.document.title || (home?.title ?? basename(siteDir)))
  const absolute = url.endsWith('/') ? url : `${url}/`
  const feed = existing === undefined ? usual && { ...usual, items: 0, title } : feedOf(existing, absolute)
  return {
    title,
    url: absolute,
    since: new Date(io.now()).getUTCFullYear(),
    // A configuration may contain the name of a language, but readers need a BCP 47 tag.
    ...(language !== undefined && canonicalLanguage(language) !== undefined && { language }),
    ...(foreign?.timeZone !== undefined && { timeZone: foreign.timeZone }),
    ...(foreign?.author !== undefined && { author: foreign.author }),
    source,
    sections,
    isMultilingual: source.kind !== 'built' && (foreign?.lists['languages'] ?? []).length > 0,
    ...(feed !== undefined && { feed }),
    ids: {},
  }
}

function reportOf({ report, publicAddresses, otherAddresses }: Trial): readonly string[] {
  const { waiting } = report.articles
  const leftOut = filesWithErrors(report.findings).size
  const held = report.feeds.filter(({ status }) => status === 'held').map(({ name }) => name)
  return [
    `  ${count(publicAddresses.size + otherAddresses.size, 'article')} read, ${leftOut} left out with an error, ${waiting} not public`,
    ...report.findings
      .filter(({ severity }) => severity === 'error')
      .slice(0, MOST_TOLD)
      .map(toldOf),
    ...(held.length === 0 ? [] : [`  held: ${held.join(', ')}`]),
  ]
}

/** The changes for readers of the existing feed. */
function comparison(
  existing: Existing | undefined,
  { items, documents, otherAddresses, report }: Trial,
): readonly string[] {
  if (existing === undefined)
    return ['  no present feed was found: build the site first, or set its feed with --feed']
  const after = documents.flatMap((bytes) => checkFeed(bytes).findings)
  const { document, bytes, place } = existing
  const ours = new Set([...items.keys()].map(statedId))
  const kept = document.items.filter(({ id }) => ours.has(id))
  const gone = document.items.filter(({ id }) => !ours.has(id))
  // Articles that are no longer public must not be named here either.
  const named = gone.filter(({ url }) => !otherAddresses.has(addressKey(url)))
  return [
    `  present feed: ${place}, ${count(document.items.length, 'item')}, ${judged(checkFeed(bytes).findings)}`,
    `  after: ${kept.length} kept with the same id, ${gone.length} gone, ${ours.size - kept.length} new; ${judged(after)}`,
    ...report.findings.filter(({ code }) => code === 'feed-over-budget').map(toldOf),
    ...named.slice(0, MOST_TOLD).map(({ title, url }) => `  gone: ${title} ${url}`),
    ...(named.length === gone.length
      ? []
      : [`  ${gone.length - named.length} of those that are gone are no longer public`]),
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

/** Adds a script to `package.json`, if it exists, without changing the rest of the file. */
async function addScript(siteDir: string, script: string): Promise<string> {
  const file = join(siteDir, 'package.json')
  const bytes = await readFile(file).catch(() => undefined)
  const text = bytes?.toString('utf8') ?? ''
  const found = /("scripts"\s*:\s*\{)(\s*)(?=")/.exec(text)
  if (bytes === undefined || found === null || !bytes.equals(Buffer.from(text))) return ''
  const at = found.index + (found[1] ?? '').length
  const added = `${text.slice(0, at)}${found[2]}"feeds": ${JSON.stringify(script)},${text.slice(at)}`
  if ('feeds' in scriptsIn(text) || scriptsIn(added)['feeds'] !== script) return ''
  const isWritten = await writeFile(file, added).then(
    () => true,
    () => false,
  )
  return isWritten ? 'package.json has a script `feeds`. ' : 'package.json cannot be written. '
}

/** The default output folder. */
const OUT = 'out'

/** The scripts of a `package.json`; empty if it is not JSON. */
function scriptsIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    const scripts = isMap(value) ? value['scripts'] : undefined
    return isMap(scripts) ? scripts : {}
  } catch {
    return {}
  }
}

/** Names of sections without articles, although their pages may have dates. */
const NO_ARTICLES =
  /^(?:docs?|documentation|pages?|legal|about|help|support|faqs?|glossary|references?|authors?|people|team|tags|categories|contact)$/i

/** Sections whose articles state a date, those with the most first. */
async function sectionsIn(
  siteDir: string,
  dialect: KnownDialect,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const counts = new Map<string, { dated: number; all: number }>()
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
      if (section?.kind !== 'text') continue
      const { dated, all } = counts.get(section.text) ?? { dated: 0, all: 0 }
      counts.set(section.text, { dated: dated + (fields.has('date') ? 1 : 0), all: all + 1 })
    }
  const withDates = [...counts].filter(([, { dated }]) => dated > 0)
  // If most pages have no date, the others are probably not articles either.
  const mostly = withDates.filter(([name, { dated, all }]) => dated * 2 >= all && !NO_ARTICLES.test(name))
  return (mostly.length === 0 ? withDates : mostly)
    .toSorted(([, one], [, other]) => other.dated - one.dated)
    .map(([name]) => name)
}
