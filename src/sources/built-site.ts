import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isPageName } from '../article/article-kind.ts'
import { decodePage } from '../article/page/encoding.ts'
import { type HomePage, readHomePage } from '../article/page/home-page.ts'

/** Output folders of site generators. */
export const BUILT_FOLDERS = ['public', '_site', 'dist', 'build', 'out', 'docs'] as const

/** Maximum number of folders that are searched for a page. */
const MOST_FOLDERS = 500

/** Names of folders in `siteDir` that contain pages, possibly generated; `.` for pages in `siteDir` itself. */
export function builtFoldersIn(siteDir: string, isOwn: (folder: string) => boolean): readonly string[] {
  const found = BUILT_FOLDERS.filter((name) => {
    const folder = join(siteDir, name)
    return !isOwn(folder) && hasPages(folder)
  })
  return found.length === 0 && namesIn(siteDir).files.some(isHome) ? ['.'] : found
}

/** Site data from the first page in the folder. */
export function homePageIn(folder: string): HomePage {
  const name = namesIn(folder).files.find(isHome)
  return name === undefined ? {} : readHomePage(decodePage(readFileSync(join(folder, name))))
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
