import { discoveryLinks } from './autodiscovery.ts'
import { type FeedGroup, groupFeeds } from './groups.ts'
import { languageAttributes, languageTag } from './language.ts'
import { type FeedListing, linkFrom, PAGE_FILES, type PageSite, rootFrom, shortTitle } from './listing.ts'
import { attribute, lines, type Markup, markup } from './markup.ts'
import { linkElement, pageHeader, pageText, RSS_MARK, voiceFor } from './page.ts'

/**
 * The page `index.html`: all public feeds with documents, group by group, each with links to its page and its
 * documents. Its autodiscovery links exclude the feeds generated for tags, authors and languages, of which there may be
 * thousands.
 */
export function feedsPage(listings: readonly FeedListing[], site: PageSite): string {
  const voice = voiceFor(site.language)
  const { words, attributes } = voice
  const { pagesPath = '' } = site
  const root = rootFrom(pagesPath)
  const opml = root === './' ? PAGE_FILES.opml : root + PAGE_FILES.opml
  const groups = groupFeeds(listings)
  const declared = groups.flatMap((group) => group.listings).filter(({ feed }) => feed.generated !== true)
  const sections = groups.map(
    (group) => markup`<section aria-labelledby="${group.name}">
<h2 id="${group.name}" tabindex="-1"${attributes}>${words.groups[group.name]}</h2>
${feedList(group, site)}
</section>`,
  )
  return pageText({
    title: words.feedsOf(site.title),
    description: words.whatFeedsAre,
    language: site.language,
    canonical: site.baseUrl + pagesPath,
    root,
    head: lines(
      discoveryLinks(declared, site.language),
      linkElement({
        rel: 'alternate',
        type: 'text/x-opml',
        title: words.allFeeds,
        href: opml,
      }),
    ),
    body: markup`<a class="skip" href="#feeds"${attributes}>${words.skipToFeeds}</a>
${pageHeader(site, voice)}
<main>
<header class="intro">
<h1${attributes}>${RSS_MARK} ${words.feedsOf(site.title)}</h1>
<p class="description"${attributes}>${words.whatFeedsAre}</p>
</header>
${lines(
  groups.length < 2
    ? undefined
    : markup`<nav class="contents" aria-label="${words.contents}"${attributes}>
<ul role="list" class="choices">
${groups.map(({ name }) => markup`<li><a href="#${name}">${words.groups[name]}</a></li>`)}
</ul>
</nav>`,
  markup`<div id="feeds" tabindex="-1">
${groups.length === 0 ? markup`<p class="empty"${attributes}>${words.noFeeds}</p>` : sections}
</div>`,
)}
</main>
<footer${attributes}>
<p><a href="${opml}" type="text/x-opml" download>${words.allInOne}</a></p>
</footer>`,
  })
}

function feedList({ name, listings }: FeedGroup, site: PageSite): Markup {
  // There may be thousands of these, and their names are sufficient.
  const short = name === 'topics' || name === 'authors'
  return markup`<ul role="list" class="${short ? 'names' : 'feeds'}">
${listings.map((listing) => markup`<li${direction(listing, site)}>${short ? pageLink(listing, site) : feedEntry(listing, site)}</li>`)}
</ul>`
}

function direction({ feed }: FeedListing, site: PageSite): Markup {
  return feed.language === site.language ? markup`` : languageAttributes(feed.language)
}

function pageLink({ feed }: FeedListing, site: PageSite): Markup {
  const language = attribute('hreflang', languageTag(feed.language))
  return markup`<a href="${feed.path}/"${language}>${shortTitle(feed, site)}</a>`
}

function feedEntry(listing: FeedListing, site: PageSite): Markup {
  const { feed, documents } = listing
  const links = documents.flatMap(({ url, type, label }) => {
    const href = linkFrom(site.baseUrl + (site.pagesPath ?? ''), url, site)
    if (href === undefined) return []
    const unseen = markup`<span class="unseen">${shortTitle(feed, site)}: </span>`
    return markup`<li><a href="${href}" type="${type}">${unseen}${label}</a></li>`
  })
  return lines(
    markup`<h3>${pageLink(listing, site)}</h3>`,
    feed.description === '' || feed.description === feed.title
      ? undefined
      : markup`<p>${feed.description}</p>`,
    markup`<ul role="list" class="formats">\n${links}\n</ul>`,
  )
}
