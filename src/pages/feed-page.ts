import type { Instant } from '../article/instant.ts'
import type { FeedDefinition } from '../feed/definition.ts'
import type { Item } from '../feed/document.ts'
import { discoveryLinks } from './autodiscovery.ts'
import { itemList } from './item-list.ts'
import { languageAttributes, languageTag } from './language.ts'
import {
  type DocumentLink,
  type FeedListing,
  FREE_READERS,
  isPublic,
  linkFrom,
  MAIL_READER,
  type PageSite,
  pageUrl,
  rootFrom,
  shortTitle,
  WEB_READERS,
  type WebReader,
  webUrl,
} from './listing.ts'
import { attribute, lines, type Markup, markup, scriptElement } from './markup.ts'
import {
  anchor,
  linkElement,
  pageHeader,
  pageText,
  RSS_MARK,
  timeElement,
  type Voice,
  voiceFor,
} from './page.ts'
import { PAGE_SCRIPT } from './script.ts'
import type { PageWords } from './words.ts'

/** Maximum number of items on a page. */
const SHOWN = 20

/**
 * The page `<feed.path>/index.html`: a description of the feed, how to subscribe, and its newest items (at most 20;
 * given newest first). `translations` are the same feed in other languages; `updated` is when the feed last changed.
 *
 * Texts are treated as plain text and `contentHtml` is not shown, so no input becomes markup; addresses other than
 * http(s) become no links. Links within the published set are relative: the page works on any host and base path.
 */
export function feedPage(
  feed: FeedDefinition,
  items: readonly Item[],
  documents: readonly DocumentLink[],
  site: PageSite,
  translations: readonly FeedListing[] = [],
  updated?: Instant,
): string {
  const voice = voiceFor(feed.language)
  const { words, attributes } = voice
  const { pagesPath = '' } = site
  const index = rootFrom(`${feed.path}/`)
  const root = rootFrom(`${pagesPath}${feed.path}/`)
  const title = shortTitle(feed, site)
  return pageText({
    title: feed.title.includes(site.title) ? feed.title : `${feed.title} – ${site.title}`,
    description: feed.description,
    language: feed.language,
    canonical: pageUrl(feed, site),
    root,
    head: lines(
      linkElement({ rel: 'icon', href: webUrl(feed.iconUrl) }),
      isPublic(feed)
        ? undefined
        : markup`<meta name="robots" content="noindex">\n<meta name="referrer" content="no-referrer">`,
      discoveryLinks([{ feed, documents }, ...translations], feed.language),
      ...pageAlternates(feed, translations, site),
    ),
    body: markup`<a class="skip" href="#latest"${attributes}>${words.skipToArticles}</a>
${pageHeader(site, voice, anchor(index, words.allFeeds))}
<main>
${lines(
  intro(feed, title, updated, voice),
  subscribing(feed, documents, site, voice),
  translations.length === 0 ? undefined : otherLanguages(translations, index, site, voice),
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
</footer>
${scriptElement(PAGE_SCRIPT)}`,
  })
}

