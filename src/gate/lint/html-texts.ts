import { type HtmlScan, type HtmlTag, HtmlTags, type TagCheck } from './html-scan.ts'
import { member, stringOf } from './json-tree.ts'
import type { Remark } from './remark.ts'
import type { SourceParts } from './source-parts.ts'
import { type FeedElement, hasBase } from './xml-tree.ts'

/** A piece of HTML in a feed, which readers pass to a browser. */
export interface HtmlText {
  /** Empty for XHTML, which is part of the tree. */
  readonly html: string
  readonly tags: HtmlTags
  /** Offset of the element or value that contains it. */
  readonly at: number
  /** Whether it is in the scope of a base for relative references (`xml:base`). */
  readonly hasBase: boolean
  /** Offset of a tag in the feed's text; that of the whole piece if the exact one is unknown because of escaping. */
  offsetOf(tag: HtmlTag): number
}

const RSS_HTML = ['content:encoded']
const MEDIA_HTML = ['media:text', 'media:description', 'media:title']
const ATOM_HTML = ['atom:content', 'atom:summary', 'atom:title', 'atom:subtitle', 'atom:rights']
const CDATA = '<![CDATA['

/** What a check finds in the tags of the texts, at its place in the document. */
export function* remarksOnTags(texts: Iterable<HtmlText>, check: TagCheck): Iterable<Remark> {
  for (const { tags, offsetOf } of texts)
    for (const { tag, remark } of tags.found(check)) yield { ...remark, at: offsetOf(tag) }
}

/** All texts of the document that are HTML according to their format; the description of a channel is plain text. */
export function htmlTextsOf(document: SourceParts, scan: HtmlScan): HtmlText[] {
  const texts = document.itemObjects.flatMap((item) => {
    const node = member(item, 'content_html')
    return stringOf(node) === undefined || node === undefined
      ? []
      : [plainHtml(stringOf(node) ?? '', node.start, false, scan)]
  })
  for (const element of document.named('description', ...RSS_HTML))
    if (element.name !== 'description' || element.parent?.name === 'item')
      texts.push(elementHtml(document, element, scan))
  for (const element of document.named(...MEDIA_HTML))
    if (element.attributes.get('type') === 'html') texts.push(elementHtml(document, element, scan))
  for (const element of document.named('xhtml:body')) texts.push(xhtml(element))
  for (const element of document.named(...ATOM_HTML)) {
    const type = element.attributes.get('type')
    if (type === 'html' || type === 'text/html') texts.push(elementHtml(document, element, scan))
    if (type === 'xhtml' || type === 'application/xhtml+xml') texts.push(xhtml(element))
  }
  return texts
}

function plainHtml(html: string, at: number, hasBase: boolean, scan: HtmlScan): HtmlText {
  return { html, tags: scan(html), at, hasBase, offsetOf: () => at }
}

function elementHtml(document: SourceParts, element: FeedElement, scan: HtmlScan): HtmlText {
  const piece = plainHtml(element.text, element.start, hasBase(element), scan)
  const written = document.written(element)
  const isOneSection = written === `${CDATA}${element.text}]]>`
  if (!isOneSection) return piece
  return { ...piece, offsetOf: ({ index }) => element.contentStart + CDATA.length + index }
}

function xhtml(element: FeedElement): HtmlText {
  const tags: HtmlTag[] = []
  const waiting = element.children.toReversed()
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    tags.push({ name: next.name.replace(/^xhtml:/, ''), attributes: next.attributes, index: next.start })
    for (const element of next.children.toReversed()) waiting.push(element)
  }
  return {
    html: '',
    tags: new HtmlTags(() => tags),
    at: element.start,
    hasBase: hasBase(element),
    offsetOf: ({ index }) => index,
  }
}
