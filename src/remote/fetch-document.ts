import type { Answer } from '../http/answer.ts'
import type { Redirect } from '../http/redirect.ts'
import { PLAIN_HEADERS } from '../http/request-headers.ts'
import { type AskDependencies, ask, explained, systemDependencies } from './ask.ts'
import { followRedirects } from './follow.ts'

export interface FetchLimits {
  /** Most bytes of the document, as sent and as unpacked. */
  readonly maxBytes: number
  /** Milliseconds for all of it: names, redirects, headers and body. */
  readonly timeoutMs: number
  readonly maxRedirects: number
}

export const defaultLimits: FetchLimits = { maxBytes: 20 * 1024 * 1024, timeoutMs: 20_000, maxRedirects: 5 }

export interface FetchOptions extends Partial<FetchLimits> {
  /**
   * Refuse every address that is not of the public internet. Off, a person may check a server on their own machine; but
   * where a redirect from a public host leads is held to it always, so that no stranger can point us at our own network.
   */
  readonly publicOnly?: boolean
}

export interface FetchedDocument {
  /** What the last address answered, whatever its status. */
  readonly answer: Answer
  /** Every step on the way there, in order. */
  readonly redirects: readonly Redirect[]
}

const HEADERS = { ...PLAIN_HEADERS, 'accept-encoding': 'gzip, br, deflate' }

/**
 * Fetches a document from an untrusted server: http(s) only, size bounded while it streams and while it is
 * unpacked, one deadline for everything, redirects counted and each checked like the first address.
 *
 * Throws `EnvironmentError` FETCH_FAILED, whose message says what happened at which address, where there is no answer.
 */
export async function fetchDocument(
  address: string,
  options: FetchOptions = {},
  dependencies: AskDependencies = systemDependencies,
): Promise<FetchedDocument> {
  const limits = { ...defaultLimits, ...options }
  const deadline = AbortSignal.timeout(limits.timeoutMs)
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
