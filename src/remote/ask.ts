import { lookup } from 'node:dns/promises'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { EnvironmentError, FeedwrightError } from '../errors.ts'
import type { Answer } from '../http/answer.ts'
import { isPublicAddress } from './public-address.ts'
import { UnpackedTooLarge, unpack } from './unpack.ts'

/** Functions to resolve names and check addresses, and the deadline. */
export interface AskDependencies {
  readonly signal?: AbortSignal
  /** All addresses of a host name. */
  readonly resolve: (host: string) => Promise<readonly string[]>
  readonly isPublic: (address: string) => boolean
}

export const systemDependencies: AskDependencies = {
  resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  isPublic: isPublicAddress,
}

export interface Request {
  readonly method: 'GET' | 'HEAD'
  readonly headers: Readonly<Record<string, string>>
  /** Refuse every address that is not on the public internet. */
  readonly isGuarded: boolean
  /**
   * Maximum size of the body in bytes, both compressed and decompressed; the rest of an answer that is not a document
   * is not read.
   */
  readonly maxBytes: number
}

export interface Answered {
  readonly answer: Answer
  /** The server is, or may be, on the public internet. */
  readonly isPublic: boolean
}

/** Maximum number of bytes read from an error page. */
const ERROR_PAGE = 64 * 1024

/**
 * Sends one request to an untrusted server and reads its answer, with limits. Connects only to the addresses that were
 * checked, even if DNS changes in between. Redirects are not followed.
 *
 * Throws `EnvironmentError` FETCH_FAILED if there is no answer, or if it is too large.
 */
export async function ask(
  url: URL,
  request: Request,
  signal: AbortSignal,
  dependencies: AskDependencies,
): Promise<Answered> {
  const { response, addresses } = await connect(url, request, signal, dependencies)
  try {
    return {
      answer: await answerOf(url, response, request, signal),
      isPublic: addresses.some(dependencies.isPublic),
    }
  } finally {
    response.destroy()
  }
}

/** A request for {@link connect}. */
export interface OutgoingRequest {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** Refuse every address that is not on the public internet. */
  readonly isGuarded: boolean
}

/**
 * Sends a request to a checked address, and returns the response before its body is read. The caller destroys the
 * response.
 *
 * Throws `EnvironmentError` FETCH_FAILED if the host has no allowed address.
 */
export async function connect(
  url: URL,
  request: OutgoingRequest,
  signal: AbortSignal,
  dependencies: AskDependencies,
): Promise<{ readonly response: IncomingMessage; readonly addresses: readonly string[] }> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const found = isIP(host) === 0 ? await abortable(dependencies.resolve(host), signal) : [host]
  const addresses = request.isGuarded ? found.filter((one) => dependencies.isPublic(one)) : found
  if (addresses.length === 0)
    throw failure(
      url,
      found.length === 0
        ? 'has no address'
        : `is at ${found.join(', ')}, which is not on the public internet`,
      'Use the public address of the feed.',
    )
  return { response: await send(url, request, addresses, signal), addresses }
}

function send(
  url: URL,
  { method, headers, body }: OutgoingRequest,
  addresses: readonly string[],
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const open = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const options = { agent: false, method, headers, signal, lookup: pinned(addresses) }
    const outgoing = open(url, options, resolve)
    outgoing.on('error', reject)
    outgoing.on('upgrade', (_response, socket) => {
      socket.destroy()
      reject(new Error('the server switches to another protocol'))
    })
    outgoing.on('close', () => reject(new Error('the server closed the connection without a response')))
    outgoing.end(body)
  })
}

/** A lookup function that returns only the checked addresses. */
function pinned(addresses: readonly string[]): LookupFunction {
  const known = addresses.map((address) => ({ address, family: isIP(address) }))
  return (_host, { all }, callback) => {
    const [first] = known
    if (all === true) callback(null, known)
    else if (first !== undefined) callback(null, first.address, first.family)
  }
}

