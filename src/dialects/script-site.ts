import type { Author } from '../article/article.ts'
import type { Configuration } from './configuration.ts'
import type { ForeignSite, SiteFolder } from './dialect.ts'
import { literalsIn } from './script-literals.ts'

/** File name extensions of configuration scripts. They are never executed: literals in them are read. */
const SCRIPT_ENDINGS = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts']

/** The first script in the folder with one of `names`. */
export function scriptNamed(folder: SiteFolder, ...names: readonly string[]): string | undefined {
  const there = new Set(folder.names(''))
  return names
    .flatMap((name) => SCRIPT_ENDINGS.map((ending) => `${name}.${ending}`))
    .find((name) => there.has(name))
}

/** The literals of the script; empty if it is missing. */
export function literalsOfFile(folder: SiteFolder, file: string | undefined): Configuration {
  return file === undefined ? {} : literalsIn(folder.read(file) ?? '')
}

export function textOf(literals: Configuration, ...keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = literals[key]
    if (typeof value === 'string' && value.trim() !== '') return value.trim()
  }
  return undefined
}

/** A site with default values, overridden by the given data. */
export function plainSite(found: Partial<ForeignSite>): ForeignSite {
  return {
    roots: [],
    defaults: [],
    permalinks: {},
    people: {} satisfies Readonly<Record<string, Author>>,
    options: {},
    lists: {},
    files: [],
    findings: [],
    remarks: [],
    ...found,
  }
}
