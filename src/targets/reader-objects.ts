import type { Fence } from '../coordination/lease.ts'
import type { ListedObject, ObjectStore } from '../object-store/object-store.ts'
import { eachAtOnce } from './at-once.ts'
import { AT_ONCE, type StoredContent } from './object-contents.ts'
import { objectKeys } from './object-keys.ts'
import { CODINGS } from './published-path.ts'
import { isOurs, type ShownCodings, type ShownObject, shownKeys, shownObjects } from './shown-objects.ts'
import type { ContentCoding, PublishedSet } from './target.ts'

/** The objects of a bucket that readers fetch by address. */
export interface ReaderObjects {
  /** Copies contents to `objects`, and completes each rank before it begins the next. */
  show(objects: readonly ShownObject[], fence: Fence): Promise<void>
  /** The objects that differ from the set, of those that can be corrected from `contents`. */
  wrong(set: PublishedSet, contents: ReadonlyMap<string, StoredContent>): Promise<readonly ShownObject[]>
  /** Removes those of `keys` that feedwright published. */
  remove(keys: Iterable<string>, fence: Fence): Promise<void>
  /**
   * The paths of `documents` that are occupied by an object that feedwright did not publish, each with the key of that
   * object. Free paths are not asked for again until {@link ReaderObjects.reset}.
   *
   * @param ours published paths
   */
  occupied(
    documents: readonly DocumentPlace[],
    ours: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, string>>
  reset(): void
}

export interface DocumentPlace {
  readonly path: string
  readonly address?: string
  readonly encodings?: readonly ContentCoding[]
}

/** @param contents where the contents are; may be the same store */
export function createReaderObjects(
  store: ObjectStore,
  contents: Pick<ObjectStore, 'place'>,
  codings: ShownCodings,
): ReaderObjects {
  let free = new Set<string>()
  /** Entity tags of correct objects that differ from those of the contents, as those of encrypted objects do. */
  const correctEtags = new Map<string, string>()

  /** Whether feedwright published the object; true if it no longer exists. */
  async function isRemovable(key: string): Promise<boolean> {
    const facts = await store.head(key)
    return facts === undefined || isOurs(facts.notes)
  }

  async function isCorrect(object: ShownObject, content: StoredContent, found: ListedObject | undefined) {
    if (found?.size !== content.size) return false
    if (found.etag === content.etag || found.etag === correctEtags.get(object.key)) return true
    const notes = (await store.head(object.key))?.notes ?? {}
    if (!isOurs(notes) || notes['sha256'] !== object.file.sha256) return false
    correctEtags.set(object.key, found.etag)
    return true
  }

  return {
    async show(objects, fence) {
      for (const rank of ['archive', 'feed', 'index'] as const)
        await eachAtOnce(
          objects.filter(({ file }) => file.rank === rank),
          AT_ONCE,
          async (object) => {
            fence.check()
            await store.copy(contents.place(contentKey(object)), object.key, object.headers)
          },
        )
    },

    async wrong(set, stored) {
      const objects = shownObjects(set, codings)
      const keys = objects.map(({ key }) => key)
      const existing = await listed(store, keys)
      const wrong: ShownObject[] = []
      await eachAtOnce(objects, AT_ONCE, async (object) => {
        const content = stored.get(contentKey(object))
        if (content !== undefined && !(await isCorrect(object, content, existing.get(object.key))))
          wrong.push(object)
      })
      return wrong
    },

    async remove(keys, fence) {
      const existing = await listed(store, [...keys])
      await eachAtOnce(existing.keys(), AT_ONCE, async (key) => {
        if (!(await isRemovable(key))) return
        fence.check()
        await store.remove(key)
      })
    },

    async occupied(documents, ours) {
      const places = documents
        .filter(({ path }) => !ours.has(path) && !free.has(path))
        .flatMap((document) =>
          shownKeys({ encodings: CODINGS, ...document }, codings).map(({ key }) => ({
            key,
            path: document.path,
          })),
        )
      const existing = await listed(
        store,
        places.map(({ key }) => key),
      )
      const occupied = new Map<string, string>()
      await eachAtOnce(places, AT_ONCE, async ({ key, path }) => {
        if (existing.has(key) && !(await isRemovable(key))) occupied.set(path, key)
      })
      for (const { path } of places) if (!occupied.has(path)) free.add(path)
      return occupied
    },

    reset() {
      free = new Set()
    },
  }
}

const contentKey = ({ file, coding }: ShownObject): string => objectKeys.content(file.sha256, coding)

/** Those of `keys` that exist. Skips pages of the listing that cannot contain one. */
async function listed(
  store: Pick<ObjectStore, 'list'>,
  keys: readonly string[],
): Promise<ReadonlyMap<string, ListedObject>> {
  const wanted = [...new Set(keys)].sort()
  const isWanted = new Set(wanted)
  const found = new Map<string, ListedObject>()
  let last = ''
  for (let at = 0; at < wanted.length; ) {
    const start = justBefore(wanted[at] ?? '')
    const page = await store.list('', start > last ? start : last)
    for (const object of page.objects) if (isWanted.has(object.key)) found.set(object.key, object)
    last = page.objects.at(-1)?.key ?? ''
    if (!page.isCut || last === '') break
    while (at < wanted.length && (wanted[at] ?? '') <= last) at++
  }
  return found
}

/** A text that sorts before `key`, with little between them. */
const justBefore = (key: string): string =>
  `${key.slice(0, -1)}${String.fromCharCode(key.charCodeAt(key.length - 1) - 1)}~`
