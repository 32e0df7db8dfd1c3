import { Tokenizer, TokenizerMode } from 'parse5'
import { VOID_ELEMENTS } from './html-elements.ts'
import type { Remark } from './remark.ts'

/**
 * A start tag in HTML text. Names are in lower case, and character references in values are decoded; of duplicate
 * attributes, the first is used.
 */
export interface HtmlTag {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  /** Index of its `<` in the HTML. */
  readonly index: number
}

/** HTML's own definition of white space: a no-break space or a line separator does not end a name. */
const TAG = /<(\/?)([a-zA-Z][^\t\n\f\r />]*)/y
const GAP = /[\t\n\f\r /]*/y
const NAME = /=?[^\t\n\f\r />=]*/y
const EQUALS = /[\t\n\f\r ]*=[\t\n\f\r ]*/y
const UNQUOTED = /[^\t\n\f\r >]*/y
const COMMENT_END = /--!?>/g
const RAW_TEXT = new Set(['script', 'style', 'textarea', 'title', 'xmp', 'iframe', 'noembed', 'noframes'])

/**
 * The start tags that a browser finds in a piece of HTML, according to the tag rules of the HTML standard (13.2.5). No
 * tree is built: the rules need only tags, and building a tree takes quadratic time for maliciously nested markup.
 */
export function scanHtml(html: string): HtmlTag[] {
  const tags: HtmlTag[] = []
  readAll(html, { start: (tag) => tags.push(tag), end: () => undefined })
  return tags
}

/** What a rule says about a tag. */
export type TagRemark = Omit<Remark, 'at'>

/** The part of a rule that depends on a single tag, and on nothing else. */
export type TagCheck = (tag: HtmlTag) => readonly TagRemark[]

/** A check of each attribute by itself. */
export function eachAttribute(
  check: (tag: HtmlTag, name: string, value: string) => TagRemark | undefined,
): TagCheck {
  return (tag) => {
    if (tag.attributes.size === 0) return []
    return [...tag.attributes].flatMap(([name, value]) => check(tag, name, value) ?? [])
  }
}

interface RemarkOnTag {
  readonly tag: HtmlTag
  readonly remark: TagRemark
}

/** The tags of a text, and what checks have found in them. */
export class HtmlTags {
  readonly #all: () => readonly HtmlTag[]
  readonly #first: () => readonly HtmlTag[]
  #distinct: WeakRef<readonly HtmlTag[]> | undefined
  readonly #found = new Map<TagCheck, readonly RemarkOnTag[]>()

  /** @param first the tags without those that are equal to an earlier one except for their index */
  constructor(all: () => readonly HtmlTag[], first = all) {
    this.#all = all
    this.#first = first
  }

  /**
   * Every tag that differs from those before it in its name or attributes. Others are not kept, because a long text has
   * hundreds of tags of a few kinds; and these only until memory is short, because what checks find in them is kept.
   */
  get distinct(): readonly HtmlTag[] {
    const known = this.#distinct?.deref()
    if (known !== undefined) return known
    const distinct = this.#first()
    this.#distinct = new WeakRef(distinct)
    return distinct
  }

  /** The remarks of a check about all tags. */
  found(check: TagCheck): readonly RemarkOnTag[] {
    const known = this.#found.get(check)
    if (known !== undefined) return known
    const isClean = this.distinct.every((tag) => check(tag).length === 0)
    const found = isClean
      ? NO_REMARKS
      : this.#all().flatMap((tag) => check(tag).map((remark) => ({ tag, remark })))
    this.#found.set(check, found)
    return found
  }
}

const NO_REMARKS: readonly RemarkOnTag[] = []

export type HtmlScan = (html: string) => HtmlTags

/**
 * Finds the tags of each of `texts` once, and what checks find in them: the articles of a feed are in each of its formats,
 * and both depend only on the text. Other texts are not kept, because they can be parts of a whole document.
 */
export function rememberingScan(texts: Iterable<string>): HtmlScan {
  const known = new Map(Array.from(texts, (text) => [text, htmlTags(text)]))
  return (html) => known.get(html) ?? htmlTags(html)
}

/** The tags of `html`, which is scanned when they are asked for. */
export function htmlTags(html: string): HtmlTags {
  return new HtmlTags(
    () => scanHtml(html),
    () => {
      const written = new Set<string>()
      const tags: HtmlTag[] = []
      readAll(html, {
        start: (tag, end) => {
          const size = written.size
          if (written.add(html.slice(tag.index, end)).size > size) tags.push(tag)
        },
        end: () => undefined,
      })
      return tags
    },
  )
}

/** An end tag without a start tag, or a start tag without an end tag. */
export interface LonelyTag {
  readonly name: string
  readonly isEnd: boolean
}

/** Elements that HTML never closes implicitly. */
const ENDED = new Set(
  (
    'a abbr article aside b big blockquote center cite code del details div em figcaption figure font footer ' +
    'h1 h2 h3 h4 h5 h6 header i ins kbd mark ol pre q s section small span strike strong sub summary sup table tt u ul'
  ).split(' '),
)
/** Elements without end tag; and `p`, which only another block closes implicitly. */
const ENDLESS = new Set([...VOID_ELEMENTS, 'p'])

