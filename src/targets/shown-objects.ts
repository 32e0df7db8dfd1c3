import { contentType } from '../http/content-type.ts'
import type { ObjectHeaders } from '../object-store/object-store.ts'
import { CODINGS, sidecarPath } from './published-path.ts'
import type { ContentCoding, PublishedFile, PublishedSet } from './target.ts'

/** How a bucket, which does not negotiate, shows documents in codings. */
export type ShownCodings =
  /** The plain bytes: a CDN in front compresses. */
  | 'none'
  /** Packed with gzip under the plain name, which every reader of feeds understands. */
  | 'gzip'
  /** The plain bytes, and copies named `.gz` and `.br` for a CDN that chooses. */
  | 'variants'

export const SHOWN_CODINGS: readonly [ShownCodings, ...ShownCodings[]] = ['none', 'gzip', 'variants']

/** An object that readers fetch. */
export interface ShownObject {
  readonly file: PublishedFile
  readonly key: string
  /** The coding of its bytes; undefined: the plain ones. */
  readonly coding: ContentCoding | undefined
  readonly headers: ObjectHeaders
}

/** What our objects are known by. */
const MARK = { publisher: 'feedwright' }

export const isOurs = (notes: Readonly<Record<string, string>>): boolean =>
  notes['publisher'] === MARK.publisher

/** Seconds for which a CDN may keep a document, and for which it may go on when the store is away. */
const MOST_SECONDS = 3600
const STALE_IF_ERROR_SECONDS = 86_400

/** The objects that readers may fetch of a set, in its order. */
export function shownObjects(set: PublishedSet, codings: ShownCodings): readonly ShownObject[] {
  const ttls = new Map(set.feeds.map(({ name, ttl }) => [name, ttl]))
  return set.files.flatMap((file) => {
    const minutes = (file.feed === undefined ? undefined : ttls.get(file.feed)) ?? set.serving?.ttl ?? 15
    // Archive documents hardly ever change.
    const maxAge = file.rank === 'archive' ? MOST_SECONDS : Math.min(minutes * 60, MOST_SECONDS)
    const cacheControl = `public, max-age=${maxAge}, stale-while-revalidate=${maxAge}, stale-if-error=${STALE_IF_ERROR_SECONDS}`
    const object = (key: string, coding: ContentCoding | undefined): ShownObject => ({
      file,
      key,
      coding,
      headers: {
        type: contentType(file.mediaType),
        coding,
        cacheControl,
        notes: { ...MARK, sha256: file.sha256 },
      },
    })
    return shownKeys(file, codings).map(({ key, coding }) => object(key, coding))
  })
}

/** Under which keys a file is shown, and in which coding. */
export function shownKeys(
  { path, address, encodings }: Pick<PublishedFile, 'path' | 'address' | 'encodings'>,
  codings: ShownCodings,
): readonly { readonly key: string; readonly coding: ContentCoding | undefined }[] {
  const coding = codings === 'gzip' && encodings.includes('gzip') ? ('gzip' as const) : undefined
  // An address such as `feed/` is a key like any other.
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

/** Every key under which a file may ever have been shown. */
export function possibleKeys(file: Pick<PublishedFile, 'path' | 'address' | 'encodings'>): readonly string[] {
  return shownKeys({ ...file, encodings: CODINGS }, 'variants').map(({ key }) => key)
}
