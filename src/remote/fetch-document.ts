import type { Answer } from '../http/answer.ts'
import type { Redirect } from '../http/redirect.ts'
import { PLAIN_HEADERS } from '../http/request-headers.ts'
import { type AskDependencies, ask, explained, systemDependencies } from './ask.ts'
import { followRedirects } from './follow.ts'
import { timeLimit } from './time-limit.ts'

export interface FetchLimits {
  /** Maximum size of the document in bytes, both compressed and decompressed. */
  readonly maxBytes: number
  /** Timeout in milliseconds for everything: DNS, redirects, headers and body. */
  readonly timeoutMs: number
  readonly maxRedirects: number
}

export const defaultLimits: FetchLimits = { maxBytes: 20 * 1024 * 1024, timeoutMs: 20_000, maxRedirects: 5 }

export interface FetchOptions extends Partial<FetchLimits> {
  /**
   * Refuse every address that is not on the public internet. If off, users can check a server on their own machine; but
   * redirects from a public host must always lead to public addresses, so that others cannot access the internal
   * network through this program.
   */
  readonly publicOnly?: boolean
}

export interface FetchedDocument {
  /** The answer of the last address, regardless of its status. */
  readonly answer: Answer
  /** All redirects, in order. */
  readonly redirects: readonly Redirect[]
}

const HEADERS = { ...PLAIN_HEADERS, 'accept-encoding': 'gzip, br, deflate' }

/**
 * Fetches a document from an untrusted server: http(s) only, with the size limited during transfer and decompression,
 * one deadline for everything, and redirects limited in number and each checked like the first address.
 *
 * Throws `EnvironmentError` FETCH_FAILED, whose message states the problem and the address, if there is no answer.
 */
export async function fetchDocument(
  address: string,
  options: FetchOptions = {},
  dependencies: AskDependencies = systemDependencies,
): Promise<FetchedDocument> {
  const limits = { ...defaultLimits, ...options }
  const deadline = timeLimit(limits.timeoutMs)
  const signal =
    dependencies.signal === undefined ? deadline : AbortSignal.any([deadline, dependencies.signal])
  const { answer, redirects } = await followRedirects(address, {
    mostRedirects: limits.maxRedirects,
    publicOnly: options.publicOnly === true,
    async ask(url, isGuarded) {
      try {
        const request = { method: 'GET', headers: HEADERS, isGuarded, maxBytes: limits.maxBytes } as const
        return await ask(url, request, signal, dependencies)
      } catch (error) {
        throw explained(error, url, deadline, limits.timeoutMs)
      }
    },
  })
  return { answer, redirects }
}
