import { UsageError } from '../errors.ts'
import { ask, systemDependencies } from '../remote/ask.ts'
import { timeLimit } from '../remote/time-limit.ts'
import type { ServerReading } from '../reporting/servers-text.ts'
import { isServerStatus } from '../reporting/status-text.ts'

/** Limits of one answer; a server with thousands of documents needs some megabytes. */
const TIMEOUT_MS = 5000
const MAX_BYTES = 16 * 1024 * 1024

/** The address of the metrics of a server: `/status.json`, unless the URL has a path. Throws `UsageError`. */
export function statusAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new UsageError(`--from takes an http address, got "${text}"`)
  if (url.pathname === '/') url.pathname = '/status.json'
  url.hash = ''
  return url.href
}

/**
 * Reads the status of one server or, without access to its metrics, whether it is ready. Answers are untrusted: redirects
 * are not followed, and time and size are limited. Never throws.
 */
export async function readServer(
  url: string,
  token: string | undefined,
  signal: AbortSignal,
): Promise<ServerReading> {
  const stop = AbortSignal.any([signal, timeLimit(TIMEOUT_MS)])
  const get = async (address: string, headers: Readonly<Record<string, string>>) => {
    const request = { method: 'GET', headers, isGuarded: false, maxBytes: MAX_BYTES } as const
    const { answer } = await ask(new URL(address), request, stop, systemDependencies)
    return { status: answer.status, text: new TextDecoder().decode(answer.body) }
  }
  try {
    const { status, text } = await get(url, token === undefined ? {} : { authorization: `Bearer ${token}` })
    if (status === 200) return readingOf(url, JSON.parse(text))
    if (status !== 401 && status !== 404) return { url, trouble: `status ${status}` }
    const readiness = await get(new URL('/readyz', url).href, {})
    return [200, 503].includes(readiness.status)
      ? { url, ready: readiness.status === 200, reason: readiness.text.trim() }
      : { url, trouble: `status ${status}` }
  } catch (error) {
    return { url, trouble: reasonOf(error, stop) }
  }
}

function readingOf(url: string, answer: unknown): ServerReading {
  if (!isServerStatus(answer)) return { url, trouble: 'the answer is not a status of feedwright' }
  const { ready, reason, revision, asOf, documents } = answer
  return {
    url,
    ready,
    reason,
    documents,
    ...(asOf !== undefined && { asOf }),
    ...(typeof revision === 'string' && { revision }),
  }
}

function reasonOf(error: unknown, stop: AbortSignal): string {
  if (stop.aborted) return `no answer within ${TIMEOUT_MS / 1000} seconds`
  if (error instanceof SyntaxError) return 'the answer is not JSON'
  return error instanceof Error ? error.message : String(error)
}
