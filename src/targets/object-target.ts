import { type Fence, UNFENCED } from '../coordination/lease.ts'
import { EnvironmentError } from '../errors.ts'
import type { ObjectStore } from '../object-store/object-store.ts'
import { writeManifest } from './manifest.ts'
import { contentKeys, createObjectContents } from './object-contents.ts'
import { explainedStore } from './object-error.ts'
import { objectKeys } from './object-keys.ts'
import { createObjectManifests, type NumberedManifest } from './object-manifests.ts'
import { planCommit } from './plan-commit.ts'
import { createReaderObjects, type DocumentPlace } from './reader-objects.ts'
import { possibleKeys, type ShownCodings, shownObjects } from './shown-objects.ts'
import { changedMeanwhile, checkFence, checkStaged } from './staged-set.ts'
import type { PublishedFile, PublishedSet, PublisherMark, PublishTarget } from './target.ts'
import { hashOf } from './wholeness.ts'

export interface ObjectTargetParts {
  /** What readers fetch from. */
  readonly shown: ObjectStore
  /** Where manifests and contents are kept; may be the same. */
  readonly state: ObjectStore
  readonly codings: ShownCodings
  /** Milliseconds for which replaced files are kept. */
  readonly graceMs: number
  /** Throws if the store cannot keep publishers apart. */
  requireConditions(): Promise<void>
  /** Recorded with each manifest. */
  readonly publisher?: PublisherMark | undefined
}

/**
 * A bucket. A commit is one object: the manifest with the next number, created only if there is none. The bytes it names were
 * stored before, each under its hash, so that a server that follows the bucket never gets a mixed set. The objects that readers
 * fetch by address are copied from them afterwards, in the order of {@link planCommit}; if a run is interrupted, the next one
 * completes this.
 *
 * Methods throw `EnvironmentError` `TARGET_UNWRITABLE` if the store refuses or does not answer.
 */
export function createObjectTarget(parts: ObjectTargetParts): PublishTarget {
  const { state, codings, graceMs } = parts
  const { name } = parts.shown
  const manifests = createObjectManifests(state, parts.publisher)
  const contents = createObjectContents(state)
  const shown = createReaderObjects(parts.shown, state, codings)
  const staged = new Map<string, PublishedFile>()

  /** Records that readers have the whole set of `manifest`; a server that follows the bucket reads nothing else. */
  function declare({ number, revision, bytes }: NumberedManifest): Promise<void> {
    const notes = { number: String(number), sha256: revision, codings }
    return state.put(objectKeys.manifestCopy, bytes, {
      type: 'application/json',
      cacheControl: 'no-cache',
      notes,
    })
  }

  /** Removes files that were replaced before the grace time, and then the manifests that name them. */
  async function removeOld(fence: Fence): Promise<void> {
    const { expired, kept, answered } = await manifests.byAge(graceMs)
    if (expired.length === 0) return
    const keptFiles = await manifests.filesIn(kept)
    const keptKeys = new Set(keptFiles.flatMap(possibleKeys))
    const keys = (await manifests.filesIn(expired)).flatMap(possibleKeys)
    await shown.remove(
      keys.filter((key) => !keptKeys.has(key)),
      fence,
    )
    await contents.removeUnused(keptFiles, answered - graceMs, fence)
    for (const number of expired) {
      fence.check()
      await manifests.remove(number)
    }
  }

  function occupied(documents: readonly DocumentPlace[]): Promise<ReadonlyMap<string, string>> {
    return shown.occupied(documents, new Set(manifests.known()?.set?.files.map(({ path }) => path)))
  }

  async function clear(): Promise<void> {
    await contents.reset()
    staged.clear()
    shown.reset()
  }

  async function commit(set: PublishedSet, replacing: string | undefined, fence: Fence): Promise<string> {
    const found = await manifests.newest()
    if (found?.revision !== replacing) throw changedMeanwhile(name)
    const term = checkFence(fence, found?.term, name)
    planCommit(
      found?.set,
      set,
      [...staged.values()].map((file) => ({ file })),
    )
    await contents.uploaded()
    const bytes = new TextEncoder().encode(writeManifest(set, term))
    const next = found?.revision === hashOf(bytes) ? found : await manifests.create(found, bytes, fence)
    const before = new Map(
      found?.set &&
        shownObjects(found.set, codings).map(({ key, headers }) => [key, JSON.stringify(headers)]),
    )
    const changes = shownObjects(set, codings).filter(
      ({ file, key, headers }) => staged.has(file.path) || before.get(key) !== JSON.stringify(headers),
    )
    await shown.show(changes, fence)
    if (next !== found) {
      fence.check()
      await declare(next)
    }
    await removeOld(fence)
    await clear()
    return next.revision
  }

  const explained = <T>(what: string, work: () => Promise<T>) => explainedStore(what, name, work)

  return {
    name,

    recover: () =>
      explained('finish the last run on', async () => {
        await parts.requireConditions()
        await clear()
        const found = await manifests.newest()
        if (found?.set === undefined || found.damaged !== undefined) return
        const copy = (await state.head(objectKeys.manifestCopy))?.notes ?? {}
        if (copy['sha256'] !== found.revision || copy['codings'] !== codings) {
          await shown.show(await shown.wrong(found.set, await contents.stored()), UNFENCED)
          await declare(found)
        }
        await removeOld(UNFENCED)
      }),

    current: () =>
      explained('read the manifest of', async () => {
        const found = await manifests.newest()
        if (found === undefined) return undefined
        const { set, damaged, revision, term, publisher } = found
        return { set, damaged, revision, term, publisher }
      }),

    revision: () =>
      explained('read the manifest of', async () => {
        const notes = (await state.head(objectKeys.manifestCopy))?.notes
        if (notes === undefined) return undefined
        // A publisher that was suspended may have put an older copy there.
        const known = manifests.known()
        if (known !== undefined && Number(notes['number']) < known.number)
          return (await manifests.newest())?.revision
        return notes['sha256']
      }),

    read: (file, coding) => explained(`read ${file.path} of`, () => contents.read(file, coding)),

    // Servers read by hash: an interrupted commit cannot have replaced these bytes.
    unfinished: async () => [],

    damaged: (set) =>
      explained('check the objects of', async () => {
        const stored = await contents.stored()
        const wrong = new Set((await shown.wrong(set, stored)).map(({ file }) => file.path))
        return set.files.filter(
          (file) =>
            wrong.has(file.path) ||
            contentKeys(file).some((key) => !stored.has(key)) ||
            stored.get(objectKeys.content(file.sha256))?.size !== file.length,
        )
      }),

    taken: (documents) => explained('look for objects of others in', () => occupied(documents)),

    stage: (file, bytes) =>
      explained(`stage ${file.path} for`, async () => {
        checkStaged(file, bytes)
        const [key] = (await occupied([file])).values()
        if (key !== undefined) throw foreignObject(name, key)
        await contents.upload(file, bytes)
        staged.set(file.path, file)
      }),

    commit: (set, replacing, fence = UNFENCED) =>
      explained('publish to', () => commit(set, replacing, fence)),

    abandon: clear,
  }
}

function foreignObject(store: string, key: string): EnvironmentError {
  return new EnvironmentError(
    'TARGET_TAKEN',
    `${key} in ${store} was not published by feedwright, and is in the place of a file to publish`,
    { fix: 'move the object away, or publish under another prefix' },
  )
}
