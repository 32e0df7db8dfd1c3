import type { ArticleFindingCode, FindingText } from './article-finding.ts'
import { isPrivateHost } from './private-host.ts'
import { unwrapped } from './redirectors.ts'
import { isPlainUrl, repairUrl } from './repair-url.ts'
import { absoluteUrl, hostOf } from './url.ts'

/** A problem, or a possible problem, with an address. */
export interface AddressRemark extends Omit<FindingText, 'at'> {
  readonly code: ArticleFindingCode & `address-${string}`
}

/** A parsed address as an author wrote it; `url` is absent if it must not be published. */
export interface ReadAddress {
  readonly url?: string
  readonly remark?: AddressRemark
}

/** Invisible characters and quotation marks inside an address. */
const STRAY =
  /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff“”„‟«»]|%E2%80%(?:8[BEF]|A[A-E]|9[C-F])|%E2%81%A0/i

/** Matches a path that begins with a host name whose scheme was left out. */
const HOST_WITHOUT_SCHEME =
  /^(?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,4}(?:com|org|net|edu|gov|info|eu|co\.uk)(?=[/?#]|$)/i

/**
 * Resolves `ref` against `base`. Repairs it where the intended address is certain, and unwraps the redirectors of mail
 * programs. Addresses on the reader's own machine or in a private network are dropped unless the article itself is
 * there, as in a preview.
 */
export function readAddress(ref: string, base: string, use: 'link' | 'resource' = 'resource'): ReadAddress {
  const meant = repairUrl(ref, use)
  const direct = absoluteUrl(meant, base, use)
  // `javascript:` addresses belong to menus and buttons, so they need no finding.
  if (direct === undefined) return isScript(meant) ? {} : { remark: invalid(ref) }
  const { url, wrapped } = unwrapped(direct)
  const host = hostOf(url)
  if (host !== '' && isPrivateHost(host) && host !== hostOf(base)) return { remark: privateHost(ref, host) }
  if (wrapped) return { url, remark: redirector(ref) }
  if (isPlainUrl(meant)) return { url }
  if (STRAY.test(meant)) return { url, remark: stray(ref, url) }
  if (HOST_WITHOUT_SCHEME.test(meant)) return { url, remark: withoutScheme(ref, meant, url) }
  return { url }
}

function isScript(ref: string): boolean {
  return (
    /^[\s\p{Cc}]*(?:j\s*a\s*v\s*a|v\s*b)\s*s\s*c\s*r\s*i\s*p\s*t\s*:/iu.test(ref.slice(0, 60)) || ref === ''
  )
}

const invalid = (ref: string): AddressRemark => ({
  code: 'address-invalid',
  message: 'feed readers cannot open an address; it was left out',
  got: ref,
  expected: 'an http(s) address or a path on the site; in links also mailto: or tel:',
  fix: 'correct the address',
})

const privateHost = (ref: string, host: string): AddressRemark => ({
  code: 'address-private',
  message: `only your machine or network can reach ${host}; the address was left out`,
  got: ref,
  expected: 'a public address',
  fix: 'write the public address',
})

const redirector = (ref: string): AddressRemark => ({
  code: 'address-redirector',
  message: 'a link leads through a mail filter, which hides the target and may contain an email address',
  got: ref,
  expected: 'the address of the page itself',
  fix: 'open the link and copy the target address',
})

const stray = (ref: string, url: string): AddressRemark => ({
  code: 'address-doubtful',
  message: `an address contains a quotation mark or an invisible character, and was published as ${url}`,
  got: ref,
  expected: 'an address without it',
  fix: 'type the address again',
})

const withoutScheme = (ref: string, meant: string, url: string): AddressRemark => ({
  code: 'address-doubtful',
  message: `an address without https:// was treated as a page of this site: ${url}`,
  got: ref,
  expected: `https://${meant}`,
  fix: 'write the address with https://, or ./ before the name of a folder',
})
