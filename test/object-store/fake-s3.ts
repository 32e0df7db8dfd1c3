import { createHash } from 'node:crypto'
import { createS3Store } from '../../src/object-store/s3.ts'
import type { S3Parts, S3Place, Send, StoreClock } from '../../src/object-store/s3-requests.ts'
import { QUIET_MS } from '../../src/object-store/s3-tries.ts'

interface FakeObject {
  readonly bytes: Uint8Array
  readonly headers: Readonly<Record<string, string>>
  readonly modified: number
}

/** What a store was asked, for tests that make it answer otherwise. */
export interface Asked {
  readonly method: string
  /** Bucket, `/`, key. */
  readonly place: string
  readonly headers: Headers
}

export interface FakeS3 {
  readonly send: Send
  /** By bucket, `/`, key. */
  readonly objects: Map<string, FakeObject>
  /** Every request in turn, as `PUT bucket/key`. */
  readonly log: string[]
  /** Asked first: an answer in place of the store's own, an error to throw, or what is done before or after it. */
  trouble: ((asked: Asked, answer: () => Response) => Response | Promise<Response> | undefined) | undefined
}

export interface FakeS3Options {
  /** Takes `If-None-Match` and overwrites all the same. */
  readonly ignoresConditions?: boolean
  readonly now: () => number
}

const NOTED = /^(?:x-amz-meta-|content-type$|content-encoding$|cache-control$)/

/** A store in this process that speaks as much of the protocol as is used. */
export function createFakeS3({ ignoresConditions = false, now }: FakeS3Options): FakeS3 {
  const objects = new Map<string, FakeObject>()
  const log: string[] = []
  const date = () => new Date(now()).toUTCString()
  const reply = (
    status: number,
    body: string | Buffer<ArrayBuffer> | null = null,
    headers: Record<string, string> = {},
  ) => new Response(body, { status, headers: { date: date(), ...headers } })
  const refusal = (status: number, code: string) => reply(status, errorXml(code))

  function answer(method: string, url: URL, headers: Headers, body: Uint8Array): Response {
    if (!/^AWS4-HMAC-SHA256 Credential=KEY\//.test(headers.get('authorization') ?? ''))
      return refusal(403, 'InvalidAccessKeyId')
    if (headers.get('x-amz-content-sha256') !== createHash('sha256').update(body).digest('hex'))
      return refusal(400, 'XAmzContentSHA256Mismatch')
    const place = decodeURIComponent(url.pathname.slice(1))
    if (url.searchParams.has('list-type')) return listing(place, url.searchParams)
    const there = objects.get(place)
    if (method === 'DELETE') {
      objects.delete(place)
      return reply(204)
    }
    if (method === 'PUT') {
      if (headers.get('if-none-match') === '*' && there !== undefined && !ignoresConditions)
        return refusal(412, 'PreconditionFailed')
      const source = headers.get('x-amz-copy-source')
      const copied = source === null ? undefined : objects.get(decodeURIComponent(source.slice(1)))
      if (source !== null && copied === undefined) return refusal(404, 'NoSuchKey')
      const kept = Object.fromEntries([...headers].filter(([name]) => NOTED.test(name)))
      objects.set(place, { bytes: copied?.bytes ?? body, headers: kept, modified: now() })
      return reply(200)
    }
    if (there === undefined) return method === 'HEAD' ? reply(404) : refusal(404, 'NoSuchKey')
    return reply(200, method === 'HEAD' ? null : Buffer.from(there.bytes), {
      ...there.headers,
      etag: etagOf(there),
      'last-modified': new Date(there.modified).toUTCString(),
      'content-length': String(there.bytes.length),
    })
  }

  function listing(bucket: string, query: URLSearchParams): Response {
    const begin = `${bucket}/${query.get('prefix') ?? ''}`
    const after = `${bucket}/${query.get('start-after') ?? ''}`
    const found = [...objects.keys()]
      .filter((place) => place.startsWith(begin) && (!query.has('start-after') || place > after))
      .sort()
    const most = Number(query.get('max-keys') ?? 1000)
    const contents = found.slice(0, most).map((place) => {
      const object = objects.get(place)
      if (object === undefined) return ''
      const key = encodeURIComponent(place.slice(bucket.length + 1)).replaceAll('%2F', '/')
      return `<Contents><Key>${key}</Key><LastModified>${new Date(object.modified).toISOString()}</LastModified><ETag>${etagOf(object).replaceAll('"', '&quot;')}</ETag><Size>${object.bytes.length}</Size></Contents>`
    })
    return reply(
      200,
      `<?xml version="1.0"?><ListBucketResult><IsTruncated>${found.length > most}</IsTruncated>${contents.join('')}</ListBucketResult>`,
    )
  }

  const fake: FakeS3 = {
    objects,
    log,
    trouble: undefined,
    async send(text, init) {
      const url = new URL(text)
      const method = init.method ?? 'GET'
      const headers = new Headers(init.headers)
      const place = decodeURIComponent(url.pathname.slice(1))
      log.push(`${method} ${place}${url.searchParams.has('list-type') ? '?list' : ''}`)
      const body = init.body instanceof Uint8Array ? init.body : new Uint8Array()
      const own = () => answer(method, url, headers, body)
      return (await fake.trouble?.({ method, place, headers }, own)) ?? own()
    },
  }
  return fake
}

export const errorXml = (code: string, message = 'said the store'): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`

const etagOf = ({ bytes }: FakeObject): string => `"${createHash('md5').update(bytes).digest('hex')}"`

/** A clock whose timers fire at once, each at its time: pauses cost nothing. Patience for one answer, or for silence, never ends. */
export function quickClock(
  start = Date.UTC(2026, 0, 2),
): StoreClock & { advance(ms: number): void; readonly pauses: number[] } {
  let at = start
  const pauses: number[] = []
  return {
    pauses,
    now: () => at,
    elapsed: () => at - start,
    advance(ms) {
      at += ms
    },
    setTimer(ms, wake) {
      // What an answer may take, and how long nothing is said.
      if (ms === 30_000 || ms === QUIET_MS) return () => {}
      pauses.push(ms)
      at += ms
      queueMicrotask(wake)
      return () => {}
    },
  }
}

export const ACCESS = { credentials: { accessKeyId: 'KEY', secretAccessKey: 'SECRET' } }

/** The part of the fake store below a prefix, as this program sees it. */
export function storeOf(
  fake: Pick<FakeS3, 'send'>,
  clock: StoreClock,
  place: Partial<S3Place> = {},
  parts: Partial<S3Parts> = {},
) {
  return createS3Store(
    { bucket: 'news', prefix: 'feeds/', endpoint: 'http://store.test', ...place },
    {
      access: async () => ACCESS,
      clock,
      random: () => 0.5,
      send: fake.send,
      warn: () => {},
      ...parts,
    },
  )
}
