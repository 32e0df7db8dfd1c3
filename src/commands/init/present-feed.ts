import { existsSync } from 'node:fs'
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
    return { ...existingIn(answer.body, named, address.pathname, named), address }
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
    return existingIn(bytes, named, `/${relative(built ?? siteDir, path)}`, named)
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

function existingIn(bytes: Uint8Array, place: string, path: string, named: string): Existing {
  const document = readExistingFeed(bytes)
  if (document === undefined)
    throw new UsageError(`${named} is not a feed`, 'use the file or the address that feed readers poll')
  return { place, path, bytes, document }
}
