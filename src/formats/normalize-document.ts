import type { Author, Media } from '../article/article.ts'
import { legalText } from '../article/text.ts'
import type {
  Alternate,
  ArchiveLinks,
  Category,
  Enclosure,
  FeedDocument,
  FeedImage,
  Item,
  Tombstone,
} from '../feed/document.ts'
import { defined } from './defined.ts'

/**
 * Reduces a document to what all formats can represent.
 *
 * Characters that are not allowed in feeds are removed (see {@link legalText}); an empty optional text is removed, and
 * so is a link, author, category or file whose essential text is empty; numbers are whole.
 */
export function normalizeDocument(document: FeedDocument): FeedDocument {
  return defined({
    id: legalText(document.id),
    title: legalText(document.title),
    description: legalText(document.description),
    homeUrl: legalText(document.homeUrl),
    selfUrl: legalText(document.selfUrl),
    language: legalText(document.language),
    updated: document.updated,
    authors: authors(document.authors),
    rights: said(document.rights),
    image: feedImage(document.image),
    iconUrl: said(document.iconUrl),
    ttl: positive(document.ttl),
    hubUrls: document.hubUrls.map(legalText).filter((url) => url !== ''),
    cloudUrl: said(document.cloudUrl),
    alternates: document.alternates.flatMap(alternate),
    archive: archive(document.archive),
    tombstones: document.tombstones.flatMap(tombstone),
    items: document.items.map(item),
  })
}

/** Cached, because the items of a feed are in each of its documents, and are needed to write, judge and store them. */
const normalItems = new WeakMap<Item, Item>()

function item(item: Item): Item {
  const known = normalItems.get(item)
  if (known !== undefined) return known
  const normal = normalItem(item)
  normalItems.set(item, normal)
  return normal
}

function normalItem(item: Item): Item {
  return defined({
    id: legalText(item.id),
    url: legalText(item.url),
    title: legalText(item.title),
    published: item.published,
    updated: item.updated,
    summary: said(item.summary),
    contentHtml: said(item.contentHtml),
    authors: authors(item.authors),
    categories: item.categories.flatMap(category),
    image: media(item.image),
    enclosures: item.enclosures.flatMap(enclosure),
    language: said(item.language),
  })
}

function authors(authors: readonly Author[]): Author[] {
  return authors.flatMap(({ name, email, url }) => {
    const legal = said(name)
    return legal === undefined ? [] : [defined({ name: legal, email: address(email), url: said(url) })]
  })
}

function category({ term, scheme, label }: Category): Category[] {
  const legal = said(term)
  return legal === undefined ? [] : [defined({ term: legal, scheme: said(scheme), label: said(label) })]
}

function media(media: Media | undefined): Media | undefined {
  const url = said(media?.url)
  if (media === undefined || url === undefined) return undefined
  return defined({
    url,
    type: said(media.type),
    length: positive(media.length),
    width: positive(media.width),
    height: positive(media.height),
    title: said(media.title),
    alt: said(media.alt),
    caption: said(media.caption),
    credit: said(media.credit),
  })
}

function enclosure({ url, type, length, title }: Enclosure): Enclosure[] {
  const legal = said(url)
  if (legal === undefined) return []
  return [defined({ url: legal, type: legalText(type), length: positive(length), title: said(title) })]
}

function feedImage(image: FeedImage | undefined): FeedImage | undefined {
  const url = said(image?.url)
  if (url === undefined) return undefined
  return defined({ url, width: positive(image?.width), height: positive(image?.height) })
}

function alternate({ url, language, type }: Alternate): Alternate[] {
  const legal = { url: legalText(url), language: legalText(language), type: legalText(type) }
  return legal.url === '' || legal.language === '' ? [] : [legal]
}

function archive(links: ArchiveLinks | undefined): ArchiveLinks | undefined {
  if (links === undefined) return undefined
  const { kind, current, previous, next } = links
  const legal = defined({ kind, current: said(current), previous: said(previous), next: said(next) })
  return kind === 'subscription' && Object.keys(legal).length === 1 ? undefined : legal
}

function tombstone({ id, when, comment }: Tombstone): Tombstone[] {
  const legal = said(id)
  return legal === undefined ? [] : [defined({ id: legal, when, comment: said(comment) })]
}

/** Atom and RSS require a valid e-mail address; anything else is removed. */
function address(email: string | undefined): string | undefined {
  const legal = said(email)
  return legal !== undefined && /^[^\s()<>@]+@[^\s()<>@]+$/.test(legal) ? legal : undefined
}

function said(text: string | undefined): string | undefined {
  const legal = text === undefined ? '' : legalText(text)
  return legal === '' ? undefined : legal
}

function whole(value: number | undefined): number | undefined {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0 ? Math.abs(value) : undefined
}

function positive(value: number | undefined): number | undefined {
  return whole(value) || undefined
}
