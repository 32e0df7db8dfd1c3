import type { ObjectFacts, ObjectHeaders, ObjectStore, StoredObject } from './object-store.ts'
import { pageIn } from './s3-listing.ts'
import { createSender, escaped, type S3Parts, type S3Place } from './s3-requests.ts'
import { checked, createTries, type LastAnswer } from './s3-tries.ts'

/** Part of a bucket of Amazon S3 or of a store that speaks its protocol. */
export function createS3Store(place: S3Place, parts: S3Parts): ObjectStore {
  const { bucket, prefix } = place
  const { clock, hasConditions = true } = parts
  const host = place.endpoint === undefined ? '' : ` at ${new URL(place.endpoint).host}`
  const name = `s3://${bucket}/${prefix}`.replace(/\/$/, '') + host
  const ask = createTries(createSender(place, parts, name), parts, name)

  const factsOf = ({ headers, bytes }: LastAnswer): ObjectFacts => ({
    etag: headers.get('etag') ?? '',
    size: Number(headers.get('content-length') ?? bytes.length),
    modified: momentIn(headers, 'last-modified'),
    answered: momentIn(headers, 'date'),
    notes: Object.fromEntries(
      [...headers].flatMap(([key, value]) => (key.startsWith(NOTE) ? [[key.slice(NOTE.length), value]] : [])),
    ),
  })

  /** By our clock where the store does not say. */
  function momentIn(headers: Headers, header: string): number {
    const moment = Date.parse(headers.get(header) ?? '')
    return Number.isNaN(moment) ? clock.now() : moment
  }

  async function get(key: string): Promise<StoredObject | undefined> {
    const answer = await ask({ method: 'GET', key })
    if (answer.status === 404 && answer.code !== 'NoSuchBucket') return undefined
    return { ...factsOf(checked(answer)), bytes: answer.bytes }
  }

  async function head(key: string): Promise<ObjectFacts | undefined> {
    const answer = await ask({ method: 'HEAD', key })
    return answer.status === 404 ? undefined : factsOf(checked(answer))
  }

  async function put(key: string, bytes: Uint8Array, headers: ObjectHeaders): Promise<void> {
    checked(await ask({ method: 'PUT', key, bytes, headers: headersOf(headers) }))
  }

  return {
    name,
    get,
    head,
    put,
    async create(key, bytes, headers) {
      if (!hasConditions) {
        if ((await head(key)) !== undefined) return false
        await put(key, bytes, headers)
        return true
      }
      const answer = await ask({
        method: 'PUT',
        key,
        bytes,
        headers: { ...headersOf(headers), 'If-None-Match': '*' },
      })
      if (answer.status !== 412) {
        checked(answer)
        return true
      }
      // An earlier try may have come through although its answer did not.
      const there = answer.wasTried ? await get(key) : undefined
      return there !== undefined && Buffer.compare(there.bytes, bytes) === 0
    },
    async copy(from, key, headers) {
      const source = from.split('/').map(escaped).join('/')
      // The answer may begin before the copy is made, so that a failure comes with status 200.
      checked(
        await ask({
          method: 'PUT',
          key,
          headers: {
            ...headersOf(headers),
            'x-amz-copy-source': `/${source}`,
            'x-amz-metadata-directive': 'REPLACE',
          },
        }),
      )
    },
    async remove(key) {
      const answer = await ask({ method: 'DELETE', key })
      if (answer.status !== 404) checked(answer)
    },
    async list(below, after) {
      const query = {
        'list-type': '2',
        'encoding-type': 'url',
        'max-keys': '1000',
        prefix: `${prefix}${below}`,
        ...(after !== undefined && { 'start-after': `${prefix}${after}` }),
      }
      const answer = checked(await ask({ method: 'GET', query }))
      return pageIn(await import('fast-xml-parser'), answer.bytes, {
        prefixLength: prefix.length,
        answered: momentIn(answer.headers, 'date'),
        type: answer.headers.get('content-type') ?? 'of no type',
      })
    },
    place: (key) => `${bucket}/${prefix}${key}`,
  }
}

const NOTE = 'x-amz-meta-'

function headersOf({ type, coding, cacheControl, notes = {} }: ObjectHeaders): Record<string, string> {
  return {
    'Content-Type': type,
    ...(coding !== undefined && { 'Content-Encoding': coding }),
    ...(cacheControl !== undefined && { 'Cache-Control': cacheControl }),
    ...Object.fromEntries(Object.entries(notes).map(([key, value]) => [`${NOTE}${key}`, value])),
  }
}
