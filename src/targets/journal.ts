import type { Disk } from './disk.ts'
import { isPublishedFile } from './manifest.ts'
import { PRIVATE_FOLDER, pathFault, STAGING_AREA } from './published-path.ts'
import type { PublishedFile } from './target.ts'

const JOURNAL = `${PRIVATE_FOLDER}/journal.json`
const NEW_JOURNAL = `${STAGING_AREA}/journal.json`

/** Data about unfinished commits. */
interface Journal {
  /** Paths they may have changed. */
  readonly paths: readonly string[]
  /** Files they were publishing, some of which may be published already. */
  readonly files: readonly PublishedFile[]
}

/** Paths that an unfinished commit may have changed; `unreadable` if there is an invalid journal. */
export async function readJournal(disk: Disk): Promise<readonly string[] | 'unreadable'> {
  const journal = await read(disk)
  return journal === 'unreadable' ? journal : journal.paths
}

/** Files that an unfinished commit was publishing. */
export async function unfinishedFiles(disk: Disk): Promise<readonly PublishedFile[]> {
  const journal = await read(disk)
  return journal === 'unreadable' ? [] : journal.files
}

async function read(disk: Disk): Promise<Journal | 'unreadable'> {
  const bytes = await disk.bytes(JOURNAL)
  if (bytes === undefined) return { paths: [], files: [] }
  try {
    return journalOf(JSON.parse(new TextDecoder().decode(bytes))) ?? 'unreadable'
  } catch {
    return 'unreadable'
  }
}

function journalOf(value: unknown): Journal | undefined {
  // Earlier versions wrote only the paths.
  if (Array.isArray(value)) return value.every(isPath) ? { paths: value, files: [] } : undefined
  if (typeof value !== 'object' || value === null || !('paths' in value) || !('files' in value))
    return undefined
  const { paths, files } = value
  if (!Array.isArray(paths) || !paths.every(isPath)) return undefined
  return Array.isArray(files) && files.every(isPublishedFile) ? { paths, files } : undefined
}

/** Replaces the journal durably, or removes it if there are no paths. Of `files`, only those in `paths` are written. */
export async function writeJournal(
  disk: Disk,
  paths: readonly string[],
  files: readonly PublishedFile[],
): Promise<void> {
  if (paths.length === 0) {
    await disk.remove(JOURNAL)
  } else {
    const touched = new Set(paths)
    const journal: Journal = {
      paths: [...touched].sort(),
      files: files.filter(({ path }) => touched.has(path)),
    }
    await disk.remove(NEW_JOURNAL)
    await disk.write(NEW_JOURNAL, new TextEncoder().encode(`${JSON.stringify(journal)}\n`))
    await disk.move(NEW_JOURNAL, JOURNAL)
  }
  await disk.flush()
}

function isPath(value: unknown): value is string {
  return typeof value === 'string' && pathFault(value) === undefined
}
