import { primaryLanguage } from '../article/direction.ts'
import { languageTag } from './language.ts'
import { type FeedListing, isPublic, type PageSite, pageUrl, webUrl } from './listing.ts'
import { lines, type Markup, markup } from './markup.ts'
import { linkElement } from './page.ts'

/**
 * `<link rel="alternate">` for every document of `listings`, by which feed readers and browsers find feeds. Many use
 * the first one, so documents in the language of the page come first, then those in another variant of it.
 */
export function discoveryLinks(listings: readonly FeedListing[], pageLanguage: string): Markup {
  const wanted = pageLanguage.toLowerCase()
  const distance = ({ feed }: FeedListing): number => {
    if (feed.language.toLowerCase() === wanted) return 0
    return primaryLanguage(feed.language) === primaryLanguage(wanted) ? 1 : 2
  }
  const ordered = listings.toSorted((one, other) => distance(one) - distance(other))
  return lines(
    ...ordered.flatMap(({ feed, documents }) =>
      documents.map(({ url, type, label }) =>
        linkElement({
          rel: 'alternate',
          type,
          title: `${feed.title} (${label})`,
          href: webUrl(url),
          hreflang: languageTag(feed.language),
        }),
      ),
    ),
  )
}

/** The listings of `feed.translations`, in their order. */
export function translationsOf(listing: FeedListing, all: readonly FeedListing[]): readonly FeedListing[] {
  return listing.feed.translations.flatMap(
    (name) => all.find(({ feed }) => feed.name === name && name !== listing.feed.name) ?? [],
  )
}

/**
 * `autodiscovery.txt`, HTML to copy: for each public feed, the links for the `<head>` of the corresponding web pages,
 * followed by its translations.
 */
export function autodiscovery(
  listings: readonly FeedListing[],
  site: Pick<PageSite, 'pagesPath'> = {},
): string {
  const known = listings.filter(({ feed, documents }) => isPublic(feed) && documents.length > 0)
  const snippets = known.map((listing) => {
    const { feed } = listing
    const links = discoveryLinks([listing, ...translationsOf(listing, known)], feed.language)
    return markup`<!-- ${feed.name}: ${pageUrl(feed, site)} -->
${links}
`
  })
  return lines(...snippets).source
}
