import { fsync } from 'node:fs'
import { open, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { EnvironmentError } from '../errors.ts'
import { makeFolder } from '../make-folder.ts'

/** What makes two temporary files of one moment differ. */
export type NewName = () => string

/**
 * Replaces the contents of an article file in one step: a process that reads it meanwhile gets the old text or the new one,
 * whole. Links are followed, permissions kept.
 *
 * @throws EnvironmentError CONTENT_UNREADABLE when the disk refuses; the old text stays.
 */
export async function replaceArticle(path: string, text: string, newName: NewName): Promise<void> {
  try {
    const file = await realpath(path)
    const { mode } = await stat(file)
    const beside = join(dirname(file), `.${basename(file)}.${newName()}`)
    try {
      await writeWhole(beside, text, mode & 0o7777)
      await rename(beside, file)
    } catch (error) {
      await rm(beside, { force: true })
      throw error
    }
  } catch (cause) {
    throw unwritable(path, cause)
  }
}

/**
 * Writes a new article file. Gives false, and writes nothing, when there is a file of that name already.
 *
 * @throws EnvironmentError CONTENT_UNREADABLE when the disk refuses.
 */
export async function createArticle(path: string, text: string): Promise<boolean> {
  try {
    await makeFolder(dirname(path))
    await writeWhole(path, text, 0o666)
    return true
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false
    throw unwritable(path, cause)
  }
}

async function writeWhole(path: string, text: string, mode: number): Promise<void> {
  const handle = await open(path, 'wx', mode)
  try {
    await handle.writeFile(text)
    // By its number: under Yarn's Plug'n'Play handles cannot do it.
    await promisify(fsync)(handle.fd)
  } finally {
    await handle.close()
  }
}

function unwritable(path: string, cause: unknown): EnvironmentError {
  return new EnvironmentError('CONTENT_UNREADABLE', `the article ${path} cannot be written`, {
    cause,
    fix: 'let the user that runs feedwright write there, and see that the disk has room',
  })
}
