import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { fileAt } from '../article/article-kind.ts'
import { sectionNamed } from '../article/capture/breadcrumb.ts'
import { type ImportedEntry, importCapture, readNamed } from '../article/capture/import.ts'
import { mintId } from '../article/ids.ts'
import { type Instant, instantFromMs } from '../article/instant.ts'
import { pathOf, qualifiedKey, sourceNameOf } from '../article/key.ts'
import type { Site } from '../article/site.ts'
import { siteOf } from '../config/definitions.ts'
import type { Settings } from '../config/settings.ts'
import { UsageError } from '../errors.ts'
import type { Finding, Parsed } from '../finding.ts'
import { contentDirOf, outputOf, type Places, readSettings } from '../output.ts'
import { createArticle } from '../sources/article-writing.ts'
import { articleFolders } from '../sources/index.ts'
import type { PublishedSet } from '../targets/target.ts'
import type { Command } from './command.ts'
import { exitCodeFor, placeOptions, reporterOf, reportOptions } from './places.ts'

export const importCaptures: Command = {
  positionals: 'FILE…',
  description:
    'Converts saved news pages (.html) and their text (.txt) into Markdown articles with front matter. Overwrites nothing.',
  options: {
    content: placeOptions.content,
    config: placeOptions.config,
    out: placeOptions.out,
    into: {
      type: 'string',
      value: 'DIR',
      help: 'the section folder to write to, for example content/world (default: the section that the page or its folder names)',
    },
    date: {
      type: 'string',
      value: 'DATE',
      help: 'when the page was published, for example "2024-02-03 09:30"',
    },
    ...reportOptions,
    'dry-run': { type: 'boolean', help: 'print the articles instead of writing them' },
  },
  async run(args, io) {
    if (args.positionals.length === 0)
      throw new UsageError('import needs at least one FILE', 'name the saved pages')
    const reporter = reporterOf(args, io)
    const places = {
      cwd: io.cwd,
      content: args.text('content'),
      config: args.text('config'),
      out: args.text('out'),
    }
    const { settings } = await readSettings(places)
    const { target } = await outputOf(places, settings)
    const into = args.text('into')
    const { contentDir, source } = placeToWrite(places, settings, into)
    const site = siteOf(settings)
    const folder = into === undefined ? undefined : sectionFolder(into, io.cwd, contentDir, site)
    const now = instantFromMs(io.now())
    if (now === undefined) throw new RangeError('the clock is outside the years 1 to 9999')
    const date = args.text('date')
    const findings: Finding[] = []
    const published = (await target.current().catch(() => undefined))?.set
    const readers = readersOf(published)
    const desk: Desk = { site, now, cwd: io.cwd, contentDir, source, folder, date, readers }
    const besides = (knownAs: string | undefined, written: string): string => {
      const stem = knownAs?.replace(/\.[^./]+$/, '')
      const others = stem === undefined ? [] : ENDINGS.map((ending) => join(contentDir, stem + ending))
      const other = others.find((path) => path !== written && existsSync(path))
      if (other === undefined) return ''
      return `; now delete ${relative(io.cwd, other)}: both are the same article, which keeps its id`
    }
    for (const file of args.positionals) {
      const bytes = await readFile(resolve(io.cwd, file)).catch((error: NodeJS.ErrnoException) => {
        findings.push(unreadable(file, error))
        return undefined
      })
      if (bytes === undefined) continue
      const parsed = await imported(file, bytes, desk)
      findings.push(...parsed.findings.map((finding) => ({ ...finding, file })))
      if (parsed.value === undefined) continue
      const path = join(parsed.folder, parsed.value.fileName)
      const shown = relative(io.cwd, path)
      if (args.flag('dry-run')) reporter.info(parsed.value.text)
      else if (await createArticle(path, parsed.value.text))
        reporter.info(`${file} → ${shown}${besides(parsed.knownAs, path)}`)
      else findings.push(taken(file, shown))
    }
    reporter.findings(findings)
    return exitCodeFor(findings, args.flag('strict'))
  },
}

