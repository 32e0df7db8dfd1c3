import { idsOf } from '../ids.ts'
import type { LintRule } from '../rule.ts'

const UNRESERVED = /%(?:2[dDeE]|3\d|4[1-9a-fA-F]|5[0-9aAfF]|6[1-9a-fA-F]|7[0-9aAeE])/

export const idNotCanonical: LintRule = {
  code: 'id-not-canonical',
  severity: 'warning',
  paragraph: 'RFC 4287 section 4.2.6; RFC 3986 section 6.2',
  summary: 'An id that is a URL is in canonical form.',
  fix: 'For new articles write scheme and host in lower case, a path, and no default port. Do not change published ids.',
  appliesTo: ['atom'],
  othersOnly: true,
  *check(document) {
    for (const { got, at } of idsOf(document)) {
      const wrong = deviation(got)
      if (wrong !== undefined)
        yield { at, message: `The id has ${wrong}`, got, expected: 'the canonical form of the URL' }
    }
  },
}

/** What RFC 3986 would normalize in a web URL. */
function deviation(id: string): string | undefined {
  const parts = /^(https?):\/\/(?:([^/?#@]*)@)?([^/?#:]*)(:\d*(?=[/?#]|$))?([^?#]*)/i.exec(id)
  if (/^[a-z+.-]*[A-Z][a-zA-Z\d+.-]*:/.test(id)) return 'a scheme in capitals'
  if (parts === null) return undefined
  const [, scheme = '', user, host = '', port, path = ''] = parts
  if (host !== host.toLowerCase()) return 'a host in capitals'
  if (port === ':' || port === (scheme === 'http' ? ':80' : ':443')) return 'a port that goes without saying'
  if (user === '' || user === ':') return 'an empty user'
  if (path === '') return 'no path, not even /'
  if (/\/\.\.?(?:\/|$)/.test(path)) return 'dots in its path'
  if (/%(?:[a-f][\da-fA-F]|[\dA-F][a-f])/.test(id)) return 'an escape in small letters'
  if (UNRESERVED.test(id)) return 'an escape for a character that needs none'
  return isComposed(id) ? undefined : 'letters taken apart into letter and accent'
}

function isComposed(id: string): boolean {
  try {
    const text = decodeURI(id)
    return text === text.normalize('NFC')
  } catch {
    return true
  }
}
