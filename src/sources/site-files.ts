import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { SiteFolder } from '../dialects/dialect.ts'
import { EnvironmentError } from '../errors.ts'
import { entriesIn, type ListFolder, pathIn } from './folder.ts'

const MOST_CONFIGURATION_BYTES = 1_048_576

/** A site folder, with the entries from which its names are made. */
export interface ListedFolder extends SiteFolder {
  readonly entries: ListFolder
}

/** File access for dialects and for the search for articles; each folder is listed once. */
export function siteFolderAt(siteDir: string): ListedFolder {
  const entries = once((path) => entriesIn(pathIn(siteDir, path)))
  return {
    read: (path) => textAt(join(siteDir, path)),
    names: once((path) => namesOf(entries, path)),
    entries,
  }
}

/** `read` with its results kept by path; it is repeated if it throws an error. */
function once<T>(read: (path: string) => readonly T[]): (path: string) => readonly T[] {
  const kept = new Map<string, readonly T[]>()
  return (path) => {
    const known = kept.get(path)
    if (known !== undefined) return known
    const found = read(path)
    kept.set(path, found)
    return found
  }
}

/** Undefined if there is no such file; an unreadable file may contain gates, so it is an error. */
function textAt(file: string): string | undefined {
  try {
    const stats = statSync(file)
    if (!stats.isFile()) return undefined
    if (stats.size <= MOST_CONFIGURATION_BYTES) return readFileSync(file, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return undefined
    throw unread(file, `it cannot be read (${codeOf(error)})`, 'Make it readable')
  }
  throw unread(file, `it is larger than ${MOST_CONFIGURATION_BYTES} bytes`, 'Make it smaller')
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

function namesOf(entries: ListFolder, path: string): readonly string[] {
  try {
    return entries(path)
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
      .sort()
  } catch {
    return []
  }
}

/** The configuration determines what is not public, so without it nothing is published. */
export const unread = (file: string, what: string, fix = 'Correct it'): EnvironmentError =>
  new EnvironmentError('CONTENT_UNREADABLE', `${file}: ${what}, so it is not known what is public`, {
    fix: `${fix}; feeds stay as they are until then.`,
  })
