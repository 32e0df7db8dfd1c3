import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isPageName } from '../article/article-kind.ts'
import { decodePage } from '../article/page/encoding.ts'
import { type HomePage, readHomePage } from '../article/page/home-page.ts'
import { pagePathOf } from './page-path.ts'

/** Output folders of site generators. */
export const BUILT_FOLDERS = ['public', '_site', 'dist', 'build', 'out', 'output', 'docs'] as const

/** Maximum number of folders that are searched for a page. */
const MOST_FOLDERS = 500

/** Files at the root of a generated site. */
const ROOT_FILES = /^(?:404\.html|sitemap.*\.xml|(?:atom|rss|feed|index)\.xml)$/i

/** Names of folders in `siteDir` that contain pages, possibly generated; `.` for pages in `siteDir` itself. */
export function builtFoldersIn(siteDir: string, isOwn: (folder: string) => boolean): readonly string[] {
  const { files, folders } = namesIn(siteDir)
  const hasHome = files.some(isHome)
  // A folder of a generated site may have the same name as the output folder of a generator.
  if (hasHome && hasRootFile(files)) return ['.']
  const isUsable = (name: string) => !isOwn(join(siteDir, name)) && hasPages(join(siteDir, name))
  const found = BUILT_FOLDERS.filter(isUsable)
  if (found.length > 0) return found
  const other = hasHome ? [] : folders.filter((name) => isRootOfSite(join(siteDir, name)) && isUsable(name))
  return other.length === 0 && hasPages(siteDir) ? ['.'] : other
}

/** Whether a folder has a home page, and another file that only the root of a site has. */
function isRootOfSite(folder: string): boolean {
  const { files } = namesIn(folder)
  return files.some(isHome) && hasRootFile(files)
}

const hasRootFile = (files: readonly string[]): boolean => files.some((name) => ROOT_FILES.test(name))

/** A page, and where it is below its folder. */
export interface FoundPage {
  readonly key: string
  readonly source: string
}

/** Larger pages are not needed to learn what the pages of a site have in common. */
const MOST_PAGE_BYTES = 2_000_000

/** The page for a path that an address has; undefined if there is none. */
export function pageAt(folder: string, path: string): FoundPage | undefined {
  const bare = pagePathOf(path).replace(/^\/+/, '')
  const names = [
    path.replace(/^\/+/, ''),
    `${bare}.html`,
    `${bare}/index.html`,
    `${bare}.htm`,
    `${bare}/index.htm`,
  ]
  for (const key of names.filter((name) => isPageName(name) && !name.split('/').includes('..'))) {
    const source = pageSource(join(folder, key))
    if (source !== undefined) return { key, source }
  }
  return undefined
}

/** Up to `most` of the pages in a folder: those that `isWanted` selects by their path below it, spread evenly. */
export function pagesIn(
  folder: string,
  most: number,
  isWanted: (key: string) => boolean,
): readonly FoundPage[] {
  const keys: string[] = []
  const waiting = ['']
  for (let looked = 0; looked < MOST_FOLDERS * 10; looked += 1) {
    const next = waiting.shift()
    if (next === undefined) break
    const { files, folders } = namesIn(join(folder, next))
    keys.push(...files.filter(isPageName).map((name) => next + name))
    waiting.push(
      ...folders.filter((name) => !/^[._]|^node_modules$/.test(name)).map((name) => `${next}${name}/`),
    )
  }
  const wanted = keys.filter(isWanted)
  const step = Math.max(1, Math.ceil(wanted.length / most))
  return wanted
    .filter((_, at) => at % step === 0)
    .flatMap((key) => {
      const source = pageSource(join(folder, key))
      return source === undefined ? [] : [{ key, source }]
    })
}

function pageSource(file: string): string | undefined {
  try {
    const stats = statSync(file)
    return stats.isFile() && stats.size <= MOST_PAGE_BYTES ? decodePage(readFileSync(file)) : undefined
  } catch {
    return undefined
  }
}

/** Site data from the first page in the folder. */
export function homePageIn(folder: string): HomePage {
  const name = namesIn(folder).files.find(isHome)
  const source = name === undefined ? undefined : pageSource(join(folder, name))
  return source === undefined ? {} : readHomePage(source)
}

const isHome = (name: string): boolean => /^index\.x?html?$/i.test(name)

function hasPages(folder: string): boolean {
  const waiting = [folder]
  for (let looked = 0; looked < MOST_FOLDERS; looked += 1) {
    const next = waiting.pop()
    if (next === undefined) return false
    const { files, folders } = namesIn(next)
    if (files.some(isPageName)) return true
    waiting.push(...folders.map((name) => join(next, name)))
  }
  return false
}

function namesIn(folder: string): { readonly files: readonly string[]; readonly folders: readonly string[] } {
  try {
    const entries = readdirSync(folder, { withFileTypes: true })
    return {
      files: entries.filter((entry) => entry.isFile()).map(({ name }) => name),
      folders: entries.filter((entry) => entry.isDirectory()).map(({ name }) => name),
    }
  } catch {
    return { files: [], folders: [] }
  }
}
