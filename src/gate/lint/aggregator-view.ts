import { type DateReading, readDate } from './date-forms.ts'
import { scanHtml } from './html-scan.ts'
import { member, membersOf, stringOf } from './json-tree.ts'
import { linksOf } from './links.ts'
import type { SourceItem, SourceParts } from './source-parts.ts'
import { child, children, type FeedElement } from './xml-tree.ts'

/** An item as aggregators read it, regardless of its format. Missing texts are empty. */
export interface AggregatorView {
  readonly at: number
  /** Length of the item as written, in UTF-16 code units. */
  readonly size: number
  readonly id: string
  readonly title: string
  readonly url: string
  readonly summary: string
  readonly body: string
  readonly author: string
  readonly language: string
  readonly date: DateReading | undefined
  /** Computed on demand, because it requires parsing the HTML. */
  readonly images: () => readonly ItemImage[]
}

export interface ItemImage {
  readonly url: string
  /** In pixels. */
  readonly width?: number
  readonly height?: number
}

/** The items of the document, read as the aggregators' documentation describes. */
export function aggregatorViewsOf(document: SourceParts): AggregatorView[] {
  return document.items.map((item) =>
    item.element === undefined ? fromJson(item) : fromXml(item, item.element),
  )
}

/** The address of an item; empty if it states none. */
export function itemUrl({ element, json }: SourceItem): string {
  if (element === undefined) return stringOf(member(json, 'url'))?.trim() ?? ''
  const link = child(element, 'link')?.text.trim() ?? ''
  if (link !== '') return link
  return linksOf(element, 'alternate')[0]?.attributes.get('href') ?? ''
}

function fromXml(item: SourceItem, element: FeedElement): AggregatorView {
  const text = (...names: string[]) => {
    for (const name of names) {
      const found = child(element, name)?.text.trim()
      if (found !== undefined && found !== '') return found
    }
    return ''
  }
  const author = child(element, 'atom:author')
  const body = text('content:encoded', 'atom:content')
  const media = [
    ...children(element, 'media:content'),
    ...children(element, 'enclosure'),
    ...children(element, 'media:thumbnail'),
  ]
  return {
    ...placeOf(item),
    title: item.title ?? '',
    url: itemUrl(item),
    summary: text('description', 'atom:summary'),
    body,
    author: text('dc:creator', 'author') || (child(author, 'atom:name')?.text.trim() ?? ''),
    language: element.attributes.get('xml:lang') ?? text('dc:language'),
    date:
      readDate(text('pubDate'), 'rfc822') ??
      readDate(text('atom:published', 'atom:updated'), 'rfc3339') ??
      readDate(text('dc:date'), 'w3cdtf'),
    images: () => [
      ...media.filter(isImage).map(({ attributes }) => imageOf(attributes.get('url'), attributes)),
      ...imagesIn(body || text('description')),
    ],
  }
}

function fromJson(item: SourceItem): AggregatorView {
  const text = (name: string) => stringOf(member(item.json, name))?.trim() ?? ''
  const [first] = membersOf(member(item.json, 'authors'))
  const images = [text('image'), text('banner_image')].filter((url) => url !== '').map((url) => ({ url }))
  return {
    ...placeOf(item),
    title: text('title'),
    url: itemUrl(item),
    summary: text('summary'),
    body: text('content_html') || text('content_text'),
    author: stringOf(member(first, 'name')) ?? stringOf(member(member(item.json, 'author'), 'name')) ?? '',
    language: text('language'),
    date: readDate(text('date_published'), 'rfc3339'),
    images: () => [...images, ...imagesIn(text('content_html'))],
  }
}

function placeOf({ start, end, id }: SourceItem) {
  return { at: start, size: end - start, id: id ?? '' }
}

function isImage({ name, attributes }: FeedElement): boolean {
  return (
    name === 'media:thumbnail' ||
    attributes.get('medium') === 'image' ||
    (attributes.get('type') ?? '').startsWith('image/')
  )
}

function imagesIn(html: string): ItemImage[] {
  return scanHtml(html)
    .filter(({ name }) => name === 'img')
    .map(({ attributes }) => imageOf(attributes.get('src'), attributes))
}

function imageOf(url: string | undefined, attributes: ReadonlyMap<string, string>): ItemImage {
  const width = Number.parseInt(attributes.get('width') ?? '', 10)
  const height = Number.parseInt(attributes.get('height') ?? '', 10)
  return {
    url: url ?? '',
    ...(Number.isNaN(width) ? {} : { width }),
    ...(Number.isNaN(height) ? {} : { height }),
  }
}
