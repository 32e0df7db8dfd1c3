import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeFolderNow } from './make-folder.ts'

/** The JSON value of a small file in the state folder; undefined if missing or invalid. */
export function readStateFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * Replaces such a file atomically. Only this user may read it, because settings contain tokens and findings name
 * articles that are not public. A write error leaves the file unchanged: losing it only costs time, and the catalog
 * reports an unusable state folder.
 */
export function writeStateFile(file: string, value: unknown): void {
  try {
    makeFolderNow(dirname(file))
    const written = `${file}.${process.pid}`
    writeFileSync(written, JSON.stringify(value), { mode: 0o600 })
    renameSync(written, file)
  } catch {
    // Ignored, as explained above.
  }
}
