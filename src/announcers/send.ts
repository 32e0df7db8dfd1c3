import type { AskDependencies } from '../remote/ask.ts'
import { timeLimit } from '../remote/time-limit.ts'
import type { ReceiverAnswer, SendRequest } from './request.ts'

/** Timeout in milliseconds for the answer of a receiver. */
const LONGEST_ANSWER_MS = 10_000
/** Maximum number of bytes of an answer that are read. */
const MOST_BYTES = 16 * 1024

/**
 * Sends requests over the network, and connects only to the addresses that were checked, even if DNS changes in
 * between.
 *
 * @param isAllowed whether a receiver may have this IP address
 */
export function createSendRequest(
  isAllowed: (address: string) => boolean,
  timeoutMs = LONGEST_ANSWER_MS,
): SendRequest {
  return async ({ method, url, headers = {}, form, body = form?.toString() }, stop) => {
    // Loaded on demand, because most runs announce nothing.
    const { connect, systemDependencies } = await import('../remote/ask.ts')
    const dependencies: AskDependencies = { ...systemDependencies, isPublic: isAllowed }
    const signal = AbortSignal.any([stop, timeLimit(timeoutMs)])
    const request = {
      method,
      isGuarded: true,
      headers: {
        'User-Agent': 'feedwright',
        ...(form !== undefined && { 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8' }),
        // Node does not set it for DELETE.
        ...(body !== undefined && { 'Content-Length': String(Buffer.byteLength(body)) }),
        ...headers,
      },
      ...(body !== undefined && { body }),
    }
    try {
      const { response } = await connect(new URL(url), request, signal, dependencies)
      try {
        return await answerOf(response)
      } finally {
        response.destroy()
      }
    } catch (error) {
      if (signal.aborted && !stop.aborted) throw new Error(`no response within ${timeoutMs / 1000} seconds`)
      throw error
    }
  }
}

async function answerOf(response: import('node:http').IncomingMessage): Promise<ReceiverAnswer> {
  const { 'content-type': type = '', 'retry-after': retryAfter, location } = response.headers
  const status = response.statusCode ?? 0
  return {
    status,
    mediaType: type.split(';')[0]?.trim().toLowerCase() ?? '',
    receivedAt: Date.now(),
    body: await beginningOf(response),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(location !== undefined && { location }),
  }
}

/** The status is sufficient, so an incomplete or endless body is no error. */
async function beginningOf(response: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of response) {
      chunks.push(chunk)
      length += chunk.length
      if (length >= MOST_BYTES) break
    }
  } catch {
    // An incomplete body, as explained above.
  }
  return Buffer.concat(chunks).subarray(0, MOST_BYTES).toString('utf8')
}
