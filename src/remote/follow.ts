import type { Answer } from '../http/answer.ts'
import type { Redirect } from '../http/redirect.ts'
import { type Answered, failure } from './ask.ts'
import { redirectOf, webUrl } from './web-url.ts'

export interface FollowOptions {
  readonly mostRedirects: number
  /** Refuse every address that is not on the public internet, including the first. */
  readonly publicOnly: boolean
  /** Sends one request; with `isGuarded` only to an address on the public internet. */
  ask(url: URL, isGuarded: boolean): Promise<Answered>
  /** Waits before a redirect is followed. */
  pause?(): Promise<void>
}

/** The result of following redirects. */
export interface Followed {
  /** The last address, and its answer. */
  readonly url: URL
  readonly answer: Answer
  /** All redirects, in order. */
  readonly redirects: readonly Redirect[]
  /** Size of the headers of all redirects, in bytes. */
  readonly redirectLength: number
  /** Whether further requests must be to the public internet. */
  readonly isGuarded: boolean
}

/**
 * Requests an address and follows redirects, each checked like the first address. After the answer of a public server,
 * no redirect may lead into the internal network.
 *
 * Throws `EnvironmentError` FETCH_FAILED for disallowed addresses, and for too many redirects.
 */
export async function followRedirects(address: string, options: FollowOptions): Promise<Followed> {
  const redirects: Redirect[] = []
  let redirectLength = 0
  let url = webUrl(address)
  let isGuarded = options.publicOnly
  for (;;) {
    const { answer, isPublic } = await options.ask(url, isGuarded)
    isGuarded ||= isPublic
    const redirect = redirectOf(url, answer.status, answer.headers['location'])
    if (redirect === undefined) return { url, answer, redirects, redirectLength, isGuarded }
    redirects.push(redirect)
    redirectLength += answer.headerLength
    if (redirects.length > options.mostRedirects)
      throw failure(
        url,
        `redirects more than ${options.mostRedirects} times`,
        'Use the final address of the feed.',
      )
    url = webUrl(redirect.to)
    await options.pause?.()
  }
}
