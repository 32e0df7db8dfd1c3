import type { FeedDefinition } from '../feed/definition.ts'
import type { Item } from '../feed/document.ts'
import { discoveryLinks } from './autodiscovery.ts'
import { itemList } from './item-list.ts'
import { languageAttributes, languageTag } from './language.ts'
import {
  type DocumentLink,
  type FeedListing,
  isPublic,
  linkFrom,
  type PageSite,
  pageUrl,
  shortTitle,
  WEB_READERS,
  webUrl,
} from './listing.ts'
import { attribute, lines, type Markup, markup } from './markup.ts'
import { anchor, linkElement, pageHeader, pageText, type Voice, voiceFor } from './page.ts'

/** Most items a page shows. */
const SHOWN = 20

/**
 * The page `<feed.path>/index.html`: what the feed is, how to subscribe, and its newest items (at most 20; given newest
 * first). `translations` are the feeds that say the same in another language.
 *
 * Texts are taken as plain text and `contentHtml` is not shown, so nothing given becomes markup; addresses that are not
 * http(s) become no link. Links within the published set are relative: the page works under any host and base path.
 */
export function feedPage(
  feed: FeedDefinition,
  items: readonly Item[],
  documents: readonly DocumentLink[],
  site: PageSite,
  translations: readonly FeedListing[] = [],
): string {
  const voice = voiceFor(feed.language)
  const { words, attributes } = voice
  const root = '../'.repeat(feed.path.split('/').length)
  const title = shortTitle(feed, site)
  return pageText({
    title: feed.title.includes(site.title) ? feed.title : `${feed.title} – ${site.title}`,
    description: feed.description,
    language: feed.language,
    canonical: pageUrl(feed),
    root,
    head: lines(
      linkElement({ rel: 'icon', href: webUrl(feed.iconUrl) }),
      isPublic(feed)
        ? undefined
        : markup`<meta name="robots" content="noindex">\n<meta name="referrer" content="no-referrer">`,
      discoveryLinks([{ feed, documents }, ...translations], feed.language),
      ...pageAlternates(feed, translations),
    ),
    body: markup`<a class="skip" href="#latest"${attributes}>${words.skipToArticles}</a>
${pageHeader(site, voice, anchor(root, words.allFeeds))}
<main>
${lines(
  intro(feed, title, voice),
  subscribing(feed, documents, site, voice),
  translations.length === 0 ? undefined : otherLanguages(translations, root, site, voice),
  markup`<section class="latest" aria-labelledby="latest">
<h2 id="latest" tabindex="-1"${attributes}>${words.latest}</h2>
${items.length === 0 ? markup`<p class="empty"${attributes}>${words.noArticles}</p>` : itemList(items.slice(0, SHOWN), voice)}
</section>`,
)}
</main>
<footer>
${lines(
  feed.rights === undefined ? undefined : markup`<p>${feed.rights}</p>`,
  markup`<p>${anchor(webUrl(feed.homeUrl), feed.homeUrl, markup` dir="ltr"`)}</p>`,
)}
</footer>`,
  })
}

function intro(feed: FeedDefinition, title: string, { words, attributes }: Voice): Markup {
  const source = webUrl(feed.image?.url)
  const size = markup`${attribute('width', feed.image?.width)}${attribute('height', feed.image?.height)}`
  return markup`<header class="intro">
${lines(
  source === undefined ? undefined : markup`<img src="${source}" alt=""${size}>`,
  markup`<p class="kind"${attributes}>${words.webFeed}</p>`,
  markup`<h1>${title}</h1>`,
  feed.description === '' || feed.description === feed.title
    ? undefined
    : markup`<p class="description">${feed.description}</p>`,
)}
</header>`
}

function subscribing(
  feed: FeedDefinition,
  documents: readonly DocumentLink[],
  site: PageSite,
  { words, attributes }: Voice,
): Markup {
  const known = documents.flatMap((document) => {
    const url = webUrl(document.url)
    const href = linkFrom(pageUrl(feed), document.url)
    return url === undefined || href === undefined ? [] : [{ ...document, url, href }]
  })
  return markup`<section class="subscribe" aria-labelledby="subscribe"${attributes}>
<h2 id="subscribe">${words.subscribe}</h2>
<p>${words.whatThisIs}</p>
<ul role="list" class="documents">
${known.map(({ url, href, type, label }, index) => {
  const id = `address-${index + 1}`
  const note = index === 0 && known.length > 1 ? markup` <small>${words.recommended}</small>` : undefined
  return markup`<li>
<label for="${id}">${words.address(label)}${note}</label>
<a href="${href}" type="${type}">${words.open}<span class="unseen"> ${label}</span></a>
<input id="${id}" type="text" value="${url}" size="40" dir="ltr" readonly autocomplete="off" spellcheck="false">
</li>`
})}
</ul>
${readers(known[0], feed, site, words.readers)}
</section>`
}

/** Links that subscribe on other websites. They would learn the address, so none for a feed with an audience. */
function readers(
  document: DocumentLink | undefined,
  feed: FeedDefinition,
  site: PageSite,
  heading: string,
): Markup | undefined {
  if (document === undefined || !isPublic(feed)) return undefined
  const links = (site.readers ?? WEB_READERS).flatMap(({ name, subscribeUrl }) => {
    const href = webUrl(subscribeUrl + encodeURIComponent(document.url))
    return href === undefined ? [] : markup`<li><a href="${href}" rel="nofollow">${name}</a></li>`
  })
  if (links.length === 0) return undefined
  return markup`<div class="readers">
<p id="readers">${heading}</p>
<ul role="list" class="choices" aria-labelledby="readers">
${links}
</ul>
</div>`
}

function otherLanguages(
  translations: readonly FeedListing[],
  root: string,
  site: PageSite,
  { words, attributes }: Voice,
): Markup {
  return markup`<section class="translations" aria-labelledby="translations">
<h2 id="translations"${attributes}>${words.otherLanguages}</h2>
<ul role="list">
${translations.map(({ feed }) => {
  const tag = languageTag(feed.language)
  const language = markup`${attribute('hreflang', tag)}${languageAttributes(tag)}`
  return markup`<li><a href="${root}${feed.path}/"${language}>${shortTitle(feed, site)}</a></li>`
})}
</ul>
</section>`
}

/** The pages of the translations and, as the rule of `hreflang` is, this one among them. */
function pageAlternates(feed: FeedDefinition, translations: readonly FeedListing[]): readonly Markup[] {
  if (translations.length === 0) return []
  return [feed, ...translations.map((listing) => listing.feed)].map((one) =>
    linkElement({
      rel: 'alternate',
      type: 'text/html',
      href: webUrl(pageUrl(one)),
      hreflang: languageTag(one.language),
    }),
  )
}
