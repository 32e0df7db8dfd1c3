import { primaryLanguage } from '../article/direction.ts'
import type { Instant } from '../article/instant.ts'
import { languageAttributes, languageTag } from './language.ts'
import { PAGE_FILES, type PageSite, webUrl } from './listing.ts'
import { attribute, type Hole, lines, type Markup, markup } from './markup.ts'
import { PAGE_SCRIPT_HASH } from './script.ts'
import { type PageWords, wordsFor } from './words.ts'

/**
 * Content-Security-Policy of all pages: no script except the one with the given hash, no forms, no frames; the style
 * sheet from the same origin; pictures from the web.
 */
export const PAGE_CSP = `default-src 'none'; script-src ${PAGE_SCRIPT_HASH}; style-src 'self'; img-src 'self' https: http:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** The words of a page and, if they are in another language than the page, the attributes that state that language. */
export interface Voice {
  readonly words: PageWords
  readonly attributes: Markup
}

/** The words for a page in `language`. */
export function voiceFor(language: string): Voice {
  const words = wordsFor(language)
  const own = primaryLanguage(languageTag(language) ?? words.language) === words.language
  return { words, attributes: own ? markup`` : languageAttributes(words.language) }
}

export interface Page {
  readonly title: string
  readonly description: string
  readonly language: string
  /** Absolute URL. */
  readonly canonical: string
  /** Relative URL of the folder of the style sheet: `./`, `../` … */
  readonly root: string
  /** Further elements of the head. */
  readonly head: Markup
  readonly body: Markup
}

/** The common icon of web feeds. */
export const RSS_MARK = markup`<svg class="mark" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><rect width="24" height="24" rx="5"/><circle cx="6.8" cy="17.2" r="2"/><path d="M4.8 10.4a8.8 8.8 0 0 1 8.8 8.8M4.8 5.2a14 14 0 0 1 14 14"/></svg>`

/** A complete HTML document. It loads only the style sheet and pictures. */
export function pageText(page: Page): string {
  const { title, description, canonical, root, head, body } = page
  return markup`<!doctype html>
<html${languageAttributes(page.language)}>
<head>
${lines(
  markup`<meta charset="utf-8">`,
  markup`<meta name="viewport" content="width=device-width, initial-scale=1">`,
  markup`<meta name="color-scheme" content="light dark">`,
  markup`<title>${title}</title>`,
  description === '' ? undefined : markup`<meta name="description" content="${description}">`,
  linkElement({ rel: 'canonical', href: webUrl(canonical) }),
  linkElement({ rel: 'stylesheet', href: `${root}${PAGE_FILES.styles}` }),
  head,
)}
</head>
<body>
${body}
</body>
</html>
`.source
}

/** A `<link>`; empty without an address. */
export function linkElement(attributes: Readonly<Record<string, string | undefined>>): Markup {
  if (attributes['href'] === undefined) return markup``
  let list = markup``
  for (const [name, value] of Object.entries(attributes)) list = markup`${list}${attribute(name, value)}`
  return markup`<link${list}>`
}

/** An `<a>`; only its contents if there is no safe address. */
export function anchor(href: string | undefined, contents: Hole, attributes: Markup = markup``): Markup {
  return href === undefined
    ? markup`<span${attributes}>${contents}</span>`
    : markup`<a href="${href}"${attributes}>${contents}</a>`
}

/** The line above the title of every page: the site and, on the page of a feed, the index. */
export function pageHeader(
  site: PageSite,
  { words, attributes }: Voice,
  ...further: readonly Markup[]
): Markup {
  const home = anchor(webUrl(site.url), site.title, markup` class="site"${languageAttributes(site.language)}`)
  return markup`<header class="top"${attributes}>
<nav aria-label="${words.breadcrumb}">
<ol role="list">
${[home, ...further].map((link) => markup`<li>${link}</li>`)}
</ol>
</nav>
</header>`
}

/** A moment in UTC, in words. */
export function timeElement(when: Instant, words: PageWords): Markup {
  const [year, month, day] = [when.slice(0, 4), when.slice(5, 7), when.slice(8, 10)].map(Number)
  const name = words.months[(month ?? 0) - 1] ?? ''
  return markup`<time datetime="${when}">${words.moment(day ?? 0, name, year ?? 0, when.slice(11, 16))}</time>`
}
