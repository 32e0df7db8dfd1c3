import type { Fence } from '../coordination/lease.ts'
import { type ListedObject, listAll, type ObjectStore } from '../object-store/object-store.ts'
import { createBacklog, eachAtOnce } from './at-once.ts'
import { expanded } from './compression.ts'
import { objectKeys } from './object-keys.ts'
import { CODINGS } from './published-path.ts'
import type { ContentCoding, PublishedFile, StagedContents } from './target.ts'
import { hashOf } from './wholeness.ts'

/** Maximum number of simultaneous requests. */
export const AT_ONCE = 16

/** The bytes of documents in a bucket, each under its hash and never changed. */
export interface ObjectContents {
  /** What is stored, by key. Listed once for each run. */
  stored(): Promise<ReadonlyMap<string, StoredContent>>
  /** Starts to upload the bytes that are not stored yet. */
  upload(file: PublishedFile, bytes: StagedContents): Promise<void>
  /** Resolves when all uploads are complete; throws the first failure. */
  uploaded(): Promise<void>
  /** The bytes of a document in one coding; undefined if they are missing or do not match its hash. */
  read(file: PublishedFile, coding: ContentCoding | undefined): Promise<Uint8Array | undefined>
  /** Removes contents that are older than `before` and not needed by any of `files`. */
  removeUnused(files: readonly PublishedFile[], before: number, fence: Fence): Promise<void>
  /** Forgets what was stored, before another run. */
  reset(): Promise<void>
}

export type StoredContent = Omit<ListedObject, 'key'>

export function createObjectContents(store: ObjectStore): ObjectContents {
  const uploads = createBacklog(AT_ONCE)
  let listing: Promise<Map<string, StoredContent>> | undefined

  function stored() {
    listing ??= listAll(store, objectKeys.contents).then(
      ({ objects }) => new Map(objects.map(({ key, ...facts }) => [key, facts])),
    )
    return listing
  }

  return {
    stored,

    async upload(file, bytes) {
      const contents = await stored()
      for (const coding of [undefined, ...CODINGS]) {
        const own = bytes[coding ?? 'identity']
        const key = objectKeys.content(file.sha256, coding)
        if (own === undefined || contents.get(key)?.size === own.length) continue
        contents.set(key, { size: own.length, etag: '', modified: Number.POSITIVE_INFINITY })
        await uploads.add(() => store.put(key, own, { type: 'application/octet-stream' }))
      }
    },

    uploaded: () => uploads.done(),

    async read(file, coding) {
      const bytes = (await store.get(objectKeys.content(file.sha256, coding)))?.bytes
      const document =
        bytes === undefined || coding === undefined ? bytes : await expanded(coding, bytes, file.length)
      return document !== undefined && hashOf(document) === file.sha256 ? bytes : undefined
    },

    async removeUnused(files, before, fence) {
      const used = new Set(files.flatMap(contentKeys))
      const contents = await stored()
      const unused = [...contents].filter(([key, { modified }]) => !used.has(key) && modified <= before)
      await eachAtOnce(unused, AT_ONCE, async ([key]) => {
        fence.check()
        await store.remove(key)
        contents.delete(key)
      })
    },

    async reset() {
      await uploads.done().catch(() => {})
      listing = undefined
    },
  }
}

/** The keys of a file's bytes, uncompressed and in each coding. */
export const contentKeys = ({ sha256, encodings }: PublishedFile): readonly string[] =>
  [undefined, ...encodings].map((coding) => objectKeys.content(sha256, coding))
