import { createHash } from 'node:crypto'
import { FeedwrightError } from '../errors.ts'
import type { Access } from './credentials.ts'
import type { ListedPage, ObjectFacts, ObjectHeaders, ObjectStore, StoredObject } from './object-store.ts'
import { ObjectStoreError } from './object-store.ts'

export interface S3Place {
  readonly bucket: string
  /** What the keys in the bucket begin with, ending in `/`; empty: nothing. */
  readonly prefix: string
  /** Address of the store; absent: what the environment says, else that of AWS in the region. */
  readonly endpoint?: string | undefined
  readonly region?: string | undefined
}

export interface S3Parts {
  /** Found when it is first needed, and again when the store does not take it any more. */
  access(): Promise<Access>
  readonly clock: StoreClock
  /** From 0 up to 1: spreads the tries of many. */
  random(): number
  /** `fetch` when absent. */
  readonly send?: Send | undefined
  warn(message: string): void
  /** Milliseconds for all tries of one request; a minute when absent. */
  readonly deadlineMs?: number | undefined
  /** Whether the store heeds `If-None-Match`; true when absent. Without it one publisher must be the only one. */
  readonly hasConditions?: boolean | undefined
  /** Ends requests and pauses under way when it aborts: they throw its reason. */
  readonly signal?: AbortSignal | undefined
}

export interface StoreClock {
  now(): number
  elapsed(): number
  setTimer(ms: number, wake: () => void): () => void
}

export type Send = (url: string, init: RequestInit) => Promise<Response>

/** Milliseconds for one try, and for all tries of one request. */
const TRY_MS = 30_000
const DEADLINE_MS = 60_000
/** The same while the store does not answer: what else there is to do must not wait for it. */
const AWAY_DEADLINE_MS = 5000
/** The longest of the pauses between two tries, of which each is up to twice as long as the one before. */
const FIRST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 10_000

/** Answers after which the same request may succeed. */
const PASSING: ReadonlySet<number> = new Set([408, 409, 425, 429, 500, 502, 503, 504])
/** What a store says of credentials that were replaced. */
const REPLACED: ReadonlySet<string> = new Set(['ExpiredToken', 'InvalidAccessKeyId', 'TokenRefreshRequired'])

interface StoreRequest {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE'
  readonly key?: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly bytes?: Uint8Array
}

interface StoreAnswer {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Uint8Array
  /** The store's word for what is wrong, where something is. */
  readonly code: string
  readonly message: string
  /** Whether an earlier try of the same request may have done what was asked. */
  readonly wasTried: boolean
}

const EMPTY_SHA256 = createHash('sha256').digest('hex')

