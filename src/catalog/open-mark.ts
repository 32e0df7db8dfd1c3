import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { makeFolderNow } from '../make-folder.ts'

/** A file in the catalog's folder that marks it as open in this process. */
export interface OpenMark {
  /** Records that the catalog is damaged, and how. */
  spoil(why: string): void
  /** Removes the mark after a regular end. */
  remove(): void
}

const NAME = /^open-(\d+)$/

export function markOpen(folder: string): OpenMark {
  makeFolderNow(folder)
  const file = join(folder, `open-${process.pid}`)
  writeFileSync(file, '')
  return { spoil: (why) => writeFileSync(file, why), remove: () => rmSync(file, { force: true }) }
}

/**
 * Examines the marks of processes that no longer run: undefined if there are none, or else the damage that one of them
 * recorded, or an empty text. Deletes these marks.
 */
export function leftOpen(folder: string): string | undefined {
  let left: string | undefined
  for (const name of namesIn(folder)) {
    const pid = Number(NAME.exec(name)?.[1])
    if (Number.isNaN(pid) || (pid !== process.pid && isAlive(pid))) continue
    const file = join(folder, name)
    left ||= readFileSync(file, 'utf8')
    rmSync(file, { force: true })
  }
  return left
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
