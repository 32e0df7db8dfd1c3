import { type Fence, UNFENCED } from '../coordination/lease.ts'
import { EnvironmentError } from '../errors.ts'
import {
  type ListedObject,
  listAll,
  type ObjectStore,
  type StoredObject,
} from '../object-store/object-store.ts'
import { createBacklog, eachAtOnce } from './at-once.ts'
import { expanded } from './compression.ts'
import { readManifest, termIn, writeManifest } from './manifest.ts'
import { explainedStore } from './object-error.ts'
import { manifestNumber, objectKeys } from './object-keys.ts'
import { planCommit } from './plan-commit.ts'
import { CODINGS } from './published-path.ts'
import {
  isOurs,
  possibleKeys,
  type ShownCodings,
  type ShownObject,
  shownKeys,
  shownObjects,
} from './shown-objects.ts'
import { changedMeanwhile, checkFence, checkStaged } from './staged-set.ts'
import type {
  CommittedSet,
  ContentCoding,
  PublishedFile,
  PublishedSet,
  PublisherMark,
  PublishTarget,
} from './target.ts'
import { hashOf } from './wholeness.ts'

export interface ObjectTargetParts {
  /** What readers fetch from. */
  readonly shown: ObjectStore
  /** Where manifests and contents are kept; may be the same. */
  readonly state: ObjectStore
  readonly codings: ShownCodings
  /** Milliseconds for which is kept what readers do not have any more. */
  readonly graceMs: number
  /** Throws where the store cannot keep publishers apart. */
  requireConditions(): Promise<void>
  /** Noted with each manifest. */
  readonly publisher?: PublisherMark | undefined
}

/** Requests under way at once. */
const AT_ONCE = 16

/** A manifest that was committed. The highest number is what readers have. */
interface Manifest extends CommittedSet {
  readonly number: number
  readonly etag: string
  readonly bytes: Uint8Array
}

/**
 * A bucket. A commit is one object: the manifest with the next number, created only if there is none. The bytes it names were put
 * there before under the name of what they are, so that a server that follows the bucket never meets a torn set. What readers fetch by
 * address is copied from them afterwards, in the order of {@link planCommit}, and by the next run where this one is cut short.
 *
 * Methods throw `EnvironmentError` `TARGET_UNWRITABLE` when the store refuses or is away.
 */
