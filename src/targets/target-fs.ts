/**
 * The file system operations that the directory target needs: implemented by `node-fs.ts`, and in tests by failing
 * disks.
 */
export interface TargetFs {
  link(existing: string, path: string): Promise<void>
  lstat(path: string): Promise<FileFacts>
  mkdir(path: string, options: { recursive?: boolean; mode?: number }): Promise<unknown>
  open(path: string, flags: string): Promise<TargetFile>
  readFile(path: string): Promise<Uint8Array>
  readdir(path: string): Promise<string[]>
  rename(from: string, to: string): Promise<void>
  rm(path: string, options: { recursive: boolean; force: boolean }): Promise<void>
  rmdir(path: string): Promise<void>
  unlink(path: string): Promise<void>
  utimes(path: string, accessed: Date, modified: Date): Promise<void>
}

/** An open file, for writing whole files. */
export interface TargetFile {
  writeFile(bytes: Uint8Array): Promise<void>
  utimes(accessed: Date, modified: Date): Promise<void>
  sync(): Promise<void>
  close(): Promise<void>
}

/** Metadata of a path; links are not followed. */
export interface FileFacts {
  readonly size: number
  readonly mtimeMs: number
  isFile(): boolean
  isDirectory(): boolean
  isSymbolicLink(): boolean
}

/** The `code` of a failed system call (`ENOENT`, `ENOSPC` …); undefined for other errors. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** Resolves as `work`, or to undefined if it fails because a file does not exist. */
export async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    const code = systemCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
}