/**
 * The folder to which articles are written: the content folder, or, if the settings name sources, the one that contains
 * `into`.
 */
function placeToWrite(
  places: Places,
  { sources }: Settings,
  into: string | undefined,
): Pick<Desk, 'contentDir' | 'source'> {
  if (sources === undefined) return { contentDir: contentDirOf(places), source: '' }
  const { cwd } = places
  const folders = articleFolders(sources)
  const around = folders.filter(({ path }) => {
    const below = into === undefined ? undefined : keyWithin(resolve(cwd, path), resolve(cwd, into))
    return below !== undefined
  })
  const [found, ...others] = into === undefined ? folders : around
  if (found !== undefined && others.length === 0)
    return { contentDir: resolve(cwd, found.path), source: found.name }
  const shown = folders.map(({ path }) => path).join(', ')
  if (folders.length === 0)
    throw new UsageError(
      'import needs a source of the kind folder, and the settings have none',
      'add one to `sources`, such as { kind: folder, path: content, name: imported }',
    )
  throw into === undefined
    ? new UsageError(
        'the settings have several sources of the kind folder',
        `choose one with --into and a section of one of ${shown}`,
      )
    : new UsageError(
        `--into ${into} is not in a source folder`,
        `name a section of ${folders.length === 1 ? shown : `one of ${shown}`}`,
      )
}

/** Endings of articles in a folder. */
const ENDINGS = ['.txt', '.md', '.markdown', '.mdx']

/** Common inputs for all pages of one call. */
interface Desk {
  readonly site: Site
  readonly now: Instant
  readonly cwd: string
  /** Absolute folder of the source to which articles are written, and its name. */
  readonly contentDir: string
  readonly source: string
  /** Absolute folder for the entries, if stated. */
  readonly folder: string | undefined
  readonly date: string | undefined
  /** What readers know: a page may have been moved after it was published. */
  readonly readers: Readers
}

type Imported = Parsed<ImportedEntry> & { readonly folder: string; readonly knownAs?: string }

/** The entry for one page; with its existing key, if it is or was an article of the site. */
async function imported(file: string, bytes: Uint8Array, desk: Desk): Promise<Imported> {
  const { site, now, cwd, contentDir, source, date } = desk
  const name = basename(file)
  const place = keyWithin(contentDir, resolve(cwd, file))
  const as = (knownAs: string | undefined, section: string | undefined, folder: string): Imported => {
    const below = keyWithin(contentDir, folder) ?? section
    const key = section === undefined ? name : `${section}/${name}`
    const parsed = importCapture(
      fileAt(key, bytes),
      { site, now },
      {
        source,
        ...(section !== undefined && { section }),
        ...(below !== undefined && { inFolder: (entry: string) => `${below}/${entry}` }),
        ...(date !== undefined && { date }),
        ...(knownAs !== undefined && { knownAs }),
      },
    )
    return { ...parsed, folder, ...(knownAs !== undefined && { knownAs }) }
  }
  const section = desk.folder === undefined ? undefined : sectionAt(contentDir, desk.folder)
  const first = as(place, section, desk.folder ?? contentDir)
  const named = section ?? first.value?.section ?? placeName(resolve(cwd, file), site)
  const around = desk.folder ?? join(contentDir, named ?? '')
  const known = place ?? (await knownKey(name, bytes, around, desk))
  const home = known === undefined ? undefined : dirname(join(contentDir, known))
  const nearest = named ?? (home === undefined ? undefined : sectionAt(contentDir, home))
  if (nearest === undefined || !site.sections.has(nearest)) return first
  const isAtHome = place !== undefined || named === undefined
  return as(known, nearest, desk.folder ?? (isAtHome ? home : undefined) ?? around)
}

/**
 * Key of a page that the site has, or had: with this name in the folder, or of the only published article with this
 * title, unless that one is still there with another date.
 */
