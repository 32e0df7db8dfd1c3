import type { Answer } from '../http/answer.ts'
import type { Redirect } from '../http/redirect.ts'
import { type Answered, failure } from './ask.ts'
import { redirectOf, webUrl } from './web-url.ts'

export interface FollowOptions {
  readonly mostRedirects: number
  /** Refuse every address that is not of the public internet, from the first on. */
  readonly publicOnly: boolean
  /** Sends one request; `isGuarded`: only to an address of the public internet. */
  ask(url: URL, isGuarded: boolean): Promise<Answered>
  /** Waits before a redirect is followed. */
  pause?(): Promise<void>
}

/** Where an address led. */
export interface Followed {
  /** The last address, and what it answered. */
  readonly url: URL
  readonly answer: Answer
  /** Every step on the way there, in order. */
  readonly redirects: readonly Redirect[]
  /** Bytes of the headers of all redirects. */
  readonly redirectLength: number
  /** Whether further requests are held to the public internet. */
  readonly isGuarded: boolean
}

/**
 * Asks an address and follows its redirects, each checked like the first address. Once a public server has answered, no
 * redirect leads into our own network.
 *
 * Throws `EnvironmentError` FETCH_FAILED for an address that is not fetched, and for too many redirects.
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
        'Give the address the feed is at in the end.',
      )
    url = webUrl(redirect.to)
    await options.pause?.()
  }
}
