import { kindOfLine } from '../capture/page-chrome.ts'
import { ancestorsOf, attributeOf, isElement, isText, textOf } from '../html/node.ts'
import type { HtmlElement, HtmlNode } from '../html/tree.ts'
import { plainLine } from '../text.ts'
import { BLOCKS, detach, hasMedia, isTool, leafBlocks, linkShare } from './blocks.ts'
import { elementsOf } from './document.ts'
import { Paragraphs } from './paragraphs.ts'

const ROLES: ReadonlySet<string> = new Set(
  'navigation search banner contentinfo complementary dialog alertdialog menu menubar toolbar button'.split(
    ' ',
  ),
)

/** Words in `class`, `id` and `data-component` by which themes name page furniture. */
const NAMES = [
  'share|shares|sharing|sharedaddy|social|socials|addtoany|sharethis',
  'newsletter|newsletters|subscribe|subscription|subscriptions|signup|sign-up|paywall-offer|donate|membership-promo',
  'related|relatedposts|rich-link|links-block|recommended|recommendations|recirculation|more-stories|more-on|read-more|read-next|also-read|up-next|trending|most-read|most-popular|outbrain|taboola',
  'comments|comment-list|comment-respond|disqus_thread|giscus|utterances|webmentions|respond',
  'breadcrumb|breadcrumbs|skip-link|pagination|pager|paginator|prev-next|post-nav|post-navigation|nav-links|page-nav|edit-this-page|edit-page|edit-link',
  'author-bio|author-box|author-card|author-info|about-author|about-the-author|bio-box',
  'advert|adverts|advertisement|advertising|ad-slot|ad-container|ad-unit|adsbygoogle|google-auto-placed|sponsor-box|promo|promos',
  'cookie|cookies|consent|gdpr|rodo|dsgvo|cookie-banner',
  'toc|table-of-contents|tableofcontents',
  'screen-reader-text|sr-only|visually-hidden|visuallyhidden|heading-anchor|headerlink|hash-link|header-anchor|anchorjs-link|copy-button|print-only|noprint|no-print',
].join('|')
/** `has-comments` and `no-share` describe the element itself. */
const FURNITURE = new RegExp(
  `(?:^|[\\s_]|--)(?!(?:has|no|with|without|is|not|hide|show)-)(?:[a-z]+-){0,3}(?:${NAMES})(?:-[a-z]+){0,2}(?=$|[\\s_]|--)`,
  'i',
)
/** The same within an `article`, where titles, bylines and topics are beside the text. */
const AROUND_TEXT =
  /(?:^|[\s_]|--)(?:byline(?:-(?:block|wrapper|container))?|dateline|headline-block|topic-list|post-meta|entry-meta|article-meta|meta|post-info|entry-header|post-header|article-header|entry-footer|post-footer|article-footer|post-tags|entry-tags|article-tags|tags|tag-list|tags-links|cat-links|categories|posted-on|reading-time|read-time|post-date|entry-date|post-title|entry-title|article-title)(?=$|[\s_]|--)/i

/** Notices below a text that say the same on each page. A credit of a picture has the same name, but is no `div` of the text. */
const NOTICE =
  /(?:^|[\s_]|--)(?:copyright|(?:post|article|entry)-(?:copyright|license|reward))(?=$|[\s_]|--)/i

/** The share of links in an element's text above which it is a list of links. */
const LINKS_ONLY = 0.5

/** Removes page furniture from `body`. With `isExact`, the page itself marks `body` as exactly the text. */
export function removeFurniture(body: HtmlElement, isExact: boolean): void {
  const paragraphs = new Paragraphs(body)
  const most = paragraphs.in(body) * MOST
  const isOut = (element: HtmlElement) =>
    element !== body &&
    isFurniture(element, body, isExact) &&
    // If a theme gives the whole text such a name, the name has another meaning there.
    (paragraphs.in(element) <= most || isComments(element))
  for (const element of [...elementsOf(body)].filter(isOut)) detach(element)
}

/** The share of the paragraphs that no furniture has. */
const MOST = 0.6
const COMMENTS =
  /(?:^|[\s_-])(?:comments?|comment-?list|commentlist|commentarea|respond|disqus\w*|giscus|wpcomm)(?=$|[\s_-])/i
/** `has-comments` describes an element with comments in it. */
const COMMENTED =
  /(?:has|no|with|without|show|hide|can|open|closed)-comments?|comments?-(?:open|closed|on|off|enabled)/gi

/** Whether a theme names an element as comments of readers. */
export const isComments = (element: HtmlElement): boolean =>
  element.tagName !== 'body' &&
  element.tagName !== 'html' &&
  COMMENTS.test(namesOf(element).replace(COMMENTED, ''))

