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

/** The damage that a process that no longer runs recorded. Deletes the marks of such processes. */
export function leftOpen(folder: string): string | undefined {
  let damage: string | undefined
  for (const { pid, file } of marksIn(folder)) {
    if (pid !== process.pid && isAlive(pid)) continue
    damage ??= readFileSync(file, 'utf8') || undefined
    rmSync(file, { force: true })
  }
  return damage
}

/** Whether another process has the catalog open. */
export const isOpenElsewhere = (folder: string): boolean =>
  marksIn(folder).some(({ pid }) => pid !== process.pid && isAlive(pid))

const marksIn = (folder: string): readonly { readonly pid: number; readonly file: string }[] =>
  namesIn(folder).flatMap((name) => {
    const pid = NAME.exec(name)?.[1]
    return pid === undefined ? [] : [{ pid: Number(pid), file: join(folder, name) }]
  })

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
