import { lookup } from 'node:dns/promises'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { EnvironmentError, FeedwrightError } from '../errors.ts'
import { isPublicAddress } from './public-address.ts'
import { type Redirect, redirectOf, webUrl } from './redirect.ts'

export interface FetchLimits {
  /** Most bytes of the document, as sent and as unpacked. */
  readonly maxBytes: number
  /** Milliseconds for all of it: names, redirects, headers and body. */
  readonly timeoutMs: number
  readonly maxRedirects: number
}

export const defaultLimits: FetchLimits = { maxBytes: 20 * 1024 * 1024, timeoutMs: 20_000, maxRedirects: 5 }

/** How names are resolved and addresses judged; and when to stop. */
export interface FetchDependencies {
  readonly signal?: AbortSignal
  /** Every address of a host name. */
  readonly resolve: (host: string) => Promise<readonly string[]>
  readonly isPublic: (address: string) => boolean
}

export const systemDependencies: FetchDependencies = {
  resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  isPublic: isPublicAddress,
}

export interface FetchOptions extends Partial<FetchLimits> {
  /**
   * Refuse every address that is not of the public internet. Off, a person may check a server on their own machine; but
   * where a redirect from a public host leads is held to it always, so that no stranger can point us at our own network.
   */
  readonly publicOnly?: boolean
}

export interface FetchedDocument {
  /** Where the document was in the end. */
  readonly url: string
  readonly bytes: Uint8Array
  readonly contentType?: string
  /** Every step on the way there, in order. */
  readonly redirects: readonly Redirect[]
}

interface Answer {
  readonly response: IncomingMessage
  /** The server is, or may be, on the public internet. */
  readonly isPublic: boolean
}

const HEADERS = {
  accept:
    'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1',
  'accept-encoding': 'gzip, br, deflate',
  'user-agent': 'feedwright (feed checker)',
}

/**
 * Fetches a document from a server that may mean harm: http(s) only, size bounded while it streams and while it is
 * unpacked, one deadline for everything, redirects counted and each checked like the first address. The addresses
 * that were checked are the ones connected to, whatever a name server says a moment later.
 *
 * Throws `EnvironmentError` FETCH_FAILED, whose message says what happened at which address.
 */
export async function fetchDocument(
  address: string,
  options: FetchOptions = {},
  dependencies: FetchDependencies = systemDependencies,
): Promise<FetchedDocument> {
  const limits = { ...defaultLimits, ...options }
  const deadline = AbortSignal.timeout(limits.timeoutMs)
  const signal =
    dependencies.signal === undefined ? deadline : AbortSignal.any([deadline, dependencies.signal])
  const redirects: Redirect[] = []
  let url = webUrl(address)
  let isGuarded = options.publicOnly === true
  try {
    for (;;) {
      const answer = await ask(url, isGuarded, signal, dependencies)
      const { response } = answer
      const status = response.statusCode ?? 0
      const redirect = redirectOf(url, status, response.headers.location)
      if (redirect === undefined) return { ...(await documentOf(url, response, limits, signal)), redirects }
      response.destroy()
      redirects.push(redirect)
      if (redirects.length > limits.maxRedirects)
        throw failure(
          url,
          `redirects more than ${limits.maxRedirects} times`,
          'Give the address the feed is at in the end.',
        )
      isGuarded ||= answer.isPublic
      url = webUrl(redirect.to)
    }
  } catch (error) {
    throw explained(error, url, deadline, limits)
  }
}

/** Sends the request and gives the answer as soon as its headers are there. */
async function ask(
  url: URL,
  isGuarded: boolean,
  signal: AbortSignal,
  dependencies: FetchDependencies,
): Promise<Answer> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const found = isIP(host) === 0 ? await abortable(dependencies.resolve(host), signal) : [host]
  const addresses = isGuarded ? found.filter((one) => dependencies.isPublic(one)) : found
  if (addresses.length === 0)
    throw failure(
      url,
      found.length === 0
        ? 'has no address'
        : `is at ${found.join(', ')}, which is not on the public internet`,
      'Give the public address of the feed.',
    )
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const outgoing = send(
      url,
      { agent: false, headers: HEADERS, signal, lookup: pinned(addresses) },
      (response) => resolve({ response, isPublic: addresses.some(dependencies.isPublic) }),
    )
    outgoing.on('error', reject)
    outgoing.end()
  })
}

/** A look-up that knows only the addresses that were checked. */
function pinned(addresses: readonly string[]): LookupFunction {
  const known = addresses.map((address) => ({ address, family: isIP(address) }))
  return (_host, { all }, callback) => {
    const [first] = known
    if (all === true) callback(null, known)
    else if (first !== undefined) callback(null, first.address, first.family)
  }
}

async function documentOf(url: URL, response: IncomingMessage, limits: FetchLimits, signal: AbortSignal) {
  const status = response.statusCode ?? 0
  if (status < 200 || status > 299) {
    response.destroy()
    throw failure(
      url,
      `answers ${status} ${response.statusMessage ?? ''}`.trimEnd(),
      'Open the address in a browser, and check that it is the feed’s.',
    )
  }
  const contentType = response.headers['content-type']
  const bytes = await bodyOf(url, response, limits.maxBytes, signal)
  return { url: url.href, bytes, ...(contentType === undefined ? {} : { contentType }) }
}

async function bodyOf(
  url: URL,
  response: IncomingMessage,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const tooLarge = () =>
    failure(url, `is larger than ${maxBytes} bytes`, 'Publish fewer items, or raise the limit.')
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) {
    response.destroy()
    throw tooLarge()
  }
  const chunks: Uint8Array[] = []
  async function* bounded(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    let total = 0
    for await (const chunk of source) {
      total += chunk.length
      if (total > maxBytes) throw tooLarge()
      yield chunk
    }
  }
  const decoder = decoderOf(url, response)
  const collect = async (source: AsyncIterable<Uint8Array>) => {
    for await (const chunk of bounded(source)) chunks.push(chunk)
  }
  if (decoder === undefined) await pipeline(response, collect, { signal })
  else await pipeline(response, bounded, decoder, collect, { signal })
  return Buffer.concat(chunks)
}

function decoderOf(url: URL, response: IncomingMessage) {
  switch (response.headers['content-encoding']?.trim().toLowerCase() ?? '') {
    case '':
    case 'identity':
      return undefined
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'br':
      return createBrotliDecompress()
    case 'deflate':
      return createInflate()
    default:
      response.destroy()
      throw failure(
        url,
        `is packed in a way nobody asked for (${response.headers['content-encoding']})`,
        'Let the server send gzip, br or nothing.',
      )
  }
}

/** A promise that is given up when the signal fires; what it was waiting for may still come and is ignored. */
function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

function failure(url: URL, what: string, fix: string, cause?: unknown): EnvironmentError {
  return new EnvironmentError(
    'FETCH_FAILED',
    `${url.href} ${what}`,
    cause === undefined ? { fix } : { cause, fix },
  )
}

function explained(error: unknown, url: URL, deadline: AbortSignal, { timeoutMs }: FetchLimits): unknown {
  if (error instanceof FeedwrightError) return error
  if (deadline.aborted)
    return failure(
      url,
      `did not send the document within ${timeoutMs} ms`,
      'Try again later, or raise the time limit.',
      error,
    )
  const reason = error instanceof Error ? error.message || error.name : String(error)
  return failure(url, `cannot be fetched: ${reason}`, 'Check the address and the network.', error)
}