export function createObjectTarget(parts: ObjectTargetParts): PublishTarget {
  const { shown, state, codings, graceMs } = parts
  const { name } = shown
  const staged = new Map<string, PublishedFile>()
  const uploads = createBacklog(AT_ONCE)
  let known: Manifest | undefined
  /** Files of the manifests met, by number. */
  const filesOf = new Map<number, readonly PublishedFile[]>()
  /** What is kept by content, as of this run. */
  let contents: Map<string, Omit<ListedObject, 'key'>> | undefined
  /** Paths whose place was found free, as of this run. */
  let free = new Set<string>()
  /** Entity tags that are not those of the contents, as encrypted objects have, of objects that were found right. */
  const foundRight = new Map<string, string>()

  async function newest(): Promise<Manifest | undefined> {
    const after = known === undefined ? undefined : objectKeys.manifest(known.number - 1)
    const { objects } = await listAll(state, objectKeys.manifests, after)
    const last = objects.findLast(({ key }) => manifestNumber(key) !== undefined)
    const number = last === undefined ? undefined : manifestNumber(last.key)
    if (last === undefined || number === undefined) {
      if (known === undefined) return undefined
      // Someone emptied the bucket.
      known = undefined
      return newest()
    }
    if (known?.number !== number || known.etag !== last.etag) known = await manifestAt(number)
    return known
  }

  async function manifestAt(number: number): Promise<Manifest | undefined> {
    const found = await state.get(objectKeys.manifest(number))
    return found && manifestOf(number, found)
  }

  function manifestOf(
    number: number,
    { etag, bytes, notes }: Pick<StoredObject, 'etag' | 'bytes' | 'notes'>,
  ): Manifest {
    const text = new TextDecoder().decode(bytes)
    const set = readManifest(text)
    filesOf.set(number, set?.files ?? [])
    const { version, generation } = notes
    const publisher = version === undefined || generation === undefined ? undefined : { version, generation }
    return { number, etag, bytes, set, revision: hashOf(bytes), term: termIn(text), publisher }
  }

  async function contentsNow() {
    if (contents === undefined) {
      const { objects } = await listAll(state, objectKeys.contents)
      contents = new Map(objects.map(({ key, ...facts }) => [key, facts]))
    }
    return contents
  }

  /** What is not as the set has it among the objects that readers fetch, where the contents are there to make it right. */
  async function wrongObjects(set: PublishedSet): Promise<readonly ShownObject[]> {
    const kept = await contentsNow()
    const objects = shownObjects(set, codings)
    const there = await listed(
      shown,
      objects.map(({ key }) => key),
    )
    const wrong: ShownObject[] = []
    await eachAtOnce(objects, AT_ONCE, async (object) => {
      const content = kept.get(contentKey(object))
      if (content === undefined) return
      const found = there.get(object.key)
      if (found !== undefined && found.size === content.size) {
        if (found.etag === content.etag || found.etag === foundRight.get(object.key)) return
        const notes = (await shown.head(object.key))?.notes ?? {}
        if (isOurs(notes) && notes['sha256'] === object.file.sha256) {
          foundRight.set(object.key, found.etag)
          return
        }
      }
      wrong.push(object)
    })
    return wrong
  }

  /** Has the store show `objects`, a rank complete before the next begins. */
  async function show(objects: readonly ShownObject[], fence: Fence): Promise<void> {
    for (const rank of ['archive', 'feed', 'index'] as const)
      await eachAtOnce(
        objects.filter(({ file }) => file.rank === rank),
        AT_ONCE,
        async (object) => {
          fence.check()
          await shown.copy(state.place(contentKey(object)), object.key, object.headers)
        },
      )
  }

  /** Says that readers have all of `manifest`; a server that follows the bucket looks at nothing else. */
  function declare({ number, revision, bytes }: Manifest): Promise<void> {
    const notes = { number: String(number), sha256: revision, codings }
    return state.put(objectKeys.manifestCopy, bytes, {
      type: 'application/json',
      cacheControl: 'no-cache',
      notes,
    })
  }

  /** Removes what readers have not had for as long as the grace, and then the manifests that remember it. */
  async function removeOld(fence: Fence): Promise<void> {
    const { objects, answered } = await listAll(state, objectKeys.manifests)
    const numbers = objects.flatMap(({ key }) => manifestNumber(key) ?? [])
    const isOver = (at: number) => (objects[at + 1]?.modified ?? answered) <= answered - graceMs
    const over = numbers.filter((_, at) => at < numbers.length - 1 && isOver(at))
    if (over.length === 0) return
    const kept = await filesIn(numbers.filter((number) => !over.includes(number)))
    const keptKeys = new Set(kept.flatMap(possibleKeys))
    const left = new Set((await filesIn(over)).flatMap(possibleKeys).filter((key) => !keptKeys.has(key)))
    const there = await listed(shown, [...left])
    await eachAtOnce(there.keys(), AT_ONCE, async (key) => {
      if (!isOurs((await shown.head(key))?.notes ?? {})) return
      fence.check()
      await shown.remove(key)
    })
    const named = new Set(kept.flatMap(contentKeys))
    const all = await contentsNow()
    const unnamed = [...all].filter(
      ([key, { modified }]) => !named.has(key) && modified <= answered - graceMs,
    )
    await eachAtOnce(unnamed, AT_ONCE, async ([key]) => {
      fence.check()
      await state.remove(key)
      all.delete(key)
    })
    for (const number of over) {
      fence.check()
      await state.remove(objectKeys.manifest(number))
      filesOf.delete(number)
    }
  }

  async function filesIn(numbers: readonly number[]): Promise<readonly PublishedFile[]> {
    for (const number of numbers) if (!filesOf.has(number)) await manifestAt(number)
    return numbers.flatMap((number) => filesOf.get(number) ?? [])
  }

  /** The keys among those of documents under which there is something that no feedwright put there. */
  async function obstaclesTo(documents: readonly Shown[]): Promise<ReadonlyMap<string, string>> {
    const ours = new Set(known?.set?.files.map(({ path }) => path))
    const places = documents
      .filter(({ path }) => !ours.has(path) && !free.has(path))
      .flatMap((document) =>
        shownKeys({ encodings: CODINGS, ...document }, codings).map(({ key }) => ({
          key,
          path: document.path,
        })),
      )
    const there = await listed(
      shown,
      places.map(({ key }) => key),
    )
    const taken = new Map<string, string>()
    await eachAtOnce(places, AT_ONCE, async ({ key, path }) => {
      if (there.has(key) && !isOurs((await shown.head(key))?.notes ?? MARKED_MISSING)) taken.set(path, key)
    })
    for (const { path } of places) if (!taken.has(path)) free.add(path)
    return taken
  }

  async function clear(): Promise<void> {
    await uploads.done().catch(() => {})
    staged.clear()
    contents = undefined
    free = new Set()
  }

  const explained = <T>(what: string, work: () => Promise<T>) => explainedStore(what, name, work)

  async function commit(set: PublishedSet, replacing: string | undefined, fence: Fence): Promise<string> {
    const found = await newest()
    if (found?.revision !== replacing) throw changedMeanwhile(name)
    const term = checkFence(fence, found?.term, name)
    planCommit(
      found?.set,
      set,
      [...staged.values()].map((file) => ({ file })),
    )
    await uploads.done()
    const bytes = new TextEncoder().encode(writeManifest(set, term))
    const next =
      found?.revision === hashOf(bytes) ? found : await created((found?.number ?? 0) + 1, bytes, fence)
    const before = new Map(
      found?.set &&
        shownObjects(found.set, codings).map(({ key, headers }) => [key, JSON.stringify(headers)]),
    )
    const changes = shownObjects(set, codings).filter(
      ({ file, key, headers }) => staged.has(file.path) || before.get(key) !== JSON.stringify(headers),
    )
    await show(changes, fence)
    if (next !== found) {
      fence.check()
      await declare(next)
    }
    await removeOld(fence)
    await clear()
    return next.revision
  }

  /** Of all that try to commit after the same manifest, one gets here. */
  async function created(number: number, bytes: Uint8Array, fence: Fence): Promise<Manifest> {
    const key = objectKeys.manifest(number)
    fence.check()
    const notes = { ...parts.publisher }
    if (!(await state.create(key, bytes, { type: 'application/json', notes }))) throw changedMeanwhile(name)
    // Who slept for longer than manifests are kept finds its number free again, and higher ones.
    const { objects } = await listAll(state, objectKeys.manifests, objectKeys.manifest(number - 1))
    const own = objects.find((one) => one.key === key)
    if (objects.some((one) => one.key !== key && manifestNumber(one.key) !== undefined)) {
      await state.remove(key)
      throw changedMeanwhile(name)
    }
    known = manifestOf(number, { etag: own?.etag ?? '', bytes, notes })
    return known
  }

  return {
    name,

    recover: () =>
      explained('finish the last run on', async () => {
        await parts.requireConditions()
        await clear()
        const found = await newest()
        if (found?.set === undefined) return
        const copy = (await state.head(objectKeys.manifestCopy))?.notes ?? {}
        if (copy['sha256'] !== found.revision || copy['codings'] !== codings) {
          await show(await wrongObjects(found.set), UNFENCED)
          await declare(found)
        }
        await removeOld(UNFENCED)
      }),

    current: () =>
      explained('read the manifest of', async () => {
        const found = await newest()
        return (
          found && { set: found.set, revision: found.revision, term: found.term, publisher: found.publisher }
        )
      }),

    revision: () =>
      explained('read the manifest of', async () => {
        const notes = (await state.head(objectKeys.manifestCopy))?.notes
        if (notes === undefined) return undefined
        // A publisher that slept may have put an older copy there.
        if (known !== undefined && Number(notes['number']) < known.number) return (await newest())?.revision
        return notes['sha256']
      }),

    read: (file, coding) => explained(`read ${file.path} of`, () => verified(state, file, coding)),

    // Servers read by content: what a commit that was cut short had put in its place is never in the way.
    unfinished: async () => [],

    damaged: (set) =>
      explained('look over', async () => {
        const kept = await contentsNow()
        const wrong = new Set((await wrongObjects(set)).map(({ file }) => file.path))
        return set.files.filter(
          (file) =>
            wrong.has(file.path) ||
            contentKeys(file).some((key) => !kept.has(key)) ||
            kept.get(objectKeys.content(file.sha256))?.size !== file.length,
        )
      }),

    taken: (documents) => explained('look for objects of others in', () => obstaclesTo(documents)),

    stage: (file, bytes) =>
      explained(`stage ${file.path} for`, async () => {
        checkStaged(file, bytes)
        const [inTheWay] = (await obstaclesTo([file])).values()
        if (inTheWay !== undefined) throw foreignObject(name, inTheWay)
        const kept = await contentsNow()
        for (const coding of [undefined, ...CODINGS]) {
          const own = bytes[coding ?? 'identity']
          const key = objectKeys.content(file.sha256, coding)
          if (own === undefined || kept.get(key)?.size === own.length) continue
          kept.set(key, { size: own.length, etag: '', modified: Number.POSITIVE_INFINITY })
          await uploads.add(() => state.put(key, own, { type: 'application/octet-stream' }))
        }
        staged.set(file.path, file)
      }),

    commit: (set, replacing, fence = UNFENCED) =>
      explained('publish to', () => commit(set, replacing, fence)),

    abandon: clear,
  }
}

