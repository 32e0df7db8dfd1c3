import type { ForeignSite } from './dialect.ts'

/** The absolute form of an address below the site, percent-encoded: what the feeds of most generators have as guid. */
export function permanentLink(url: string, { url: site = '/' }: Pick<ForeignSite, 'url'>): string {
  const absolute = /^https?:/i.test(url) ? url : `${site.replace(/\/$/, '')}${url}`
  return URL.canParse(absolute) ? new URL(absolute).href : absolute
}
