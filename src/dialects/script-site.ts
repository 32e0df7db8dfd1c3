import type { Author } from '../article/article.ts'
import { type Configuration, literalsIn } from './configuration.ts'
import type { ForeignSite, SiteFolder } from './dialect.ts'
import type { DialectName } from './names.ts'

/** Endings of configurations that are scripts. They are never run: texts and flags in them are read. */
const SCRIPT_ENDINGS = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts']

/** The first of `names` with the ending of a script that the folder has. */
export function scriptNamed(folder: SiteFolder, ...names: readonly string[]): string | undefined {
  const there = new Set(folder.names(''))
  return names
    .flatMap((name) => SCRIPT_ENDINGS.map((ending) => `${name}.${ending}`))
    .find((name) => there.has(name))
}

/** What the script states as literals; nothing for one that is not there. */
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

/** A site of which nothing is known but its dialect; what is found is laid over it. */
export function plainSite(dialect: DialectName, found: Partial<ForeignSite>): ForeignSite {
  return {
    dialect,
    roots: [],
    defaults: [],
    permalinks: {},
    people: {} satisfies Readonly<Record<string, Author>>,
    options: {},
    lists: {},
    files: [],
    findings: [],
    ...found,
  }
}