/** Part of a bucket of Amazon S3 or of a store that speaks its protocol. */
export function createS3Store(place: S3Place, parts: S3Parts): ObjectStore {
  const { bucket, prefix } = place
  const { clock, send = fetch, hasConditions = true, deadlineMs = DEADLINE_MS, signal } = parts
  const host = place.endpoint === undefined ? '' : ` at ${new URL(place.endpoint).host}`
  const name = `s3://${bucket}/${prefix}`.replace(/\/$/, '') + host
  let access: Promise<Access> | undefined
  /** How far the clock of the store is ahead of ours, where it refused ours. */
  let aheadMs = 0
  let isAway = false

  function accessNow(): Promise<Access> {
    access ??= parts.access()
    // Files that could not be read now may be there later.
    access.catch(() => {
      access = undefined
    })
    return access
  }

  async function sendOnce({ method, key, query = {}, headers = {}, bytes }: StoreRequest) {
    const { credentials, region: found, endpoint } = await accessNow()
    const region = place.region ?? found ?? 'us-east-1'
    const base = place.endpoint ?? endpoint ?? `https://s3.${region}.amazonaws.com`
    const path = [bucket, ...(key === undefined ? [] : `${prefix}${key}`.split('/'))].map(escaped).join('/')
    const url = `${base.replace(/\/$/, '')}/${path}${queryOf(query)}`
    const { AwsV4Signer } = await import('aws4fetch')
    const signed = await new AwsV4Signer({
      method,
      url,
      headers: {
        'Accept-Encoding': 'identity',
        'X-Amz-Content-Sha256':
          bytes === undefined ? EMPTY_SHA256 : createHash('sha256').update(bytes).digest('hex'),
        ...headers,
      },
      accessKeyId: credentials.accessKeyId,
      secretAccessKey: credentials.secretAccessKey,
      ...(credentials.sessionToken !== undefined && { sessionToken: credentials.sessionToken }),
      service: 's3',
      region,
      datetime: new Date(clock.now() + aheadMs).toISOString().replace(/[:-]|\.\d{3}/g, ''),
    }).sign()
    const stop = new AbortController()
    const cancel = clock.setTimer(TRY_MS, () =>
      stop.abort(new Error(`no answer within ${TRY_MS / 1000} seconds`)),
    )
    try {
      const response = await send(url, {
        method,
        headers: signed.headers,
        redirect: 'manual',
        signal: signal === undefined ? stop.signal : AbortSignal.any([stop.signal, signal]),
        ...(bytes !== undefined && { body: bytes }),
      })
      const body = new Uint8Array(await response.arrayBuffer())
      const stated = response.headers.get('content-length')
      if (method !== 'HEAD' && stated !== null && Number(stated) !== body.length)
        throw new Error(`the answer was cut off after ${body.length} of ${stated} bytes`)
      return { status: response.status, headers: response.headers, bytes: body }
    } finally {
      cancel()
    }
  }

  /** Asks until the store says yes or a lasting no, for as long as the deadline allows. */
  async function ask(request: StoreRequest): Promise<StoreAnswer> {
    const began = clock.elapsed()
    let failure: ObjectStoreError | undefined
    let wasTried = false
    let hasAskedAgain = false
    for (let tries = 0; ; tries++) {
      let retryAfter = 0
      signal?.throwIfAborted()
      try {
        const answer = await sendOnce(request)
        // Only a copy may fail under status 200.
        const isRead = request.method === 'GET' && answer.status === 200
        const { code, message } = faultIn(isRead ? new Uint8Array() : answer.bytes)
        if (!isPassing(answer.status, code)) {
          if (!hasAskedAgain && answer.status >= 400 && isCured(code, answer.headers)) {
            hasAskedAgain = true
            continue
          }
          isAway = false
          return { ...answer, code, message, wasTried }
        }
        retryAfter = Number(answer.headers.get('retry-after') ?? 0) * 1000 || 0
        failure = failureOf(answer.status, code, message)
      } catch (error) {
        signal?.throwIfAborted()
        if (error instanceof FeedwrightError) throw error
        failure = new ObjectStoreError(reasonOf(error), 0, 'NoAnswer', { cause: error })
      }
      wasTried = true
      const pauseMs = Math.max(
        retryAfter,
        Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries) * (0.5 + parts.random() / 2),
      )
      if (
        clock.elapsed() + pauseMs - began >
        (isAway ? Math.min(AWAY_DEADLINE_MS, deadlineMs) : deadlineMs)
      ) {
        isAway = true
        throw failure
      }
      await pauseFor(pauseMs)
    }
  }

  function pauseFor(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        cancel()
        signal?.removeEventListener('abort', end)
        resolve()
      }
      const cancel = clock.setTimer(ms, end)
      if (signal?.aborted) end()
      else signal?.addEventListener('abort', end)
    })
  }

  /** Whether another try has a better chance: with the clock of the store, or with new credentials. */
  function isCured(code: string, headers: Headers): boolean {
    if (REPLACED.has(code)) {
      access = undefined
      return true
    }
    const said = Date.parse(headers.get('date') ?? '')
    if (code !== 'RequestTimeTooSkewed' || Number.isNaN(said)) return false
    aheadMs = said - clock.now()
    const minutes = Math.round(Math.abs(aheadMs) / 60_000)
    parts.warn(
      `the clock of this machine is ${minutes} minutes ${aheadMs > 0 ? 'behind' : 'ahead of'} that of ${name}, which is used for its requests; set it right`,
    )
    return true
  }

  const failureOf = (status: number, code: string, message: string): ObjectStoreError =>
    new ObjectStoreError([code || `status ${status}`, message].filter(Boolean).join(': '), status, code)

  function checked(answer: StoreAnswer): StoreAnswer {
    const { status, code, message, headers } = answer
    if (status < 300 && code === '') return answer
    const region = headers.get('x-amz-bucket-region')
    const where = status < 400 && region !== null ? `the bucket is in the region ${region}` : message
    throw failureOf(status, code, where)
  }

  const factsOf = ({ headers, bytes }: StoreAnswer): ObjectFacts => ({
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
      return pageIn(await import('fast-xml-parser'), answer, prefix.length)
    },
    place: (key) => `${bucket}/${prefix}${key}`,
  }

  function pageIn(
    { XMLParser }: typeof import('fast-xml-parser'),
    { bytes, headers }: StoreAnswer,
    prefixLength: number,
  ): ListedPage {
    const parser = new XMLParser({ parseTagValue: false, isArray: (tag) => tag === 'Contents' })
    const read: unknown = parser.parse(new TextDecoder().decode(bytes))
    const found = fieldOf(read, 'ListBucketResult')
    if (found === undefined)
      throw failureOf(200, 'NoListing', 'the store answered with something else than a listing')
    const contents = fieldOf(found, 'Contents')
    const objects = (Array.isArray(contents) ? contents : []).map((one: unknown) => ({
      key: decodeURIComponent(textOf(one, 'Key').replace(/\+/g, ' ')).slice(prefixLength),
      etag: textOf(one, 'ETag').replaceAll('&quot;', '"'),
      size: Number(textOf(one, 'Size')),
      // As coarse as the date of the answer, with which it is compared.
      modified: Math.floor(Date.parse(textOf(one, 'LastModified')) / 1000) * 1000,
    }))
    return {
      objects,
      isCut: textOf(found, 'IsTruncated') === 'true',
      answered: momentIn(headers, 'date'),
    }
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

const isPassing = (status: number, code: string): boolean =>
  PASSING.has(status) || (status === 200 && ['InternalError', 'SlowDown'].includes(code))

/** What is wrong, in a body of error; of anything else nothing. */
function faultIn(bytes: Uint8Array): { readonly code: string; readonly message: string } {
  const start = new TextDecoder().decode(bytes.subarray(0, 2000))
  if (!/<Error>/.test(start.slice(0, 200))) return { code: '', message: '' }
  const part = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(start)?.[1]?.trim() ?? ''
  return { code: part('Code'), message: part('Message').slice(0, 200) }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined
}

function textOf(value: unknown, name: string): string {
  const field = fieldOf(value, name)
  return typeof field === 'string' ? field : ''
}

/** RFC 3986 §2.3: all but unreserved characters. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)

function queryOf(query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(([key, value]) => `${escaped(key)}=${escaped(value)}`)
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

/** Node says of a connection only that it failed, and why in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message || error.message : error.message
}
