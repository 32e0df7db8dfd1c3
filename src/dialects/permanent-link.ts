import { parseUrl } from '../article/url.ts'
import type { ForeignSite } from './dialect.ts'

/** The absolute, percent-encoded form of an address below the site: the guid in the feeds of most generators. */
export function permanentLink(url: string, { url: site = '/' }: Pick<ForeignSite, 'url'>): string {
  const absolute = /^https?:/i.test(url) ? url : `${site.replace(/\/$/, '')}${url}`
  return parseUrl(absolute)?.href ?? absolute
}
