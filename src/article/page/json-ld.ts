import type { Author } from '../article.ts'
import { attributeOf } from '../html/node.ts'
import type { HtmlElement } from '../html/tree.ts'
import { isArticleType, type PageClaims, type PageImage, said } from './claims.ts'
import { elementsOf } from './document.ts'
import { decodedText } from './entities.ts'

type Thing = Readonly<Record<string, unknown>>

/** Maximum number of things; a page with more of them lists other pages. */
const MOST_THINGS = 1000
const MOST_SCRIPTS = 50
const DEEPEST = 8

/** The JSON-LD data of each article that the page describes itself; articles that it only refers to are left out. */
export function articlesInJsonLd(root: HtmlElement): readonly PageClaims[] {
  const things = thingsIn(root)
  const byId = new Map(things.flatMap((thing) => (textIn(thing['@id']) ? [[thing['@id'], thing]] : [])))
  const resolve = (value: unknown): unknown => {
    if (!isThing(value) || Object.keys(value).length !== 1) return value
    return byId.get(value['@id']) ?? value
  }
  const articles = things.filter((thing) => typesOf(thing).some(isArticleType))
  return articles.map((article) => claimsOf(article, resolve))
}

function thingsIn(root: HtmlElement): readonly Thing[] {
  const things: Thing[] = []
  let scripts = 0
  for (const element of elementsOf(root)) {
    if (element.tagName !== 'script' || !/^application\/ld\+json\b/i.test(attributeOf(element, 'type') ?? ''))
      continue
    scripts += 1
    if (scripts > MOST_SCRIPTS) break
    collect(parsed(element), things, 0)
  }
  return things
}

/** Collects top-level things, those in arrays and in `@graph`, and the main entity of a page. */
function collect(value: unknown, things: Thing[], depth: number): void {
  if (depth > DEEPEST || things.length >= MOST_THINGS) return
  if (Array.isArray(value)) for (const item of value) collect(item, things, depth + 1)
  if (!isThing(value)) return
  things.push(value)
  collect(value['@graph'], things, depth + 1)
  // A page contains its article as main entity; but an article can also state the page that *it* is the main entity of.
  if (!typesOf(value).some(isArticleType)) collect(value['mainEntity'], things, depth + 1)
}

/** Parses JSON as themes write it: within a comment, with line ends in texts, with trailing commas. */
function parsed(script: HtmlElement): unknown {
  const text = script.childNodes
    .map((node) => ('value' in node ? node.value : ''))
    .join('')
    .replace(
      /^\s*(?:\/\*|\/\/)?\s*(?:<!--|<!\[CDATA\[)\s*(?:\*\/)?|(?:\/\*|\/\/)?\s*(?:-->|\]\]>)\s*(?:\*\/)?\s*;?\s*$/g,
      '',
    )
  return json(text) ?? json(text.replace(/\p{Cc}+/gu, ' ').replace(/,(?=\s*[\]}])/g, ''))
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function claimsOf(article: Thing, resolve: (value: unknown) => unknown): PageClaims {
  const of = (name: string) => resolve(article[name])
  const [image] = listOf(of('image')).flatMap((value) => imageIn(resolve(value)) ?? [])
  return said({
    title: textIn(of('headline')) ?? textIn(of('name')),
    published: rawText(of('datePublished')) ?? rawText(of('dateCreated')),
    updated: rawText(of('dateModified')),
    url: rawText(of('url')) ?? addressIn(of('mainEntityOfPage')) ?? rawText(article['@id']),
    authors: listOf(of('author')).flatMap((value) => authorsIn(resolve(value))),
    tags: listOf(of('keywords')).flatMap((value) => wordsIn(resolve(value))),
    section: listOf(of('articleSection')).flatMap((value) => textIn(value) ?? [])[0],
    summary: textIn(of('description')) ?? textIn(of('abstract')),
    image: image ?? imageIn(resolve(listOf(of('thumbnailUrl'))[0])),
    language: rawText(of('inLanguage')) ?? nameOf(of('inLanguage')),
    isFree: flagIn(of('isAccessibleForFree')),
    text: rawText(of('articleBody')),
  })
}

function isThing(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, 100) : value === undefined || value === null ? [] : [value]
}

function typesOf(thing: Thing): readonly string[] {
  return listOf(thing['@type']).filter((type) => typeof type === 'string')
}

/** The text as written; the first of several texts, such as one per language. */
function rawText(value: unknown): string | undefined {
  const [first] = listOf(value)
  const text = isThing(first) ? first['@value'] : first
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined
}

/** A text for readers: many programs insert HTML character references. */
function textIn(value: unknown): string | undefined {
  const text = rawText(value)
  return text === undefined ? undefined : decodedText(text)
}

function nameOf(value: unknown): string | undefined {
  return isThing(value) ? (textIn(value['name']) ?? rawText(value['alternateName'])) : undefined
}

function addressIn(value: unknown): string | undefined {
  return isThing(value) ? (rawText(value['@id']) ?? rawText(value['url'])) : rawText(value)
}

function authorsIn(value: unknown): readonly Author[] {
  if (!isThing(value)) {
    const name = textIn(value)
    return name === undefined ? [] : [{ name }]
  }
  const [url] = [value['url'], value['sameAs']].flatMap((stated) => rawText(stated) ?? [])
  const names = listOf(value['name']).flatMap((name) => textIn(name) ?? [])
  return names.map((name) => ({ name, ...(url !== undefined && names.length === 1 && { url }) }))
}

function wordsIn(value: unknown): readonly string[] {
  const text = nameOf(value) ?? textIn(value)
  if (text === undefined) return []
  // Parse.ly and others mix `tag:…` and `author:…` with words.
  return text
    .split(/[,;]/)
    .map((word) => word.trim())
    .filter((word) => word !== '')
}

function imageIn(value: unknown): PageImage | undefined {
  if (!isThing(value)) {
    const url = rawText(value)
    return url === undefined ? undefined : { url }
  }
  const url = rawText(value['url']) ?? rawText(value['contentUrl']) ?? rawText(value['@id'])
  if (url === undefined) return undefined
  const [width, height] = [pixelsIn(value['width']), pixelsIn(value['height'])]
  const caption = textIn(value['caption'])
  return {
    url,
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...(caption !== undefined && { caption }),
  }
}

function pixelsIn(value: unknown): number | undefined {
  const stated = isThing(value) ? value['value'] : value
  const number = typeof stated === 'string' ? Number.parseInt(stated, 10) : stated
  return typeof number === 'number' && Number.isInteger(number) && number > 0 ? number : undefined
}

/** schema.org Boolean: a boolean, a text, or the address of `False`. */
function flagIn(value: unknown): boolean | undefined {
  const text = typeof value === 'boolean' ? String(value) : rawText(value)
  if (text === undefined) return undefined
  if (/^(?:https?:\/\/schema\.org\/)?(?:false|no|0)$/i.test(text)) return false
  return /^(?:https?:\/\/schema\.org\/)?(?:true|yes|1)$/i.test(text) ? true : undefined
}
