import type { Instant } from '../article/instant.ts'
import { latest } from '../article/instant.ts'
import type { Fence } from '../coordination/lease.ts'
import type { Disk } from './disk.ts'
import { isDated } from './disk.ts'
import { readJournal, unfinishedFiles, writeJournal } from './journal.ts'
import { writeManifest } from './manifest.ts'
import { planCommit } from './plan-commit.ts'
import { CODINGS, MANIFEST_COPY, MANIFEST_PATH, STAGING_AREA, sidecarPath } from './published-path.ts'
import type { PublishedFile, PublishedSet, StagedContents } from './target.ts'
import { damagedFiles, hashOf } from './wholeness.ts'

/**
 * Where files are kept until they are published: on the same file system, in a folder that only the publisher can
 * access.
 */
const STAGING = `${STAGING_AREA}/set`

/** The changes to published files that publishing a staged file requires; paths in the set. */
export interface Change {
  readonly file: PublishedFile
  /** Whether the document itself is replaced. */
  readonly document: boolean
  /** Copies to remove before the document changes. */
  readonly drops: readonly string[]
  /** Copies to add after the document. */
  readonly sidecars: readonly string[]
  /** Files with the right content but the wrong date. */
  readonly touches: readonly string[]
}

/** Stages the differences to the published files, and returns the required changes. */
export async function stageChange(
  disk: Disk,
  file: PublishedFile,
  contents: StagedContents,
): Promise<Change> {
  await disk.checkParents(file.path)
  const drops: string[] = []
  const sidecars: string[] = []
  const touches: string[] = []

  async function isThere(path: string, bytes: Uint8Array): Promise<boolean> {
    const facts = await disk.facts(path)
    if (!facts?.isFile() || facts.size !== bytes.length) return false
    const there = await disk.bytes(path)
    if (there === undefined || Buffer.compare(there, bytes) !== 0) return false
    if (!isDated(facts, file.lastModified)) touches.push(path)
    return true
  }

  const document = !(await isThere(file.path, contents.identity))
  if (document) await stageBytes(disk, file.path, contents.identity, file.lastModified)
  for (const coding of CODINGS) {
    const path = sidecarPath(file.path, coding)
    const bytes = contents[coding]
    if (!document && bytes !== undefined && (await isThere(path, bytes))) continue
    if ((await disk.facts(path)) !== undefined) drops.push(path)
    if (bytes === undefined) continue
    await stageBytes(disk, path, bytes, file.lastModified)
    sidecars.push(path)
  }
  return { file, document, drops, sidecars, touches }
}

/**
 * Publishes `changes` and `set`, in the order of {@link planCommit}; returns the revision of the manifest. Every
 * intermediate state is valid for readers. The journal is written first, so that after an interruption at any point the
 * next run can determine the remaining work: it contains the intended state of the files in doubt, and the files still
 * to be removed, which are recorded nowhere else once the manifest has changed. The fence is checked before each write.
 */
export async function commitChanges(
  disk: Disk,
  old: PublishedSet | undefined,
  set: PublishedSet,
  changes: readonly Change[],
  fence: Fence,
): Promise<string> {
  const journal = await readJournal(disk)
  const plan = planCommit(old, set, changes, journal === 'unreadable' ? [] : journal)
  const groups = plan.groups.map((group) => group.filter(isNeeded)).filter((group) => group.length > 0)
  const manifest = new TextEncoder().encode(writeManifest(set, fence.term))
  const declared = Buffer.compare((await disk.bytes(MANIFEST_PATH)) ?? new Uint8Array(), manifest) === 0
  const revision = hashOf(manifest)
  if (declared && groups.length + plan.removals.length + journal.length === 0) return revision

  const coming = groups.flat().map((change) => change.file)
  const listed = new Map(set.files.map((file) => [file.path, file]))
  const inDoubt = journal === 'unreadable' ? [...listed.keys()] : journal
  const paths = coming.map(({ path }) => path)
  const replaced = new Set(paths)
  const unfinished = [...coming, ...(await unfinishedFiles(disk)).filter(({ path }) => !replaced.has(path))]
  fence.check()
  await writeJournal(disk, [...inDoubt, ...plan.removals, ...paths], unfinished)
  for (const group of groups) await swap(disk, group, fence)
  if (!declared) {
    const date = latest(set.files.map((file) => file.lastModified))
    for (const path of [MANIFEST_COPY, MANIFEST_PATH]) await stageBytes(disk, path, manifest, date)
    fence.check()
    await disk.move(`${STAGING}/${MANIFEST_COPY}`, MANIFEST_COPY)
    await disk.move(`${STAGING}/${MANIFEST_PATH}`, MANIFEST_PATH)
    await disk.flush()
  }
  await removeFiles(disk, plan.removals, fence)
  const doubted = inDoubt.flatMap((path) => listed.get(path) ?? [])
  await writeJournal(
    disk,
    (await damagedFiles(disk, doubted, () => true)).map((file) => file.path),
    unfinished,
  )
  return revision
}

function isNeeded({ document, drops, sidecars, touches }: Change): boolean {
  return document || drops.length + sidecars.length + touches.length > 0
}

async function stageBytes(disk: Disk, path: string, bytes: Uint8Array, modified?: Instant): Promise<void> {
  await disk.remove(`${STAGING}/${path}`)
  await disk.write(`${STAGING}/${path}`, bytes, modified)
}

/**
 * Old copies are removed before their document changes, and new ones are added after it; each step is durable before
 * the next.
 */
async function swap(disk: Disk, changes: readonly Change[], fence: Fence): Promise<void> {
  for (const change of changes)
    for (const path of change.drops) {
      fence.check()
      await disk.remove(path)
    }
  await disk.flush()
  for (const { file, document, touches } of changes) {
    fence.check()
    if (document) await disk.move(`${STAGING}/${file.path}`, file.path)
    for (const path of touches) await disk.touch(path, file.lastModified)
  }
  await disk.flush()
  for (const { sidecars } of changes)
    for (const path of sidecars) {
      fence.check()
      await disk.move(`${STAGING}/${path}`, path)
    }
  await disk.flush()
}

/** Copies are removed first, because servers would still send a copy whose document is missing. */
async function removeFiles(disk: Disk, paths: readonly string[], fence: Fence): Promise<void> {
  async function remove(path: string): Promise<void> {
    fence.check()
    await disk.remove(path)
  }
  for (const path of paths) for (const coding of CODINGS) await remove(sidecarPath(path, coding))
  await disk.flush()
  for (const path of paths) await remove(path)
  await disk.flush()
  for (const path of paths) await disk.prune(path)
  await disk.flush()
}
