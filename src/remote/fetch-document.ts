import type { Answer } from '../http/answer.ts'
import type { Redirect } from '../http/redirect.ts'
import { type AskDependencies, ask, explained, failure, systemDependencies } from './ask.ts'
import { redirectOf, webUrl } from './web-url.ts'

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

const HEADERS = {
  accept:
    'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1',
  'accept-encoding': 'gzip, br, deflate',
  'user-agent': 'feedwright (feed checker)',
}

/**
 * Fetches a document from a server that may mean harm: http(s) only, size bounded while it streams and while it is
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
  const redirects: Redirect[] = []
  let url = webUrl(address)
  let isGuarded = options.publicOnly === true
  try {
    for (;;) {
      const request = { method: 'GET', headers: HEADERS, isGuarded, maxBytes: limits.maxBytes } as const
      const { answer, isPublic } = await ask(url, request, signal, dependencies)
      const redirect = redirectOf(url, answer.status, answer.headers['location'])
      if (redirect === undefined) return { answer, redirects }
      redirects.push(redirect)
      if (redirects.length > limits.maxRedirects)
        throw failure(
          url,
          `redirects more than ${limits.maxRedirects} times`,
          'Give the address the feed is at in the end.',
        )
      isGuarded ||= isPublic
      url = webUrl(redirect.to)
    }
  } catch (error) {
    throw explained(error, url, deadline, limits.timeoutMs)
  }
}