async function answerOf(
  url: URL,
  response: IncomingMessage,
  { method, maxBytes }: Request,
  signal: AbortSignal,
): Promise<Answer> {
  const status = response.statusCode ?? 0
  const statusText = response.statusMessage ?? ''
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value = '']) => [name, String(value)]),
  )
  const told = {
    url: url.href,
    status,
    statusText,
    headers,
    headerLength: headerLengthOf(response),
  }
  if (status < 200 || status > 299) {
    // The body of an error page is useful, but reading it may fail.
    const bytes =
      status < 400
        ? new Uint8Array()
        : await readBody(response, ERROR_PAGE).then(
            (read) => read.bytes,
            () => new Uint8Array(),
          )
    const opened = await unpack(bytes, headers, ERROR_PAGE, signal).catch(() => ({ body: bytes }))
    return { ...told, sentLength: bytes.length, body: opened.body, unpacked: [], isDamaged: false }
  }
  const tooLarge = () =>
    failure(url, `is larger than ${maxBytes} bytes`, 'Publish fewer items, or raise the limit.')
  if (method === 'GET' && Number(headers['content-length'] ?? 0) > maxBytes) throw tooLarge()
  const { bytes, isWhole } = await readBody(response, maxBytes)
  if (!isWhole) throw tooLarge()
  try {
    return { ...told, sentLength: bytes.length, ...(await unpack(bytes, headers, maxBytes, signal)) }
  } catch (error) {
    throw error instanceof UnpackedTooLarge ? tooLarge() : error
  }
}

/** Reads a body of at most `maxBytes`. */
async function readBody(
  response: IncomingMessage,
  maxBytes: number,
): Promise<{ readonly bytes: Uint8Array; readonly isWhole: boolean }> {
  const chunks: Uint8Array[] = []
  let total = 0
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk)
    const room = maxBytes - total
    total += bytes.length
    chunks.push(bytes.subarray(0, Math.max(0, room)))
    if (total > maxBytes) break
  }
  return { bytes: Buffer.concat(chunks), isWhole: total <= maxBytes }
}

function headerLengthOf({ rawHeaders, statusMessage = '' }: IncomingMessage): number {
  const lines = rawHeaders.reduce((total, part) => total + Buffer.byteLength(part, 'latin1') + 2, 0)
  return `HTTP/1.1 200 ${statusMessage}\r\n`.length + lines + 2
}

/** A promise that rejects when the signal aborts; the original result is then ignored. */
function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

export function failure(url: URL, what: string, fix: string, cause?: unknown): EnvironmentError {
  return new EnvironmentError(
    'FETCH_FAILED',
    `${url.href} ${what}`,
    cause === undefined ? { fix } : { cause, fix },
  )
}

/** Advice for common reasons of missing answers, by the code of Node’s error. */
const ADVICE: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'Renew the certificate of the server. Feed readers refuse it too.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Get a certificate for this host name. Feed readers refuse this one too.',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'Get a certificate from a public authority. Feed readers refuse self-signed certificates.',
  SELF_SIGNED_CERT_IN_CHAIN:
    'Get a certificate from a public authority. Feed readers refuse self-signed certificates.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'Set the server to send the intermediate certificates as well. Browsers find them, but feed readers do not.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'Set the server to send the intermediate certificates as well. Browsers find them, but feed readers do not.',
  ENOTFOUND: 'Check the spelling of the host name, and whether this machine can resolve names.',
  EAI_AGAIN: 'Check whether this machine can resolve names, and try again.',
  ECONNREFUSED: 'Check that a server runs at this address and port.',
  ECONNRESET:
    'Ask the operator of the server. A firewall or bot wall that closes connections also closes those of feed readers.',
}

/** The error to throw for a failed request. */
export function explained(error: unknown, url: URL, deadline: AbortSignal, timeoutMs: number): unknown {
  if (error instanceof FeedwrightError) return error
  if (deadline.aborted)
    return failure(
      url,
      `did not send the document within ${timeoutMs} ms`,
      'Try again later, or raise the time limit.',
      error,
    )
  const reason = error instanceof Error ? error.message || error.name : String(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const advice = Object.hasOwn(ADVICE, code) ? ADVICE[code] : undefined
  return failure(url, `cannot be fetched: ${reason}`, advice ?? 'Check the address and the network.', error)
}