/**
 * The first unmatched tag, according to the number of tags of each name; elements whose end tag is optional in HTML are
 * not checked. Overlapping tags count as matched.
 */
export function lonelyTag(html: string): LonelyTag | undefined {
  const open = new Map<string, number>()
  let stray: LonelyTag | undefined
  readAll(html, {
    start: ({ name }) => {
      if (ENDED.has(name) || name === 'p') open.set(name, (open.get(name) ?? 0) + 1)
    },
    end: (name) => {
      const waiting = open.get(name) ?? 0
      if (waiting > 0) open.set(name, waiting - 1)
      else if (ENDED.has(name) || ENDLESS.has(name)) stray ??= { name, isEnd: true }
    },
  })
  const unclosed = [...open].find(([name, waiting]) => waiting > 0 && ENDED.has(name))
  return stray ?? (unclosed === undefined ? undefined : { name: unclosed[0], isEnd: false })
}

interface TagReader {
  /** @param end the index after the tag */
  start(tag: HtmlTag, end: number): unknown
  end(name: string): unknown
}

function readAll(html: string, reader: TagReader): void {
  let at = html.indexOf('<')
  while (at !== -1) at = html.indexOf('<', readMarkup(html, at, reader))
}

/** Parses the markup at `start`, and returns the index after it. */
function readMarkup(html: string, start: number, reader: TagReader): number {
  TAG.lastIndex = start
  const opening = TAG.exec(html)
  if (opening === null) return skipComment(html, start)
  const [whole, slash, written = ''] = opening
  const { attributes, end } = readAttributes(html, start + whole.length)
  if (end === -1) return html.length
  const name = lowerCase(written)
  if (slash === '/') {
    reader.end(name)
    return end
  }
  reader.start({ name, attributes, index: start }, end)
  return RAW_TEXT.has(name) ? endOfRawText(html, name, end) : end
}

/** Skips comments, declarations, and a `<` that is text. */
function skipComment(html: string, start: number): number {
  if (html.startsWith('<!--', start)) {
    if (html.startsWith('>', start + 4)) return start + 5
    if (html.startsWith('->', start + 4)) return start + 6
    COMMENT_END.lastIndex = start + 4
    return COMMENT_END.exec(html) === null ? html.length : COMMENT_END.lastIndex
  }
  if (!/[!/?]/.test(html.charAt(start + 1))) return start + 1
  const end = html.indexOf('>', start)
  return end === -1 ? html.length : end + 1
}

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map()

/** The attributes from `from` on, and the index after the `>`; -1 for an unclosed tag, which does not count as one. */
function readAttributes(
  html: string,
  from: number,
): { attributes: ReadonlyMap<string, string>; end: number } {
  // Fast path: most tags have no attributes.
  if (html[from] === '>') return { attributes: NO_ATTRIBUTES, end: from + 1 }
  const attributes = new Map<string, string>()
  let at = from
  for (;;) {
    at = after(GAP, html, at)
    if (at >= html.length) return { attributes, end: -1 }
    if (html[at] === '>') return { attributes, end: at + 1 }
    const nameEnd = after(NAME, html, at)
    const name = lowerCase(html.slice(at, nameEnd))
    const valueStart = after(EQUALS, html, nameEnd)
    let value = ''
    at = nameEnd
    if (valueStart > nameEnd) {
      const quote = html[valueStart]
      const isQuoted = quote === '"' || quote === "'"
      const valueEnd = isQuoted ? html.indexOf(quote, valueStart + 1) : after(UNQUOTED, html, valueStart)
      if (valueEnd === -1) return { attributes, end: -1 }
      value = html.slice(valueStart + (isQuoted ? 1 : 0), valueEnd)
      at = valueEnd + (isQuoted ? 1 : 0)
    }
    if (!attributes.has(name)) attributes.set(name, decodeReferences(value))
  }
}

/** The end of a sticky pattern's match; `from` itself if it does not match. */
function after(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : from
}

function lowerCase(name: string): string {
  return !/[A-Z]/.test(name) ? name : name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

function endOfRawText(html: string, name: string, from: number): number {
  const ending = new RegExp(`</${name}(?=[\\t\\n\\f\\r />])`, 'gi')
  ending.lastIndex = from
  return ending.exec(html)?.index ?? html.length
}

/** A reference or character of which only the tokenizer knows what it means. */
const UNUSUAL = /&(?!(?:amp|lt|gt|quot);)|[\0\r]/

/** `text` with HTML character references decoded. */
export function decodeReferences(text: string): string {
  if (!text.includes('&')) return text
  // A tokenizer takes many times as long, and an `&` in an address is the reference that nearly all attributes have.
  if (!UNUSUAL.test(text))
    return text
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&')
  let decoded = ''
  const append = ({ chars }: { chars: string }) => {
    decoded += chars
  }
  const ignore = () => undefined
  const tokenizer = new Tokenizer(
    {},
    {
      onCharacter: append,
      onWhitespaceCharacter: append,
      onNullCharacter: ignore,
      onComment: ignore,
      onDoctype: ignore,
      onStartTag: ignore,
      onEndTag: ignore,
      onEof: ignore,
    },
  )
  tokenizer.state = TokenizerMode.RCDATA
  tokenizer.write(text, true)
  return decoded
}