function isFurniture(element: HtmlElement, body: HtmlElement, isExact: boolean): boolean {
  const { tagName } = element
  if (isTool(element) || ROLES.has(attributeOf(element, 'role') ?? '')) return true
  if (isNamedFurniture(element)) return true
  if (tagName === 'aside' && linkShare(element) > LINKS_ONLY) return true
  if (isShareButton(element)) return true
  if (isExact) return false
  if ((tagName === 'header' || tagName === 'footer') && isOf(element, body)) return true
  if (element.tagName === 'div' && NOTICE.test(namesOf(element)) && isOf(element, body)) return true
  return AROUND_TEXT.test(namesOf(element)) || isTagList(element)
}

/** Pages and frames by which a page is shared. */
const SHARING =
  /^(?:https?:)?\/\/(?:[\w-]+\.)*(?:facebook\.com\/(?:sharer|plugins\/(?:like|share))|(?:twitter|x)\.com\/(?:share|intent\/(?:tweet|post)|widgets\/tweet_button)|linkedin\.com\/(?:shareArticle|sharing)|pinterest\.com\/pin\/create|reddit\.com\/submit)\b/i

/** A link or frame by which a page is shared. In a sentence, a longer link may lead there. */
function isShareButton(element: HtmlElement): boolean {
  const { tagName } = element
  if (tagName !== 'a' && tagName !== 'iframe') return false
  const address = attributeOf(element, tagName === 'a' ? 'href' : 'src') ?? ''
  return SHARING.test(address.trim()) && textOf(element).trim().length <= BUTTON
}
/** Maximum number of characters on a button. */
const BUTTON = 24

/** `/tag/ferry/`, `/tags.html`, `/tag-ferry.html`. */
const TERM = /(?:^|\/)(?:tags?|categor(?:y|ies)|topics?)(?:[/-][^/]+)?(?:\/|\.x?html?)?(?:[?#]|$)/i

/** Whether a block only has links to pages of tags or categories, apart from a label. */
function isTagList(element: HtmlElement): boolean {
  if (!BLOCKS.has(element.tagName)) return false
  let [count, links] = [0, 0]
  for (const inner of elementsOf(element)) {
    count += 1
    if (count > TAG_LIST) return false
    if (inner.tagName !== 'a') continue
    if (!TERM.test(attributeOf(inner, 'href') ?? '') && attributeOf(inner, 'rel') !== 'tag') return false
    links += 1
  }
  return links > 0 && linkShare(element) > LINKS_ONLY
}
/** Maximum number of elements in a list of tags. */
const TAG_LIST = 200

/** Whether a theme names an element as furniture. */
export function isNamedFurniture(element: HtmlElement): boolean {
  const names = element.tagName === 'body' || element.tagName === 'html' ? '' : namesOf(element)
  return names !== '' && FURNITURE.test(names)
}

export const namesOf = (element: HtmlElement): string =>
  ['class', 'id', 'data-component']
    .map((name) => attributeOf(element, name) ?? '')
    .join(' ')
    .trim()
    .slice(0, 500)

/** Whether a header or footer belongs to `body` itself, and not to a quotation or section in it. */
function isOf(element: HtmlElement, body: HtmlElement): boolean {
  for (const up of ancestorsOf(element)) {
    if (up === body) return true
    if (['blockquote', 'figure', 'section', 'article', 'aside', 'table'].includes(up.tagName)) return false
  }
  return true
}

/** Blocks of fewer characters can be a byline, a date or a button. */
const SHORT = 200

/** Removes bylines, dates and buttons before the first and after the last block of prose. */
export function removeEnds(body: HtmlElement): void {
  const blocks = leafBlocks(body)
  const first = blocks.findIndex(isProse)
  const last = blocks.findLastIndex(isProse)
  for (const [at, block] of blocks.entries())
    if ((at < first || at > last) && isElement(block) && isLineOfPage(block)) detach(block)
}

function isLineOfPage(block: HtmlElement): boolean {
  const line = plainLine(textOf(block))
  return line !== '' && line.length <= SHORT && !hasMedia(block) && kindOfLine(line) !== 'text'
}

function isProse(block: HtmlElement): boolean {
  const line = plainLine(textOf(block))
  return line.length >= 80 && kindOfLine(line) === 'text'
}

/** Length of the prose in an element, without lists of links and names. */
export function proseLength(element: HtmlElement): number {
  let length = 0
  const visit = (node: HtmlNode): void => {
    if (isText(node)) length += node.value.trim().length
    else if (isElement(node) && !isTool(node) && node.tagName !== 'a' && !isNamedFurniture(node))
      node.childNodes.forEach(visit)
  }
  visit(element)
  return length
}
