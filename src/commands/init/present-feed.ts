import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { UsageError } from '../../errors.ts'
import { type ExistingDocument, readExistingFeed } from '../../gate/existing-feed.ts'
import { systemDependencies } from '../../remote/ask.ts'
import { fetchDocument } from '../../remote/fetch-document.ts'
import { BUILT_FOLDERS, builtFoldersIn, homePageIn } from '../../sources/built-site.ts'
import { MANIFEST_PATH } from '../../targets/published-path.ts'
import type { Arguments, Io } from '../command.ts'
import { fetchLimits } from '../fetch-options.ts'
import { documentOf, type OtherFeed } from './other-feeds.ts'

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
  'blog/feed.xml',
  'rss/index.rss',
  'rss/index.xml',
  'rss/index.html',
  'feed/index.html',
  'posts/index.xml',
  'index.rss',
  'feeds/all.atom.xml',
  'feed/feed.xml',
]

/** A feed may be the page of a folder, which mirrors of sites save as HTML. */
const IN_FOLDER = ['', ...['index.xml', 'index.rss', 'index.html'].flatMap((name) => [name, `/${name}`])]

/** The feed that a site publishes now. */
export interface Existing {
  readonly place: string
  /** The address from which it was fetched. */
  readonly address?: URL
  /** From the root of the site. */
  readonly path: string
  readonly bytes: Uint8Array
  readonly document: ExistingDocument
  /** The other feeds in the built folder. */
  readonly others: readonly OtherFeed[]
}

/** The feed that the site currently publishes. */
export async function existingFeed(siteDir: string, args: Arguments, io: Io): Promise<Existing | undefined> {
  const named = args.text('feed')
  if (named !== undefined && /^https?:/i.test(named)) {
    const { answer } = await fetchDocument(named, fetchLimits(args), {
      ...systemDependencies,
      signal: io.signal,
    })
    const address = new URL(named)
    return {
      ...existingIn(answer.body, named, address.pathname, named),
      address,
      others: othersIn(siteDir, address.pathname),
    }
  }
  if (named !== undefined) {
    const path = resolve(io.cwd, named)
    const built = BUILT_FOLDERS.map((name) => join(siteDir, name)).find((folder) =>
      path.startsWith(`${folder}/`),
    )
    const bytes = await readFile(path).catch((error: unknown) => {
      throw new UsageError(
        `${named} cannot be read (${error instanceof Error ? error.message : String(error)})`,
        'use the file or the address that feed readers poll',
      )
    })
    const from = `/${relative(built ?? siteDir, path)}`
    return { ...existingIn(bytes, named, from, named), others: othersIn(siteDir, from, built) }
  }
  const pageFolders = pageFoldersIn(siteDir)
  for (const folder of pageFolders.includes('.') ? ['.'] : [...BUILT_FOLDERS, ...pageFolders])
    for (const name of feedNamesIn(join(siteDir, folder))) {
      const bytes = await readFile(join(siteDir, folder, name)).catch(() => undefined)
      const document = bytes === undefined ? undefined : readExistingFeed(bytes)
      if (bytes !== undefined && document !== undefined && document.items.length > 0)
        return {
          place: join(folder, name),
          path: `/${name}`,
          bytes,
          document,
          others: othersIn(siteDir, `/${name}`, join(siteDir, folder)),
        }
    }
  return undefined
}

/** WordPress also names its feed of comments. */
const COMMENTS = /(?:^|\/)comments?(?:[/.-]|$)/i

/** Paths of files that may be the feed of the pages in a folder: first those that its home page names. */
function feedNamesIn(folder: string): readonly string[] {
  const { feeds = [], url = 'https://localhost/' } = homePageIn(folder)
  const base = new URL(url)
  const named = feeds.flatMap((href) => {
    const path = URL.canParse(href, url) ? new URL(href, base).pathname : ''
    const below = path.startsWith(base.pathname) ? path.slice(base.pathname.length) : path.slice(1)
    return COMMENTS.test(below) ? [] : IN_FOLDER.map((name) => below + name)
  })
  return [...named.filter((path) => !path.split('/').includes('..')), ...FEED_NAMES]
}

/** Folders with pages, except those that this program has written. */
export const pageFoldersIn = (siteDir: string): readonly string[] =>
  builtFoldersIn(siteDir, (folder) => existsSync(join(folder, MANIFEST_PATH)))

/** Number of entries of a built folder, and of bytes of a file, up to which feeds are searched for. */
const MOST_ENTRIES = 100_000
const MOST_BYTES = 20_000_000
const FEED_FILE = /(?:\.(?:xml|rss|atom|rdf)|(?:^|\/)(?:feed|rss|atom|index)\.json)$/i
const NO_FEED = /(?:^|\/)(?:sitemap|opensearch|browserconfig|manifest)[^/]*$/i

/** The feeds in a built folder, except for the one at `main`; by default, in the first folder with pages. */
function othersIn(siteDir: string, main: string, built?: string): readonly OtherFeed[] {
  const [first] = pageFoldersIn(siteDir)
  const folder = built ?? (first === undefined ? undefined : join(siteDir, first))
  if (folder === undefined) return []
  const isOther = (path: string) => documentOf(path) !== documentOf(main)
  return filesBelow(folder).flatMap((name) => {
    const path = `/${name}`
    if (!FEED_FILE.test(name) || NO_FEED.test(name) || COMMENTS.test(name) || !isOther(path)) return []
    const file = join(folder, name)
    if (statSync(file).size > MOST_BYTES) return []
    const bytes = readFileSync(file)
    if (!/<(?:rss|feed|rdf:RDF)[\s>]|jsonfeed\.org/.test(bytes.subarray(0, 4000).toString('latin1')))
      return []
    const document = readExistingFeed(bytes)
    return document === undefined ? [] : [{ path, document }]
  })
}

/** Paths of files in a folder, sorted; those in folders that begin with a dot are not served. */
function filesBelow(folder: string): readonly string[] {
  const files: string[] = []
  const waiting = ['']
  for (let path = waiting.pop(); path !== undefined && files.length < MOST_ENTRIES; path = waiting.pop())
    for (const entry of entriesOf(join(folder, path))) {
      const name = path === '' ? entry.name : `${path}/${entry.name}`
      if (entry.isFile()) files.push(name)
      else if (entry.isDirectory() && !/^(?:\.|node_modules$)/.test(entry.name)) waiting.push(name)
    }
  return files.toSorted()
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

function existingIn(bytes: Uint8Array, place: string, path: string, named: string): Omit<Existing, 'others'> {
  const document = readExistingFeed(bytes)
  if (document === undefined)
    throw new UsageError(`${named} is not a feed`, 'use the file or the address that feed readers poll')
  return { place, path, bytes, document }
}