async function knownKey(
  name: string,
  bytes: Uint8Array,
  folder: string,
  { contentDir, source, site, now, readers }: Desk,
): Promise<string | undefined> {
  const key = keyWithin(contentDir, join(folder, name))
  const there = await readFile(join(folder, name)).catch(() => undefined)
  if (there?.equals(bytes) === true) return key
  const [section = ''] = site.sections.keys()
  const page = readNamed(`${section}/${name}`, bytes, { site, now }).value
  if (page === undefined) return undefined
  const ownId = key === undefined ? '' : mintId({ key: qualifiedKey(source, key) }, site)
  const isKnown = readers.ids.has(ownId) && (readers.titles.get(ownId) ?? page.title) === page.title
  if (there === undefined && isKnown) return key
  const ids = [...readers.titles].flatMap(([id, title]) => (title === page.title ? [id] : []))
  const minted = mintId({ key: '' }, site)
  const [id = ''] = ids
  if (ids.length !== 1 || !id.startsWith(minted)) return undefined
  const qualified = `${unescaped(id.slice(minted.length))}.txt`
  if (sourceNameOf(qualified) !== source || mintId({ key: qualified }, site) !== id) return undefined
  const published = pathOf(qualified)
  for (const ending of ENDINGS) {
    const path = published.replace(/\.txt$/, ending)
    const file = await readFile(join(contentDir, path)).catch(() => undefined)
    if (file === undefined) continue
    const standing = readNamed(path, file, { site, now }).value
    if (standing?.title !== page.title || standing.published !== page.published) return undefined
  }
  return published
}

/** The path from which a minted id was made; a stated id may only resemble one. */
function unescaped(specific: string): string {
  return specific.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) =>
    new TextDecoder().decode(
      Uint8Array.from(escapes.split('%').slice(1), (byte) => Number.parseInt(byte, 16)),
    ),
  )
}

/** Ids of all articles that readers know, also of those that left the feeds, and titles of those in the feeds. */
interface Readers {
  readonly ids: ReadonlySet<string>
  readonly titles: ReadonlyMap<string, string>
}

function readersOf(published: PublishedSet | undefined): Readers {
  const feeds = published?.feeds ?? []
  return {
    ids: new Set(
      feeds.flatMap(({ items, tombstones, retracted, left = [] }) =>
        [...items, ...tombstones, ...retracted, ...left].map(({ id }) => id),
      ),
    ),
    titles: new Map(feeds.flatMap(({ items }) => items.map(({ id, title }) => [id, title] as const))),
  }
}

/** The section of a folder below the content folder; empty if there is none. */
function sectionAt(contentDir: string, folder: string): string {
  return relative(contentDir, folder).split(sep)[0] ?? ''
}

/** The section with the name of a parent folder of the file, nearest first. */
function placeName(path: string, { sections }: Site): string | undefined {
  const folders = dirname(path).split(sep).reverse()
  return folders.map((folder) => sectionNamed(folder, sections)).find((section) => section !== undefined)
}

function sectionFolder(into: string, cwd: string, contentDir: string, { sections }: Site): string {
  const folder = resolve(cwd, into)
  if (sections.has(sectionAt(contentDir, folder))) return folder
  throw new UsageError(
    `--into ${into} is not a section of the site`,
    `the sections are ${[...sections.keys()].map((name) => relative(cwd, join(contentDir, name))).join(', ')}`,
  )
}

/** Key of the article at `path`; undefined outside the content folder. */
function keyWithin(contentDir: string, path: string): string | undefined {
  const parts = relative(contentDir, path).split(sep)
  return parts[0] === '..' || isAbsolute(parts.join(sep)) ? undefined : parts.join('/').normalize('NFC')
}

function unreadable(file: string, error: NodeJS.ErrnoException): Finding {
  return {
    code: 'capture-unreadable',
    severity: 'error',
    file,
    message: `the saved page cannot be read: ${error.message}`,
    fix: 'check the path and the permissions',
  }
}

function taken(file: string, path: string): Finding {
  return {
    code: 'import-exists',
    severity: 'error',
    file,
    message: `the article ${path} exists already, and is not overwritten`,
    fix: 'if the page is another article, remove or rename that file',
  }
}
