import type { Finding } from '../../finding.ts'
import type { RawFields } from '../article.ts'
import { articleFinding } from '../article-finding.ts'
import type { Site } from '../site.ts'
import { decodePage } from './encoding.ts'
import { rawOfPage } from './page-fields.ts'
import { type NoArticle, readPage } from './read-page.ts'

export interface NamedPage {
  readonly raw: RawFields
  /** The address of the page, if it belongs to the site. */
  readonly ownUrl: string | undefined
  /** A title that only one part of the page has. */
  readonly unsureTitle: string | undefined
}

/**
 * Reads a saved page that the user named as an article. Its address is kept if it belongs to the site; otherwise the
 * page is at the given place.
 */
export function readNamedPage(key: string, bytes: Uint8Array, site: Site): NamedPage | Finding {
  const reading = readPage(decodePage(bytes), {
    address: new URL(encodeURI(key), site.url).href,
    isNamed: true,
  })
  if ('none' in reading)
    return articleFinding('page-unsure', key, {
      message: `the page is not an article: ${REASONS[reading.none] ?? 'it has no text'}`,
      expected: 'a page with the text of an article',
      fix: 'open the article in a browser, and save that page',
    })
  const { url, isTitleUnsure, ...page } = reading.article
  const unsureTitle = isTitleUnsure === true ? page.title : undefined
  const ownUrl = url?.startsWith(site.url) === true ? url : undefined
  return {
    raw: rawOfPage(key, { ...page, ...(ownUrl !== undefined && { url: ownUrl }) }, site),
    ownUrl,
    unsureTitle,
  }
}

const REASONS: { readonly [Reason in NoArticle]?: string } = {
  'too-complex': 'it is nested too deeply or too large',
  redirect: 'it redirects to another page',
  'not-found': 'it is an error page',
}
