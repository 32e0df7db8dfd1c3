import { cacheKeyHeaders } from '../http/cache-keys.ts'
import { contentType } from '../http/content-type.ts'
import type { ObjectHeaders } from '../object-store/object-store.ts'
import { CODINGS, sidecarPath } from './published-path.ts'
import type { ContentCoding, PublishedFile, PublishedSet } from './target.ts'

/** In which codings a bucket, which does not negotiate, has documents. */
export type ShownCodings =
  /** The uncompressed bytes: a CDN in front of the bucket compresses. */
  | 'none'
  /** Compressed with gzip under the plain name; all feed readers support gzip. */
  | 'gzip'
  /** The uncompressed bytes, and copies named `.gz` and `.br` for a CDN that selects one. */
  | 'variants'

export const SHOWN_CODINGS: readonly [ShownCodings, ...ShownCodings[]] = ['none', 'gzip', 'variants']

/** An object that readers fetch. */
export interface ShownObject {
  readonly file: PublishedFile
  readonly key: string
  /** The coding of its bytes; undefined for the uncompressed ones. */
  readonly coding: ContentCoding | undefined
  readonly headers: ObjectHeaders
}

/** Metadata that identifies our objects. */
const MARK = { publisher: 'feedwright' }

export const isOurs = (notes: Readonly<Record<string, string>>): boolean =>
  notes['publisher'] === MARK.publisher

/**
 * Maximum time in seconds for which a CDN may cache a document, and for which it may serve it while the store is
 * unavailable.
 */
const MOST_SECONDS = 3600
const STALE_IF_ERROR_SECONDS = 86_400

/** The objects of a set that readers may fetch, in the order of the set. */
export function shownObjects(set: PublishedSet, codings: ShownCodings): readonly ShownObject[] {
  const ttls = new Map(set.feeds.map(({ name, ttl }) => [name, ttl]))
  return set.files.flatMap((file) => {
    const minutes = (file.feed === undefined ? undefined : ttls.get(file.feed)) ?? set.serving?.ttl ?? 15
    // Archive documents rarely change.
    const maxAge = file.rank === 'archive' ? MOST_SECONDS : Math.min(minutes * 60, MOST_SECONDS)
    const cacheControl = `public, max-age=${maxAge}, stale-while-revalidate=${maxAge}, stale-if-error=${STALE_IF_ERROR_SECONDS}`
    // No store gives such a header back under its own name.
    const { cacheKeys = [], baseUrl = '' } = set.serving ?? {}
    const keys = cacheKeyHeaders(cacheKeys, file.address ?? file.path, baseUrl)
    const keyNotes = Object.fromEntries(keys.map(([name, value]) => [name.toLowerCase(), value]))
    const object = (key: string, coding: ContentCoding | undefined): ShownObject => ({
      file,
      key,
      coding,
      headers: {
        type: contentType(file.mediaType),
        coding,
        cacheControl,
        notes: { ...MARK, sha256: file.sha256, ...keyNotes },
      },
    })
    return shownKeys(file, codings).map(({ key, coding }) => object(key, coding))
  })
}

/** The keys of a file's objects, each with its coding. */
export function shownKeys(
  { path, address, encodings }: Pick<PublishedFile, 'path' | 'address' | 'encodings'>,
  codings: ShownCodings,
): readonly { readonly key: string; readonly coding: ContentCoding | undefined }[] {
  const coding = codings === 'gzip' && encodings.includes('gzip') ? ('gzip' as const) : undefined
  // An address such as `feed/` is a valid key.
  const plain = [path, ...(address === undefined ? [] : [address])].map((key) => ({ key, coding }))
  if (codings !== 'variants') return plain
  return [
    ...plain,
    ...CODINGS.filter((one) => encodings.includes(one)).map((one) => ({
      key: sidecarPath(path, one),
      coding: one,
    })),
  ]
}

/** All keys under which a file may ever have been published. */
export function possibleKeys(file: Pick<PublishedFile, 'path' | 'address' | 'encodings'>): readonly string[] {
  return shownKeys({ ...file, encodings: CODINGS }, 'variants').map(({ key }) => key)
}
