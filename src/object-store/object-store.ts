/** Metadata of an object. */
export interface ObjectFacts {
  /** As the store returns it; only useful to detect changes. */
  readonly etag: string
  /** In bytes. */
  readonly size: number
  /** When it was written, by the clock of the store: milliseconds since 1970. */
  readonly modified: number
  /** The time of the store's clock in the response. */
  readonly answered: number
  /** Metadata by its writer, names in lower case. */
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

/** Headers of an object. */
export interface ObjectHeaders {
  readonly type: string
  readonly coding?: 'gzip' | 'br' | undefined
  readonly cacheControl?: string | undefined
  readonly notes?: Readonly<Record<string, string>>
}

/**
 * A part of a bucket. Keys are relative to it. Only {@link ObjectStore.create} is conditional.
 *
 * Methods throw {@link ObjectStoreError} if the store refuses, or does not answer in time.
 */
export interface ObjectStore {
  /** Name for people, such as `s3://bucket/feeds`. */
  readonly name: string
  get(key: string): Promise<StoredObject | undefined>
  head(key: string): Promise<ObjectFacts | undefined>
  /**
   * Creates the object unless it exists. Returns whether it was created: of several concurrent calls, only one returns
   * true.
   */
  create(key: string, bytes: Uint8Array, headers: ObjectHeaders): Promise<boolean>
  put(key: string, bytes: Uint8Array, headers: ObjectHeaders): Promise<void>
  /**
   * Copies the object at `from`, a {@link ObjectStore.place} in this or another part of the store, without transferring
   * its bytes.
   */
  copy(from: string, key: string, headers: ObjectHeaders): Promise<void>
  remove(key: string): Promise<void>
  /** Up to a thousand objects whose keys begin with `prefix`, in order of their keys, starting after `after`. */
  list(prefix: string, after?: string): Promise<ListedPage>
  /** Position of an object in the whole store: bucket, `/`, key. */
  place(key: string): string
}

export interface ListedPage {
  readonly objects: readonly ListedObject[]
  /** Whether there are more. */
  readonly isCut: boolean
  /** The time of the store's clock. */
  readonly answered: number
}

/** The store failed or refused a request. */
export class ObjectStoreError extends Error {
  /** 0 if it did not answer. */
  readonly status: number
  /** The store's error code, such as `AccessDenied`. */
  readonly code: string

  constructor(message: string, status: number, code: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ObjectStoreError'
    this.status = status
    this.code = code
  }
}

/** All results of {@link ObjectStore.list}, page by page. */
export async function listAll(store: Pick<ObjectStore, 'list'>, prefix: string, after?: string) {
  const objects: ListedObject[] = []
  for (let last = after; ; ) {
    const page = await store.list(prefix, last)
    objects.push(...page.objects)
    last = page.objects.at(-1)?.key
    if (!page.isCut || last === undefined) return { objects, answered: page.answered }
  }
}
