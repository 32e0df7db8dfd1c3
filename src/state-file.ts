import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeFolderNow } from './make-folder.ts'

/** The JSON value of a small file in the state folder; undefined when there is none that can be read. */
export function readStateFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * Replaces such a file in one step: a reader gets the old value or the new one, whole. Only this user may read it, as
 * settings hold tokens and findings name articles that are not public. A file that cannot be written is left as it was:
 * losing one costs time and no more, and the catalog reports a state folder of no use.
 */
export function writeStateFile(file: string, value: unknown): void {
  try {
    makeFolderNow(dirname(file))
    const written = `${file}.${process.pid}`
    writeFileSync(written, JSON.stringify(value), { mode: 0o600 })
    renameSync(written, file)
  } catch {
    // See above.
  }
}
