/** What is known of an object without its bytes. */
export interface ObjectFacts {
  /** As the store has it; tells nothing but whether it is another than before. */
  readonly etag: string
  /** Bytes. */
  readonly size: number
  /** When it was put there, by the clock of the store: milliseconds since 1970. */
  readonly modified: number
  /** What that clock said when it answered. */
  readonly answered: number
  /** What its writer noted, names in lower case. */
  readonly notes: Readonly<Record<string, string>>
}

export interface StoredObject extends ObjectFacts {
  readonly bytes: Uint8Array
}

export interface ListedObject {
  readonly key: string
  readonly etag: string
  readonly size: number
  readonly modified: number
}

/** What goes with the bytes of an object. */
export interface ObjectHeaders {
  readonly type: string
  readonly coding?: 'gzip' | 'br' | undefined
  readonly cacheControl?: string | undefined
  readonly notes?: Readonly<Record<string, string>>
}

/**
 * Part of a bucket. Keys are relative to it. Nothing but {@link ObjectStore.create} may be counted on to refuse anything.
 *
 * Methods throw {@link ObjectStoreError} when the store refuses, or does not answer in time.
 */
export interface ObjectStore {
  /** As people call it, such as `s3://bucket/feeds`. */
  readonly name: string
  get(key: string): Promise<StoredObject | undefined>
  head(key: string): Promise<ObjectFacts | undefined>
  /** Puts the object there unless there is one. Whether it was put: of many who try, one is told so. */
  create(key: string, bytes: Uint8Array, headers: ObjectHeaders): Promise<boolean>
  put(key: string, bytes: Uint8Array, headers: ObjectHeaders): Promise<void>
  /** Has the store copy the bytes of the object at `from`, a {@link ObjectStore.place} of this or another part of the store. */
  copy(from: string, key: string, headers: ObjectHeaders): Promise<void>
  remove(key: string): Promise<void>
  /** Up to a thousand objects whose keys begin with `prefix`, from the first after `after` on, in order of their keys. */
  list(prefix: string, after?: string): Promise<ListedPage>
  /** Where an object is in the whole store: bucket, `/`, key. */
  place(key: string): string
}

export interface ListedPage {
  readonly objects: readonly ListedObject[]
  /** Whether there are more. */
  readonly isCut: boolean
  /** What the clock of the store said. */
  readonly answered: number
}

/** The store does not do what it was asked. */
export class ObjectStoreError extends Error {
  /** 0: it gave no answer. */
  readonly status: number
  /** The store's own word for it, such as `AccessDenied`. */
  readonly code: string

  constructor(message: string, status: number, code: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ObjectStoreError'
    this.status = status
    this.code = code
  }
}

/** Everything that {@link ObjectStore.list} has, page by page. */
export async function listAll(store: Pick<ObjectStore, 'list'>, prefix: string, after?: string) {
  const objects: ListedObject[] = []
  for (let last = after; ; ) {
    const page = await store.list(prefix, last)
    objects.push(...page.objects)
    last = page.objects.at(-1)?.key
    if (!page.isCut || last === undefined) return { objects, answered: page.answered }
  }
}
