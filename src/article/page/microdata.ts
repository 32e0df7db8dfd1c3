import type { Author } from '../article.ts'
import { ancestorsOf, attributeOf, classesOf, textOf } from '../html/node.ts'
import type { HtmlElement } from '../html/tree.ts'
import { plainLine } from '../text.ts'
import { isArticleType, type PageClaims, said } from './claims.ts'
import { elementsOf } from './document.ts'

/** An article in the markup of a page, and the element with its text, if marked. */
export interface MarkedArticle {
  readonly element: HtmlElement
  readonly claims: PageClaims
  readonly body?: HtmlElement
}

/** How a vocabulary marks items and properties. */
interface Vocabulary {
  isArticle(element: HtmlElement): boolean
  /** The property names of an element in its enclosing item. */
  namesOf(element: HtmlElement): readonly string[]
  /** Whether the element begins an item of its own. */
  isThing(element: HtmlElement): boolean
  claimsOf(of: (...names: readonly string[]) => readonly HtmlElement[]): PageClaims
  readonly body: readonly string[]
}

/**
 * Articles in microdata (HTML standard section 5, schema.org) and in microformats (h-entry, hentry), without nested
 * ones.
 */
export function markedArticles(root: HtmlElement): readonly MarkedArticle[] {
  const marked = VOCABULARIES.map((vocabulary) => articlesIn(root, vocabulary))
  return marked.find((articles) => articles.length > 0) ?? []
}

const MOST_ARTICLES = 200

function articlesIn(root: HtmlElement, vocabulary: Vocabulary): readonly MarkedArticle[] {
  const articles: MarkedArticle[] = []
  const tops = new Set<HtmlElement>()
  const isInner = (element: HtmlElement): boolean => {
    for (const up of ancestorsOf(element)) if (tops.has(up)) return true
    return false
  }
  for (const element of elementsOf(root)) {
    if (articles.length >= MOST_ARTICLES) break
    if (!vocabulary.isArticle(element) || isInner(element)) continue
    tops.add(element)
    articles.push(articleAt(element, vocabulary))
  }
  return articles
}

function articleAt(element: HtmlElement, { claimsOf, body, ...vocabulary }: Vocabulary): MarkedArticle {
  const parts = new Map<string, HtmlElement[]>()
  // Such an element belongs to a nested item, and yet is a property of this one.
  const inner = (node: HtmlElement) => node !== element && vocabulary.isThing(node)
  const visit = (node: HtmlElement): void => {
    for (const child of node.childNodes) {
      if (!('tagName' in child)) continue
      for (const name of vocabulary.namesOf(child)) parts.set(name, [...(parts.get(name) ?? []), child])
      if (!inner(child)) visit(child)
    }
  }
  visit(element)
  const of = (...names: readonly string[]) =>
    names.map((name) => parts.get(name) ?? []).find((found) => found.length > 0) ?? []
  const [text] = of(...body)
  return { element, claims: claimsOf(of), ...(text !== undefined && { body: text }) }
}

const MICRODATA: Vocabulary = {
  isArticle: (element) =>
    attributeOf(element, 'itemscope') !== undefined &&
    (attributeOf(element, 'itemtype') ?? '').split(/\s+/).some(isArticleType),
  namesOf: (element) => (attributeOf(element, 'itemprop') ?? '').split(/\s+/).filter(Boolean),
  isThing: (element) => attributeOf(element, 'itemscope') !== undefined,
  body: ['articleBody'],
  claimsOf: (of) => {
    const text = (...names: readonly string[]) => propertyValue(of(...names)[0])
    const free = text('isAccessibleForFree')?.toLowerCase()
    return said({
      title: text('headline', 'name'),
      published: text('datePublished', 'dateCreated'),
      updated: text('dateModified'),
      url: text('url', 'mainEntityOfPage'),
      authors: of('author', 'creator').flatMap(authorOf),
      tags: of('keywords')
        .flatMap((element) => (propertyValue(element) ?? '').split(','))
        .map((word) => word.trim()),
      section: text('articleSection'),
      summary: text('description', 'abstract'),
      image: imageOf(of('image', 'thumbnailUrl')[0]),
      language: text('inLanguage'),
      isFree: free === 'false' ? false : free === 'true' ? true : undefined,
    })
  },
}

/** microformats2, and the older class names that WordPress themes still use. */
const ENTRIES: Vocabulary = {
  isArticle: (element) => ['h-entry', 'hentry'].some((name) => classesOf(element).includes(name)),
  namesOf: classesOf,
  isThing: (element) => classesOf(element).some((name) => /^h-[a-z]/.test(name)),
  body: ['e-content', 'entry-content'],
  claimsOf: (of) => {
    const text = (...names: readonly string[]) => propertyValue(of(...names)[0])
    return said({
      title: text('p-name', 'entry-title'),
      published: text('dt-published', 'published'),
      updated: text('dt-updated', 'updated'),
      url: addressOf(of('u-url')[0]),
      authors: of('p-author', 'author').flatMap(authorOf),
      tags: of('p-category').flatMap((element) => propertyValue(element) ?? []),
      summary: text('p-summary', 'entry-summary'),
      image: imageOf(of('u-featured')[0]),
    })
  },
}

const VOCABULARIES: readonly Vocabulary[] = [MICRODATA, ENTRIES]

/** The value of an element as a property, HTML standard section 5.2.4, or the text in it. */
function propertyValue(element: HtmlElement | undefined): string | undefined {
  if (element === undefined) return undefined
  const stated =
    attributeOf(element, 'content') ?? attributeOf(element, 'datetime') ?? momentOfAbbreviation(element)
  const value =
    stated ??
    (isLink(element) && attributeOf(element, 'itemprop') !== undefined ? addressOf(element) : undefined)
  const text = plainLine(value ?? textOf(element))
  return text === '' ? undefined : text
}

/** `<abbr title="2019-10-06T19:31:00Z">7:31 PM</abbr>`, as in the older microformats. */
function momentOfAbbreviation(element: HtmlElement): string | undefined {
  const title = element.tagName === 'abbr' ? attributeOf(element, 'title') : undefined
  return title !== undefined && /^\d{4}-\d\d-\d\d/.test(title) ? title : undefined
}

const isLink = ({ tagName }: HtmlElement): boolean => ['link', 'img', 'meta'].includes(tagName)

function addressOf(element: HtmlElement | undefined): string | undefined {
  if (element === undefined) return undefined
  return ['href', 'src', 'content', 'itemid'].flatMap((name) => attributeOf(element, name) ?? [])[0]
}

function imageOf(element: HtmlElement | undefined): PageClaims['image'] {
  if (element === undefined) return undefined
  for (const inner of elementsOf(element)) {
    const url = addressOf(inner)
    if (url === undefined || inner.tagName === 'a') continue
    const alt = attributeOf(inner, 'alt')
    return { url, ...(alt !== undefined && alt !== '' && { alt }) }
  }
  return undefined
}

/** A person is a name, or an item with a name. */
function authorOf(element: HtmlElement): readonly Author[] {
  let name: string | undefined
  let url: string | undefined
  for (const inner of elementsOf(element)) {
    const names = [...(attributeOf(inner, 'itemprop') ?? '').split(/\s+/), ...classesOf(inner)]
    if (inner !== element && names.some((word) => ['name', 'p-name', 'fn'].includes(word)))
      name ??= propertyValue(inner)
    if (inner.tagName === 'a') url ??= attributeOf(inner, 'href')
  }
  name ??= propertyValue(element)
  return name === undefined ? [] : [{ name, ...(url !== undefined && { url }) }]
}
