import { EnvironmentError } from '../errors.ts'
import type { Redirect } from '../http/redirect.ts'

const REDIRECTS = new Set([301, 302, 303, 307, 308])

/**
 * The redirect of a response; undefined if it is none. Throws `EnvironmentError` FETCH_FAILED for one without a valid
 * target.
 */
export function redirectOf(from: URL, status: number, location: string | undefined): Redirect | undefined {
  if (!REDIRECTS.has(status)) return undefined
  if (location === undefined || !URL.canParse(location, from.href))
    throw new EnvironmentError('FETCH_FAILED', `${from.href} answers with ${status} without a Location`, {
      fix: 'Tell the operator of the server that the Location header field is missing or not a URL.',
    })
  const to = new URL(location, from)
  return {
    status,
    from: from.href,
    to: to.href,
    isDowngrade: from.protocol === 'https:' && to.protocol === 'http:',
  }
}

/**
 * Parses the URL of a document with http or https. Throws `EnvironmentError` FETCH_FAILED for all other schemes, and
 * for URLs with a password.
 */
export function webUrl(text: string): URL {
  if (!URL.canParse(text))
    throw new EnvironmentError('FETCH_FAILED', `“${text}” is not a URL`, {
      fix: 'Write the complete address, beginning with https://.',
    })
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new EnvironmentError('FETCH_FAILED', `${url.href} is not fetched: only http and https are`, {
      fix: 'Use an http(s) address, or the path of a file.',
    })
  if (url.username !== '' || url.password !== '')
    throw new EnvironmentError(
      'FETCH_FAILED',
      `The address of ${url.host} contains a user name or password`,
      {
        fix: 'Remove them: they would be sent to the host of the address.',
      },
    )
  return url
}
