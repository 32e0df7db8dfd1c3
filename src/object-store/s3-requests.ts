import { createHash } from 'node:crypto'
import type { Access } from './credentials.ts'

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

/** Milliseconds for one try, unless all tries together have less. */
const TRY_MS = 30_000
/** What a store says of credentials that were replaced. */
const REPLACED: ReadonlySet<string> = new Set(['ExpiredToken', 'InvalidAccessKeyId', 'TokenRefreshRequired'])

export interface StoreRequest {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE'
  readonly key?: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly bytes?: Uint8Array
}

/** What a store answered to one try. */
export interface StoreAnswer {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Uint8Array
}

const EMPTY_SHA256 = createHash('sha256').digest('hex')

/** Signs requests and sends them, once each. */
export interface Sender {
  send(request: StoreRequest): Promise<StoreAnswer>
  /** Whether another try has a better chance than one that was refused: with the clock of the store, or with new credentials. */
  isCured(code: string, headers: Headers): boolean
}

/** @param name of the part of the store, for a warning */
export function createSender(place: S3Place, parts: S3Parts, name: string): Sender {
  const { bucket, prefix } = place
  const { clock, send = fetch, signal } = parts
  const tryMs = Math.min(TRY_MS, parts.deadlineMs ?? TRY_MS)
  let access: Promise<Access> | undefined
  /** How far the clock of the store is ahead of ours, where it refused ours. */
  let aheadMs = 0

  function accessNow(): Promise<Access> {
    access ??= parts.access()
    // Files that could not be read now may be there later.
    access.catch(() => {
      access = undefined
    })
    return access
  }

  async function sendOnce(request: StoreRequest): Promise<StoreAnswer> {
    const { method, key, query = {}, headers = {}, bytes } = request
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
    const cancel = clock.setTimer(tryMs, () =>
      stop.abort(new Error(`no answer within ${tryMs / 1000} seconds`)),
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

  return { send: sendOnce, isCured }
}

/** RFC 3986 §2.3: all but unreserved characters. */
export const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)

function queryOf(query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(([key, value]) => `${escaped(key)}=${escaped(value)}`)
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}
