import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { makeFolderNow } from '../make-folder.ts'

/** A note in the catalog's folder that this process has it open. */
export interface OpenMark {
  /** Writes down that the catalog is damaged, and how. */
  spoil(why: string): void
  /** Takes the note away, after all went well. */
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
 * What processes that are gone left behind: undefined when all of them took their notes away, else the damage that one of
 * them met, or an empty text. Forgets these notes.
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