function intro(
  feed: FeedDefinition,
  title: string,
  updated: Instant | undefined,
  { words, attributes }: Voice,
): Markup {
  const source = webUrl(feed.image?.url)
  const size = markup`${attribute('width', feed.image?.width)}${attribute('height', feed.image?.height)}`
  return markup`<header class="intro">
${lines(
  source === undefined ? undefined : markup`<img src="${source}" alt=""${size}>`,
  markup`<p class="kind"${attributes}>${RSS_MARK} ${words.webFeed}</p>`,
  markup`<h1>${title}</h1>`,
  feed.description === '' || feed.description === feed.title
    ? undefined
    : markup`<p class="description">${feed.description}</p>`,
  markup`<p class="freshness"${attributes}>${updated === undefined ? undefined : markup`${words.lastUpdated} ${timeElement(updated, words)}. `}${feed.ttl === undefined ? undefined : words.howOften(feed.ttl)}</p>`,
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
    const href = linkFrom(pageUrl(feed, site), document.url, site)
    return url === undefined || href === undefined ? [] : [{ ...document, url, href }]
  })
  return markup`<section class="subscribe" aria-labelledby="subscribe"${attributes}>
<h2 id="subscribe">${words.subscribe}</h2>
<p>${words.whatThisIs}</p>
${known.length === 0 ? undefined : documentList(known.slice(0, 1), known.length > 1, 1, words)}
${
  known.length < 2
    ? undefined
    : markup`<details>
<summary>${words.otherFormats}</summary>
${documentList(known.slice(1), false, 2, words)}
</details>`
}
${readers(known[0], feed, words)}
<div class="readers">
<p id="apps">${words.noReader}</p>
<ul role="list" class="choices" aria-labelledby="apps">
${FREE_READERS.map(({ name, systems, url }) => markup`<li><a href="${url}" rel="nofollow">${name}</a> <small>${systems}</small></li>`)}
</ul>
</div>
</section>`
}

/** A document with both of its addresses: absolute to copy, relative to open. */
interface KnownDocument extends DocumentLink {
  readonly href: string
}

/** @param first number of the first document among all on the page */
function documentList(
  documents: readonly KnownDocument[],
  isRecommended: boolean,
  first: number,
  words: PageWords,
): Markup {
  return markup`<ul role="list" class="documents">
${documents.map(({ url, href, type, label }, index) => {
  const id = `address-${first + index}`
  const note = isRecommended ? markup` <small>${words.recommended}</small>` : undefined
  const about = markup`<span class="unseen"> ${label}</span>`
  return markup`<li data-document>
<p class="label">${words.address(label)}${note}</p>
<code id="${id}" dir="ltr">${url}</code>
<p class="actions">
<button type="button" hidden data-copied="${words.copied}" aria-describedby="${id}">${words.copy}</button>
<a href="feed:${url}">${words.openInApp}${about}</a>
<a href="${href}" type="${type}">${words.open}${about}</a>
</p>
</li>`
})}
</ul>`
}

/** Links to subscribe on other websites. These would learn the address, so a feed with an audience has none. */
function readers(
  document: DocumentLink | undefined,
  feed: FeedDefinition,
  words: PageWords,
): Markup | undefined {
  if (document === undefined || !isPublic(feed)) return undefined
  const link = ({ subscribeUrl }: WebReader, name: string): Markup | [] => {
    const href = webUrl(subscribeUrl + encodeURIComponent(document.url))
    return href === undefined ? [] : markup`<li><a href="${href}" rel="nofollow">${name}</a></li>`
  }
  const links = [
    ...WEB_READERS.map((reader) => link(reader, reader.name)),
    link(MAIL_READER, words.byMail(MAIL_READER.name)),
  ].flat()
  return markup`<div class="readers">
<p id="readers">${words.readers}</p>
<ul role="list" class="choices" aria-labelledby="readers">
${links}
</ul>
</div>`
}

function otherLanguages(
  translations: readonly FeedListing[],
  index: string,
  site: PageSite,
  { words, attributes }: Voice,
): Markup {
  return markup`<section class="translations" aria-labelledby="translations">
<h2 id="translations"${attributes}>${words.otherLanguages}</h2>
<ul role="list">
${translations.map(({ feed }) => {
  const tag = languageTag(feed.language)
  const language = markup`${attribute('hreflang', tag)}${languageAttributes(tag)}`
  return markup`<li><a href="${index}${feed.path}/"${language}>${shortTitle(feed, site)}</a></li>`
})}
</ul>
</section>`
}

/** The pages of the translations and, as `hreflang` requires, this page itself. */
function pageAlternates(
  feed: FeedDefinition,
  translations: readonly FeedListing[],
  site: PageSite,
): readonly Markup[] {
  if (translations.length === 0) return []
  return [feed, ...translations.map((listing) => listing.feed)].map((one) =>
    linkElement({
      rel: 'alternate',
      type: 'text/html',
      href: webUrl(pageUrl(one, site)),
      hreflang: languageTag(one.language),
    }),
  )
}
