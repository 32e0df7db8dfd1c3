import { mkdirSync, statSync } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it, and takes one that is there. The recursive `mkdir` of Node.js never ends below `/proc`, where
 * a folder is there in which there can be no other.
 *
 * @throws what the system says of the first folder that cannot be made.
 */
export async function makeFolder(path: string): Promise<void> {
  const failure = await mkdir(path).then(
    () => undefined,
    (error: unknown) => error,
  )
  if (failure === undefined || (await isFolder(path))) return
  const parent = dirname(path)
  if (!isMissing(failure) || parent === path || (await isFolder(parent))) throw failure
  await makeFolder(parent)
  await makeFolder(path)
}

/** The same, now. */
export function makeFolderNow(path: string): void {
  try {
    mkdirSync(path)
  } catch (failure) {
    if (isFolderNow(path)) return
    const parent = dirname(path)
    if (!isMissing(failure) || parent === path || isFolderNow(parent)) throw failure
    makeFolderNow(parent)
    makeFolderNow(path)
  }
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (facts) => facts.isDirectory(),
    () => false,
  )

const isFolderNow = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'
