import { FULL_NAME, joinedNames } from '../author-names.ts'
import { sameTitle } from '../capture/breadcrumb.ts'
import { readByline } from '../capture/byline.ts'
import { ancestorsOf, attributeOf } from '../html/node.ts'
import type { HtmlElement } from '../html/tree.ts'
import { shownText } from './blocks.ts'
import { elementsOf } from './document.ts'
import { isComments, isNamedFurniture } from './furniture.ts'

/** Words in a class that mark an author, with those that say which part of it an element has. */
const AUTHOR =
  /(?:^|[_-])(?:authors?|autor(?:en)?|auteurs?|byline|by-line|autorenzeile|writer|(?:posted|written|wrote)[_-]by)(?:[_-]+(?:names?|link|text|url))*$/
/** Parts of a page about an author who may have written another story. */
const PORTRAIT = /comment|bio(?:graphy)?|avatar|image|photo|social|follow|popular|related|recent/

/** The names in elements that a page marks as its authors, outside of comments, portraits and menus. */
export function markedAuthors(root: HtmlElement, title: string | undefined): readonly string[] {
  const marked = [...elementsOf(root)].filter(
    (element) => isAuthor(element) && !isBeside(element) && !isOfOther(element, title),
  )
  const [first] = marked
  if (first === undefined) return []
  const around = [...ancestors(first)].slice(0, 2).at(-1)
  const near = around === undefined ? new Set([first]) : new Set(elementsOf(around))
  const names = marked.filter((element) => near.has(element)).flatMap(namesIn)
  const isRepeated = (name: string, at: number) =>
    names.some((other, before) => {
      const [long, short] = [name.toLowerCase(), other.toLowerCase()]
      return long === short ? before < at : long.startsWith(`${short} `)
    })
  return names.filter((name, at) => !isRepeated(name, at)).slice(0, MOST_AUTHORS)
}

/** Whether the heading closest to an author is that of another story. */
function isOfOther(element: HtmlElement, title: string | undefined): boolean {
  const name = shownText(element)
  for (const up of ancestors(element))
    for (const inner of elementsOf(up)) {
      if (!/^h[1-4]$/.test(inner.tagName)) continue
      const heading = shownText(inner)
      if (heading === '' || heading.includes(name) || name.includes(heading)) continue
      return inner.tagName !== 'h1' && (title === undefined || !sameTitle(heading, title))
    }
  return false
}

const MOST_AUTHORS = 10

function isAuthor(element: HtmlElement): boolean {
  const words = (name: string) => (attributeOf(element, name) ?? '').toLowerCase().split(/\s+/)
  if (words('rel').includes('author') || words('itemprop').includes('author')) return true
  return (attributeOf(element, 'class') ?? '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, '-')
    .toLowerCase()
    .split(/\s+/)
    .some((name) => AUTHOR.test(name) && !PORTRAIT.test(name))
}

function* ancestors(element: HtmlElement): Iterable<HtmlElement> {
  for (const up of ancestorsOf(element)) {
    if (up.tagName === 'body') return
    yield up
  }
}

const isBeside = (element: HtmlElement): boolean =>
  [element, ...ancestors(element)].some(
    (up) => ['nav', 'aside', 'footer', 'form'].includes(up.tagName) || isComments(up) || isNamedFurniture(up),
  )

const LEAD =
  /^(?:(?:[Ww]ritten|[Pp]osted|[Pp]ublished|[Gg]eschrieben|[Ee]rstellt|[Vv]eröffentlicht|[Pp]ublié|[Ee]scrito|[Pp]ublicado) )?(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|[Dd]oor|av|af|[Aa]utor(?:in)?(?:en)?|[Aa]uthors?|[Aa]uteurs?|[Aa]utore|[Tt]ext|[Ww]ords)(?: ?: ?| |(?=\p{Lu}))/u
/** Maximum number of characters and words of a name. */
const LONGEST = 50
const MOST_WORDS = 5

/** The names in an element that is marked as an author. */
function namesIn(element: HtmlElement): readonly string[] {
  const inner = [...elsewhere(element)].filter(isAuthor)
  if (inner.length > 0) return []
  const text = shownText(element)
  const { authors = [] } = readByline(text) ?? {}
  if (authors.length > 0) return authors
  const bare = text.replace(LEAD, '').replace(/[\s|,·•—–-]+$/u, '')
  if (bare.length > LONGEST || /[@:!?]|\.\p{L}{2,3}$/u.test(bare)) return []
  if (/^[\p{L}\p{N}_.-]+$/u.test(bare)) return /\p{L}/u.test(bare) ? [bare] : []
  const names = joinedNames(bare) ?? [bare]
  return names.every((name) => FULL_NAME.test(name) && name.split(' ').length <= MOST_WORDS) ? names : []
}

function* elsewhere(element: HtmlElement): Iterable<HtmlElement> {
  for (const inner of elementsOf(element)) if (inner !== element) yield inner
}

/** Accounts that programs create, which are the name of no author. */
const ACCOUNTS =
  /^(?:admin\w*|root|web-?master|super ?user|user|unknown|unbekannt|anonymous|anonym|guest|gast|editor|publisher|staff|test|wordpress\w*|wp-?admin)$/i

/** Whether a stated author is an account, an address or the site itself instead of a person. */
export function isNoName(name: string, siteNames: readonly string[]): boolean {
  const bare = letters(name)
  return (
    bare === '' ||
    ACCOUNTS.test(name.trim()) ||
    /@|\[at\]|^https?:|^www\.|\w\.\w+\/|(?:^|\s)\S+\.(?:com|org|net|de|at|ch|fr|it|es|eu|info)(?:$|[\s,/])/i.test(
      name,
    ) ||
    siteNames.some((site) => bare === letters(site))
  )
}

const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