interface Shown {
  readonly path: string
  readonly address?: string
  readonly encodings?: readonly ContentCoding[]
}

/** An object that went away between two questions is in no one's way. */
const MARKED_MISSING = { publisher: 'feedwright' }

const contentKey = ({ file, coding }: ShownObject): string => objectKeys.content(file.sha256, coding)

const contentKeys = ({ sha256, encodings }: PublishedFile): readonly string[] =>
  [undefined, ...encodings].map((coding) => objectKeys.content(sha256, coding))

/** Bytes of a document in one coding; undefined when they are not there or not those of the document. */
async function verified(
  state: ObjectStore,
  file: PublishedFile,
  coding: ContentCoding | undefined,
): Promise<Uint8Array | undefined> {
  const bytes = (await state.get(objectKeys.content(file.sha256, coding)))?.bytes
  const document =
    bytes === undefined || coding === undefined ? bytes : await expanded(coding, bytes, file.length)
  return document !== undefined && hashOf(document) === file.sha256 ? bytes : undefined
}

/** Those of `keys` that are there; pages on which none of them can be are not asked for. */
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

function foreignObject(store: string, key: string): EnvironmentError {
  return new EnvironmentError(
    'TARGET_TAKEN',
    `${key} in ${store} was not published by feedwright, and is in the place of a file to publish`,
    { fix: 'move the object away, or publish under another prefix' },
  )
}
