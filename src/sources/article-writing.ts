import { fsync } from 'node:fs'
import { open, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { EnvironmentError } from '../errors.ts'
import { makeFolder } from '../make-folder.ts'

/** Creates a unique part of the name of a temporary file. */
export type NewName = () => string

/**
 * Replaces the content of an article file atomically: a concurrent reader gets either the old text or the new one.
 * Links are followed, and permissions kept.
 *
 * @throws EnvironmentError CONTENT_UNREADABLE on errors of the file system; the old text remains.
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
 * Writes a new article file. Returns false, without writing, if a file of that name exists.
 *
 * @throws EnvironmentError CONTENT_UNREADABLE on errors of the file system.
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
    // Synced by file descriptor, because handles under Yarn's Plug'n'Play do not support it.
    await promisify(fsync)(handle.fd)
  } finally {
    await handle.close()
  }
}

function unwritable(path: string, cause: unknown): EnvironmentError {
  return new EnvironmentError('CONTENT_UNREADABLE', `the article ${path} cannot be written`, {
    cause,
    fix: 'give the user that runs feedwright write permission, and check that there is free space',
  })
}
