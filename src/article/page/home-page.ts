import { attributeOf } from '../html/node.ts'
import { isExampleHost, isPrivateHost } from '../private-host.ts'
import { plainLine } from '../text.ts'
import { parseUrl } from '../url.ts'
import { parsePage } from './document.ts'
import { metaOf } from './meta.ts'

/** Site data from the home page of a site. */
export interface HomePage {
  readonly title?: string
  /** Absolute, ending in `/`. */
  readonly url?: string
  readonly language?: string
  /** Addresses of its feeds as written. */
  readonly feeds?: readonly string[]
}

export function readHomePage(source: string): HomePage {
  const root = parsePage(source)
  if (root === undefined) return {}
  const { siteName, windowTitle, canonical, claims, feeds } = metaOf(root)
  const title = siteName ?? windowTitle
  const url = [canonical, claims.url].map(siteUrlOf).find((found) => found !== undefined)
  const language = plainLine(attributeOf(root, 'lang') ?? '')
  return {
    ...(title !== undefined && { title }),
    ...(url !== undefined && { url }),
    ...(language !== '' && { language: language.replace('_', '-') }),
    ...(feeds.length > 0 && { feeds }),
  }
}

/** The site whose home page has this address; undefined if the address is not public. */
function siteUrlOf(address: string | undefined): string | undefined {
  const url = address === undefined ? undefined : parseUrl(address)
  if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined
  if (isPrivateHost(url.hostname) || isExampleHost(url.hostname)) return undefined
  const home = new URL(url.origin)
  home.pathname = `${url.pathname.replace(/\/(?:index(?:\.x?html?)?)?\/*$/i, '')}/`
  return home.href
}
