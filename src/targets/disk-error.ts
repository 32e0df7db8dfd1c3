import { EnvironmentError, FeedwrightError } from '../errors.ts'
import { systemCode } from './target-fs.ts'

/**
 * Runs `work` and converts failed system calls to `EnvironmentError` `TARGET_UNWRITABLE`, which states the failed
 * operation on `outDir`.
 */
export async function explained<T>(what: string, outDir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw explanation(error, what, outDir)
  }
}

const FIXES: Readonly<Record<string, string>> = {
  ENOSPC: 'free some space',
  EDQUOT: 'free some space or raise the quota',
  EACCES: 'give the user that runs feedwright write permission',
  EPERM: 'give the user that runs feedwright write permission',
  EROFS: 'mount the file system for writing',
  EXDEV: 'keep the folder and all its subfolders on one file system',
  ENOENT: 'name a folder of a file system in which folders can be made',
  EIO: 'check the disk and the system log',
  EISDIR: 'remove or rename the folder in the place of a file',
}

/** Converts a failed system call to an error with an explanation; returns other errors unchanged. */
function explanation(error: unknown, what: string, outDir: string): unknown {
  const code = systemCode(error)
  if (code === undefined || !(error instanceof Error) || error instanceof FeedwrightError) return error
  const advice = FIXES[code] ?? 'fix the error of the system call'
  return new EnvironmentError('TARGET_UNWRITABLE', `cannot ${what} ${outDir}: ${error.message}`, {
    cause: error,
    fix: `${advice}; what is published stays complete, and the next run finishes the work`,
  })
}
