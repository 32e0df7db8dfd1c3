import { plainLine } from '../article/text.ts'
import { groupFeeds } from './groups.ts'
import type { FeedListing, PageSite } from './listing.ts'
import { attribute, type Markup, markup } from './markup.ts'
import { wordsFor } from './words.ts'

/**
 * `feeds.opml` (OPML 2.0, subscription list): every public feed once, with its first XML document if it has one,
 * because importers support only `type="rss"` and rarely JSON; in folders by group if there are several.
 */
export function feedsOpml(listings: readonly FeedListing[], site: PageSite): string {
  const words = wordsFor(site.language)
  const groups = groupFeeds(listings)
  const folders = groups.map(({ name, listings }) => {
    const title = words.groups[name]
    return markup`<outline text="${title}" title="${title}">
${listings.map(outline)}
</outline>`
  })
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
<head>
<title>${plainLine(words.feedsOf(site.title))}</title>
<ownerName>${plainLine(site.title)}</ownerName>
<ownerId>${site.url}</ownerId>
<docs>http://opml.org/spec2.opml</docs>
</head>
<body>
${groups.length === 1 ? groups.flatMap((group) => group.listings.map(outline)) : folders}
</body>
</opml>
`.source
}

function outline({ feed, documents }: FeedListing): Markup {
  const document = documents.find(({ type }) => type.endsWith('xml')) ?? documents[0]
  const title = plainLine(feed.title)
  const description = attribute('description', plainLine(feed.description) || undefined)
  const address = attribute('xmlUrl', document?.url)
  return markup`<outline type="rss" text="${title}" title="${title}"${description} language="${feed.language}"${address} htmlUrl="${feed.homeUrl}"/>`
}
