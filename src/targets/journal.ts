import type { Disk } from './disk.ts'
import { PRIVATE_FOLDER, pathFault, STAGING_AREA } from './published-path.ts'

const JOURNAL = `${PRIVATE_FOLDER}/journal.json`
const NEW_JOURNAL = `${STAGING_AREA}/journal.json`

/** Paths a commit that has not finished may have touched; `unreadable` when there is a journal that does not say. */
export async function readJournal(disk: Disk): Promise<readonly string[] | 'unreadable'> {
  const bytes = await disk.bytes(JOURNAL)
  if (bytes === undefined) return []
  try {
    const paths: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return Array.isArray(paths) && paths.every(isPath) ? paths : 'unreadable'
  } catch {
    return 'unreadable'
  }
}

/** Replaces the journal, down to the platter; no paths, no journal. */
export async function writeJournal(disk: Disk, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) {
    await disk.remove(JOURNAL)
  } else {
    await disk.remove(NEW_JOURNAL)
    await disk.write(NEW_JOURNAL, new TextEncoder().encode(`${JSON.stringify([...new Set(paths)].sort())}\n`))
    await disk.move(NEW_JOURNAL, JOURNAL)
  }
  await disk.flush()
}

function isPath(value: unknown): value is string {
  return typeof value === 'string' && pathFault(value) === undefined
}
