import type { Fence } from '../coordination/lease.ts'
import {
  listAll,
  type ObjectStore,
  ObjectStoreError,
  type StoredObject,
} from '../object-store/object-store.ts'
import { readManifest, termIn } from './manifest.ts'
import { manifestNumber, objectKeys } from './object-keys.ts'
import { changedMeanwhile } from './staged-set.ts'
import type { CommittedSet, PublishedFile, PublisherMark } from './target.ts'
import { hashOf } from './wholeness.ts'

/** A committed manifest. Readers have the one with the highest number. */
export interface NumberedManifest extends CommittedSet {
  readonly number: number
  readonly etag: string
  readonly bytes: Uint8Array
}

/** The manifests in a bucket. Each commit creates the one with the next number. */
export interface ObjectManifests {
  /** The newest manifest, from the store. */
  newest(): Promise<NumberedManifest | undefined>
  /** The newest manifest as of the last look at the store. */
  known(): NumberedManifest | undefined
  /**
   * Commits `bytes` as the manifest after `previous`. Of several publishers with the same `previous`, one succeeds.
   *
   * Throws `EnvironmentError` `TARGET_CHANGED` for the others.
   */
  create(previous: NumberedManifest | undefined, bytes: Uint8Array, fence: Fence): Promise<NumberedManifest>
  /**
   * Manifests that were replaced more than `graceMs` ago by the clock of the store, and those that were not, in
   * ascending order; `answered` is the time of that clock.
   */
  byAge(graceMs: number): Promise<ManifestsByAge>
  /** All files in the manifests with these numbers. */
  filesIn(numbers: readonly number[]): Promise<readonly PublishedFile[]>
  remove(number: number): Promise<void>
}

export interface ManifestsByAge {
  readonly expired: readonly number[]
  readonly kept: readonly number[]
  readonly answered: number
}

/** @param publisher recorded with each manifest */
export function createObjectManifests(store: ObjectStore, publisher?: PublisherMark): ObjectManifests {
  let known: NumberedManifest | undefined
  const filesOf = new Map<number, readonly PublishedFile[]>()

  async function newest(): Promise<NumberedManifest | undefined> {
    const after = known === undefined ? undefined : objectKeys.manifest(known.number - 1)
    const { objects } = await listAll(store, objectKeys.manifests, after)
    const last = objects.findLast(({ key }) => manifestNumber(key) !== undefined)
    const number = last === undefined ? undefined : manifestNumber(last.key)
    if (last === undefined || number === undefined) {
      if (known === undefined) return undefined
      // Someone emptied the bucket.
      known = undefined
      return newest()
    }
    if (known?.number !== number || known.etag !== last.etag) known = await loadNewest(number, last.size)
    return known
  }

  /** The manifest with the highest number; if it is damaged, with the set and term of the last one that is not. */
  async function loadNewest(number: number, size: number): Promise<NumberedManifest | undefined> {
    const found = await load(number)
    // What arrived cut off is not damaged in the store.
    if (found !== undefined && found.bytes.length !== size)
      throw new ObjectStoreError(
        `${objectKeys.manifest(number)} has ${size} bytes, but ${found.bytes.length} were received`,
        200,
        'NoAnswer',
      )
    if (found === undefined || found.set !== undefined) return found
    const damaged = `${objectKeys.manifest(number)} in ${store.name}`
    const { objects } = await listAll(store, objectKeys.manifests)
    for (const { key } of objects.toReversed()) {
      const earlier = manifestNumber(key) ?? number
      const last = earlier < number ? await load(earlier) : undefined
      if (last?.set !== undefined) return { ...found, set: last.set, term: last.term, damaged }
    }
    return { ...found, damaged }
  }

  async function load(number: number): Promise<NumberedManifest | undefined> {
    const found = await store.get(objectKeys.manifest(number))
    return found && parse(number, found)
  }

  function parse(
    number: number,
    { etag, bytes, notes }: Pick<StoredObject, 'etag' | 'bytes' | 'notes'>,
  ): NumberedManifest {
    const text = new TextDecoder().decode(bytes)
    const set = readManifest(text)
    filesOf.set(number, set?.files ?? [])
    const { version, generation } = notes
    const mark = version === undefined || generation === undefined ? undefined : { version, generation }
    return { number, etag, bytes, set, revision: hashOf(bytes), term: termIn(text), publisher: mark }
  }

  return {
    newest,

    known: () => known,

    async create(previous, bytes, fence) {
      const number = (previous?.number ?? 0) + 1
      const key = objectKeys.manifest(number)
      fence.check()
      const notes = { ...publisher }
      if (!(await store.create(key, bytes, { type: 'application/json', notes })))
        throw changedMeanwhile(store.name)
      // A publisher that was suspended for longer than manifests are kept finds its number free, but also higher numbers.
      const { objects } = await listAll(store, objectKeys.manifests, objectKeys.manifest(number - 1))
      const own = objects.find((object) => object.key === key)
      if (objects.some((object) => object.key !== key && manifestNumber(object.key) !== undefined)) {
        await store.remove(key)
        throw changedMeanwhile(store.name)
      }
      known = parse(number, { etag: own?.etag ?? '', bytes, notes })
      return known
    },

    async byAge(graceMs) {
      const { objects, answered } = await listAll(store, objectKeys.manifests)
      const manifests = objects.flatMap(({ key, modified }) => {
        const number = manifestNumber(key)
        return number === undefined ? [] : [{ number, modified }]
      })
      const expired: number[] = []
      const kept: number[] = []
      for (const [at, { number }] of manifests.entries()) {
        const replaced = manifests[at + 1]?.modified
        if (replaced !== undefined && replaced <= answered - graceMs) expired.push(number)
        else kept.push(number)
      }
      return { expired, kept, answered }
    },

    async filesIn(numbers) {
      for (const number of numbers) if (!filesOf.has(number)) await load(number)
      return numbers.flatMap((number) => filesOf.get(number) ?? [])
    },

    async remove(number) {
      await store.remove(objectKeys.manifest(number))
      filesOf.delete(number)
    },
  }
}
