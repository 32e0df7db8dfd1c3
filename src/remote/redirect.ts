import { EnvironmentError } from '../errors.ts'
import type { Finding } from '../finding.ts'

/** One step on the way to a document. */
export interface Redirect {
  readonly status: number
  readonly from: string
  readonly to: string
  /** The step led from https to http, where anybody on the line can change the document. */
  readonly isDowngrade: boolean
}

const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** The step a response asks for; undefined when it is no redirect. Throws `EnvironmentError` FETCH_FAILED for one that leads nowhere. */
export function redirectOf(from: URL, status: number, location: string | undefined): Redirect | undefined {
  if (!REDIRECTS.has(status)) return undefined
  if (location === undefined || !URL.canParse(location, from.href))
    throw new EnvironmentError('FETCH_FAILED', `${from.href} answers ${status} without a place to go on to`, {
      fix: 'Tell whoever runs the server; the Location header is missing or no URL.',
    })
  const to = new URL(location, from)
  return {
    status,
    from: from.href,
    to: to.href,
    isDowngrade: from.protocol === 'https:' && to.protocol === 'http:',
  }
}

/** The URL of a document over http or https. Throws `EnvironmentError` FETCH_FAILED for every other kind, and for one with a password in it. */
export function webUrl(text: string): URL {
  if (!URL.canParse(text))
    throw new EnvironmentError('FETCH_FAILED', `“${text}” is no URL`, {
      fix: 'Write the whole address, from https:// on.',
    })
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new EnvironmentError('FETCH_FAILED', `${url.href} is not fetched: only http and https are`, {
      fix: 'Give an http(s) address, or the path of a file.',
    })
  if (url.username !== '' || url.password !== '')
    throw new EnvironmentError('FETCH_FAILED', `The address of ${url.host} holds a user name or password`, {
      fix: 'Leave them out: they would be sent to whatever host the address names.',
    })
  return url
}

/** What a person should know about the way to a document: a step that left https. */
export function redirectFindings(redirects: readonly Redirect[]): Finding[] {
  return redirects
    .filter(({ isDowngrade }) => isDowngrade)
    .map(({ from, to }) => ({
      code: 'redirect-insecure',
      severity: 'warning',
      message: `${from} leads from https to http`,
      got: to,
      expected: 'https all the way',
      fix: 'Redirect to the https address; on http anybody on the line can change the feed.',
    }))
}
