import { readAddress } from '../address.ts'
import type { Media } from '../article.ts'
import type { ArticleFindingCode, FindingText } from '../article-finding.ts'
import { type LinkedFile, withFragment } from '../file-links.ts'
import { canonicalLanguage } from '../language.ts'
import { isShowable, typeOfUrl } from '../media.ts'
import { repairUrl } from '../repair-url.ts'
import { legalText, plainLine, withoutIdleBreaks } from '../text.ts'
import { absoluteUrl } from '../url.ts'
import {
  asBlocks,
  element,
  flattened,
  inlineAround,
  isBlank,
  isBlock,
  isBlockName,
  trimmed,
} from './blocks.ts'
import { codeLines, isLine, LINE_END, LINE_START } from './code.ts'
import { Embeds } from './embed-links.ts'
import { markedByStyle, nameByStyle } from './emphasis.ts'
import { selfLinkOf } from './headings.ts'
import { cellsOf, type Hidden, hasGutter, hiddenAs, hiddenBlocks, withoutBullets } from './hidden-elements.ts'
import { leftOut, renamed, unshowable } from './image-findings.ts'
import {
  candidatesOf,
  emojiOf,
  type ImageResolver,
  imageOf,
  isAside,
  isLate,
  srcsetOf,
  statedSize,
  twinnedIn,
} from './images.ts'
import { withoutBreaksBeside } from './line-ends.ts'
import { cleanFormula, drawnFormula, isDrawnFormula, isTexScript, MATHML, sourceOf, texOf } from './math.ts'
import { attributeOf, findableText, findBelow, isElement, isText, textOf } from './node.ts'
import { readPlainHtml } from './plain.ts'
import { plainTextFallback } from './plain-text-fallback.ts'
import { withPlayerLinks } from './player-links.ts'
import { referrerPolicyOf } from './players.ts'
import {
  ALLOWED,
  type AttributeKind,
  CODE_LINES,
  EVERYWHERE,
  FLAT,
  GROUPING,
  HOLLOW,
  PARENTS,
  REMOVED,
  RENAMED,
} from './policy.ts'
import { Repeats } from './repeats.ts'
import { isSettled } from './settled.ts'
import { writeSrcset } from './srcset.ts'
import { countedBy, isBlockStyle, isSizeless, type Style, strikeOf, styleOf } from './style.ts'
import { type StyleSheet, styleSheetOf } from './style-sheet.ts'
import {
  type CleanElement,
  type CleanNode,
  type HtmlElement,
  type HtmlNode,
  type HtmlText,
  parseHtml,
  serializeHtml,
  TEXT_LIMITS,
} from './tree.ts'
import { withEnds } from './unclosed.ts'
import { handedDown } from './wrapper-direction.ts'

/**
 * HTML that is safe in a feed: allow-listed, balanced, with absolute URLs, without `]]>` and characters that XML
 * forbids.
 */
export interface SanitizedHtml {
  readonly html: string
  /** The top-level nodes: paragraphs and other blocks. */
  readonly blocks: readonly CleanElement[]
  /** Data about the files that images show, by absolute URL. */
  readonly media: ReadonlyMap<string, Media>
  /** Absolute URLs of portraits and icons, which are not used as lead pictures. */
  readonly asides: ReadonlySet<string>
  /** Set if the markup exceeded the limits and only its text was kept. */
  readonly complex: boolean
}

/** The context of a piece of HTML. */
export interface HtmlPlace {
  /** Absolute base URL of references. */
  readonly url: string
  /** The style sheet of the text that contains the piece; if absent, that of the piece itself. */
  readonly styles?: StyleSheet | undefined
  /** The site's own file that a reference names, if any. */
  media(ref: string): Media | undefined
  /** The file of the site that a link leads to; undefined for all other links. */
  file?(ref: string): LinkedFile | undefined
  /** The address of a file of the site that is no media, such as a drawing; empty if only its generator knows it. */
  other?(ref: string): string | undefined
  /** Called for each reference to a picture, recording or film that does not name a file of the site. */
  missing?(ref: string): void
  /**
   * Called for everything that is removed or changed; `source` is the author's text, which is used to find its line.
   */
  remark?(code: ArticleFindingCode, remark: Omit<FindingText, 'at'>, source?: string): void
}

/** Attributes that an `img` keeps unchanged; its addresses and size are computed. */
const IMAGE_TEXTS = {
  sizes: 'text',
  alt: 'text',
  title: 'text',
  referrerpolicy: 'policy',
  lang: 'language',
  dir: 'direction',
} as const

/** Texts up to this length cannot exceed the element limit, so their blocks can be processed separately. */
const MOST_SETTLED = 4 * TEXT_LIMITS.elements

/**
 * Maximum number of rounds until the result is stable: two are enough for nearly all texts, hostile nesting takes a few
 * more.
 */
const MAX_ROUNDS = 8

/**
 * Sanitizes `source`. The result is a fixed point: parsing it again gives the same tree and the same text, so that
 * readers cannot interpret it in a way that was not checked here.
 */
export function sanitizeHtml(source: string, place: HtmlPlace): SanitizedHtml {
  const found: Found = { media: new Map(), asides: new Set() }
  const addresses: Addresses = { link: new Map(), resource: new Map() }
  const legal = legalText(source)
  const styles = place.styles ?? styleSheetOf(legal)
  let text = withEnds(legal, ({ name, lost }) => remarkUnclosed(name, lost, place))
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const nodes = parseHtml(text)
    if (nodes === undefined) break
    // Later rounds read the output of the first, so they report nothing.
    const seen = round === 0 ? { ...place, styles } : { url: place.url, media: place.media }
    const blocks = withPlayerLinks(asBlocks(new Cleaner(seen, found, addresses).children(nodes)))
    const html = serializeHtml(blocks)
    if (html === text) return { html, blocks, ...found, complex: false }
    const again = new Cleaner({ url: place.url, media: place.media }, found, addresses)
    const settled = html.length < MOST_SETTLED ? settledFrom(blocks, again) : undefined
    if (settled !== undefined) return { html, blocks: settled, ...found, complex: false }
    text = html
  }
  const blocks = plainTextFallback(legal)
  return { html: serializeHtml(blocks), blocks, ...found, complex: true }
}

/**
 * The result of a further round over `blocks`, if that can be determined block by block; undefined otherwise. Most
 * blocks do not change, and the others are sanitized separately. Blocks with players are excluded, because the link of
 * a player may be in the next block.
 */
function settledFrom(blocks: readonly CleanElement[], cleaner: Cleaner): readonly CleanElement[] | undefined {
  const settled: CleanElement[] = []
  for (const block of blocks) {
    if (isSettled(block, (href) => cleaner.keepsLink(href))) settled.push(block)
    else {
      const html = serializeHtml([block])
      const nodes = readPlainHtml(html)
      const again = nodes === undefined ? [] : asBlocks(cleaner.children(nodes))
      if (serializeHtml(again) !== html) return undefined
      settled.push(...again)
    }
  }
  return settled
}

/** Caches resolved addresses that name no file and need no remark, by their text. */
type Addresses = Readonly<Record<'link' | 'resource', Map<string, string>>>

/** Data about the pictures of a text. */
interface Found {
  readonly media: Map<string, Media>
  readonly asides: Set<string>
}

function remarkUnclosed(name: string, lost: string, place: HtmlPlace): void {
  const tag = name === '!--' ? '<!--' : `<${name}`
  place.remark?.(
    'element-unclosed',
    {
      message: `${name === '!--' ? 'a comment' : `<${name}>`} is never closed; ${
        lost.trim() === ''
          ? 'the text after it is published without it'
          : 'the text up to the next paragraph is left out'
      }`,
      got: `${tag}${name === '!--' ? '' : '>'}${lost}`,
      expected: name === '!--' ? '-->' : `</${name}>`,
      fix: 'close it at its end',
    },
    tag,
  )
}

/** One round over a tree. */
class Cleaner {
  readonly #place: HtmlPlace
  readonly #media: Map<string, Media>
  readonly #asides: Set<string>
  readonly #addresses: Addresses
  readonly #resolver: ImageResolver
  readonly #styleOf: (node: HtmlElement) => Style
  #inCode = false
  /** Whether the current font size is zero. */
  #isSizeless = false
  readonly #embeds: Embeds
  readonly #repeats = new Repeats()
  /** Pictures that have a duplicate for readers without scripts, and where that is. */
  readonly #twinned = new WeakMap<HtmlNode, 'before' | 'after'>()

  constructor(place: HtmlPlace, found: Found, addresses: Addresses) {
    this.#place = place
    this.#media = found.media
    this.#asides = found.asides
    this.#addresses = addresses
    this.#embeds = new Embeds(place)
    this.#styleOf = place.styles?.styleOf ?? styleOf
    const media = (ref: string) => place.media(repairUrl(ref))
    this.#resolver = {
      read: (ref) => {
        const url = media(ref)?.url
        if (url !== undefined) return { url }
        const other = place.other?.(repairUrl(ref))
        if (other === '') return {}
        return other === undefined ? readAddress(ref, place.url) : { url: other }
      },
      media,
    }
  }

  /** Whether the address of a link is unchanged by sanitizing. */
  keepsLink(href: string): boolean {
    return this.#address(href, 'link') === href
  }

  children(nodes: readonly HtmlNode[], parent?: string): CleanNode[] {
    const clean: CleanNode[] = []
    for (const [picture, where] of twinnedIn(nodes)) this.#twinned.set(picture, where)
    const hidden = hiddenBlocks(nodes)
    for (const node of withoutBullets(nodes)) {
      if (hidden.has(node)) {
        if (isText(node) || isElement(node)) this.#remarkUnshown(node, 'hidden')
        continue
      }
      for (const child of this.#node(node, parent, clean)) {
        const last = clean.at(-1)
        if (typeof child === 'string' && typeof last === 'string') clean[clean.length - 1] = last + child
        else if (!(isImage(child) && isSameImage(lastShown(clean), child))) clean.push(child)
      }
    }
    return this.#inCode ? clean : withoutBreaksBeside(clean)
  }

  #node(node: HtmlNode, parent: string | undefined, before: readonly CleanNode[]): readonly CleanNode[] {
    if (isText(node)) {
      const text = legalText(node.value)
      if (this.#isSizeless) this.#remarkUnshown(node, 'hidden')
      return text === '' || this.#isSizeless ? [] : [this.#inCode ? text : withoutIdleBreaks(text)]
    }
    if (!isElement(node)) return []
    const style = this.#styleOf(node)
    const isSizelessAround = this.#isSizeless
    this.#isSizeless = isSizeless(style) ?? isSizelessAround
    try {
      return this.#element(node, style, parent, before)
    } finally {
      this.#isSizeless = isSizelessAround
    }
  }

  #element(
    node: HtmlElement,
    style: Style,
    parent: string | undefined,
    before: readonly CleanNode[],
  ): readonly CleanNode[] {
    if (node.namespaceURI === MATHML) return this.#formula(node)
    if (node.tagName === 'svg') return this.#embeds.drawing(node)
    if (node.namespaceURI !== 'http://www.w3.org/1999/xhtml') return []
    if (isDrawnFormula(node)) return this.#drawing(node)
    const unshown = hiddenAs(node, style)
    if (unshown !== undefined) {
      this.#remarkUnshown(node, unshown)
      return []
    }
    if (this.#repeats.isRepeat(node)) return []
    const name = nameByStyle(RENAMED.get(node.tagName) ?? node.tagName, style)
    if (name === 'script') {
      const tex = isTexScript(node) ? texOf(node) : undefined
      return tex === undefined ? this.#embeds.script(node) : [element('code', [tex])]
    }
    if (REMOVED.has(name)) {
      if (name === 'select') this.#remarkTaken(name, node)
      return []
    }
    if (name === 'img') return this.#image(node)
    if (name === 'iframe') return this.#embeds.frame(node)
    if (name === 'noscript') return this.#noscript(node, before)
    if (name === 'a') {
      const self = selfLinkOf(node, (href) => this.#ownFragment(href))
      if (self === 'sign') return []
      if (self === 'whole heading') return this.children(node.childNodes, parent)
    }
    if (this.#inCode && isBlockName(name)) return this.#codeBlock(node, name)
    if (name === 'pre') return this.#code(node)
    if (name === 'table' && hasGutter(node)) return this.#numberedCode(node)
    const allowed = ALLOWED.get(name)
    if (name === 'source' && parent !== 'picture' && parent !== 'audio' && parent !== 'video') return []
    const inner = this.children(node.childNodes, allowed === undefined ? parent : name)
    if (name === 'object') return this.#embeds.object(node, inner)
    const said = this.#inCode ? inner : this.#embeds.around(node, inner)
    const children = markedByStyle(name, this.#inCode ? strikeOf(style) : style, said)
    const misplaced = PARENTS.has(name) && !PARENTS.get(name)?.includes(parent ?? '')
    if (GROUPING.has(name) || misplaced || (name === 'p' && children.some(isBlock)))
      return handedDown(asBlocks(children), this.#attributes(node, EVERYWHERE))
    if (allowed === undefined) {
      const parts = handedDown(children, this.#attributes(node, EVERYWHERE))
      return this.#inCode && (isBlockStyle(style) || isLine(node)) ? [LINE_START, ...parts, LINE_END] : parts
    }
    const attributes = this.#attributes(node, allowed)
    if (name === 'picture') return pictureOf(children)
    if (name === 'audio' || name === 'video') return this.#player(name, node, attributes, children)
    if (name === 'a' && !attributes.has('href'))
      return handedDown(children, this.#attributes(node, EVERYWHERE))
    if (name === 'source')
      return attributes.has('src') || attributes.has('srcset') ? [element(name, [], attributes)] : []
    if (HOLLOW.has(name) && children.every(isBlank))
      return children.filter((child) => typeof child === 'string')
    if (name === 'ol' && !attributes.has('type')) {
      const type = countedBy(style) ?? countedBy(this.#styleOf(node.childNodes.find(isElement) ?? node))
      if (type !== undefined && type !== '1') attributes.set('type', type)
    }
    if (FLAT.has(name)) return [element(name, trimmed(flattened(children, ' ')), attributes)]
    const clean = element(name, children, attributes)
    if (this.#inCode && isBlockStyle(style)) return [LINE_START, clean, LINE_END]
    return isBlock(clean) ? [clean] : inlineAround((inner) => element(name, inner, attributes), children)
  }

  /** The fragment, if an address is on the article's own page. */
  #ownFragment(href: string): string | undefined {
    const [page = '', fragment] = href.trim().split('#')
    if (fragment === undefined) return undefined
    return page === '' || absoluteUrl(page, this.#place.url) === this.#place.url ? fragment : undefined
  }

  #code(node: HtmlElement): readonly CleanNode[] {
    const lines = codeLines(this.#inCodeOf(() => this.children(node.childNodes, 'pre')))
    return lines.every(isBlank) ? [] : [element('pre', lines, this.#attributes(node, EVERYWHERE))]
  }

  /** Converts a table of code with a column of line numbers to the code. */
  #numberedCode(table: HtmlElement): readonly CleanNode[] {
    if (findBelow(table, ({ tagName }) => tagName === 'pre') !== undefined)
      return cellsOf(table).flatMap((cell) => asBlocks(this.children([cell])))
    const lines = codeLines(this.#inCodeOf(() => this.children(table.childNodes, 'pre')))
    return lines.every(isBlank) ? [] : [element('pre', [element('code', lines)])]
  }

  #codeBlock(node: HtmlElement, name: string): readonly CleanNode[] {
    const children = this.children(node.childNodes, 'pre')
    return CODE_LINES.has(name) ? [LINE_START, ...children, LINE_END] : children
  }

  #inCodeOf<T>(work: () => T): T {
    const before = this.#inCode
    this.#inCode = true
    try {
      return work()
    } finally {
      this.#inCode = before
    }
  }

  #formula(node: HtmlElement): readonly CleanNode[] {
    const formula = cleanFormula(node)
    if (formula !== undefined) return [formula]
    const source = sourceOf(node)
    if (source !== undefined) return [element('code', [source])]
    return plainLine(textOf(node)) === '' ? [] : this.#remarkFormula(node)
  }

  /** Replaces a visual rendering of a formula, whose source is beside it or cannot be determined. */
  #drawing(node: HtmlElement): readonly CleanNode[] {
    const { stated, source } = drawnFormula(node)
    if (source !== undefined) return [element('code', [source])]
    return stated || plainLine(textOf(node)) === '' ? [] : this.#remarkFormula(node)
  }

  #remarkFormula(node: HtmlElement): readonly CleanNode[] {
    this.#place.remark?.(
      'formula-left-out',
      {
        message: 'a formula is drawn with single characters; […] is published instead',
        got: plainLine(textOf(node)),
        expected: 'MathML, or the formula as text',
        fix: 'set KaTeX or MathJax to write MathML as well, or write the formula as text',
      },
      findableText(node),
    )
    return ['[…]']
  }

  /** Reports text that a page shows but a feed cannot. */
  #remarkTaken(name: string, node: HtmlElement): void {
    const text = plainLine(textOf(node))
    if (text === '') return
    this.#place.remark?.(
      'text-left-out',
      {
        message: `feeds cannot contain <${name}>; it is left out with its text`,
        got: text,
        fix: 'write its content as text',
      },
      findableText(node),
    )
  }

  #remarkUnshown(node: HtmlElement | HtmlText, unshown: Hidden): void {
    const text = plainLine(textOf(node))
    const isMark = /^(?:\[\w{0,8}\])?$/.test(text)
    if (unshown === 'tool' || (unshown === 'comment' && isMark) || text === '') return
    this.#place.remark?.(
      unshown === 'hidden' ? 'text-hidden' : 'desk-comment',
      {
        message:
          unshown === 'hidden'
            ? `${isText(node) ? 'text' : `the text of a <${node.tagName}>`} that is hidden on the page is left out`
            : 'a comment or tracked deletion of a word processor is left out',
        got: text,
        fix: 'delete it from the file',
      },
      findableText(node),
    )
  }

  #image(node: HtmlElement): readonly CleanNode[] {
    const emoji = emojiOf(node)
    if (emoji !== undefined) return [legalText(emoji)]
    const twin = this.#twinned.get(node)
    // A picture that no script replaces is preferred to its duplicate in the `noscript` after it.
    if (twin === 'after' && !isLate(node)) return []
    const image = imageOf(node, this.#resolver)
    if (image === undefined) return []
    if (!('shown' in image)) return twin === undefined ? this.#unshown(image.unshown, node) : []
    const { ref, src, srcset, media } = image.shown
    if (isAside(node)) this.#asides.add(src)
    if (media !== undefined) this.#media.set(src, media)
    else if (ref !== undefined) this.#missing(ref)
    const { remark } = ref === undefined || media !== undefined ? {} : this.#resolver.read(ref)
    if (remark !== undefined) this.#place.remark?.(remark.code, remark, ref)
    const type = media?.type ?? typeOfUrl(src)
    if (type !== undefined && !isShowable(type))
      this.#place.remark?.('picture-format', unshowable(ref ?? src, type), ref)
    const stated = this.#attributes(node, IMAGE_TEXTS)
    const attributes = new Map([['src', src]])
    if (srcset.length > 0) {
      attributes.set('srcset', writeSrcset(srcset))
      const sizes = stated.get('sizes')
      if (sizes !== undefined && sizes !== 'auto') attributes.set('sizes', sizes)
    }
    attributes.set('alt', stated.get('alt') ?? '')
    const size = statedSize(node)
    const { width, height } = size.width === undefined && size.height === undefined ? (media ?? {}) : size
    for (const [name, value] of [
      ['title', stated.get('title')],
      ['width', width],
      ['height', height],
      ['lang', stated.get('lang')],
      ['dir', stated.get('dir')],
      ['referrerpolicy', stated.get('referrerpolicy')],
    ] as const)
      if (value !== undefined) attributes.set(name, String(value))
    return [element('img', [], attributes)]
  }

  /** HTML, section 4.8.3: the alternative text replaces a picture that is not available. */
  #unshown(ref: string, node: HtmlElement): readonly CleanNode[] {
    const alt = plainLine(attributeOf(node, 'alt') ?? '')
    if (ref !== '' || alt !== '')
      this.#place.remark?.(
        'picture-left-out',
        leftOut(ref, alt, this.#place.other?.(repairUrl(ref)) === ''),
        ref === '' ? '<img' : ref.slice(0, 200),
      )
    return alt === '' ? [] : [alt]
  }

  /** Takes only the duplicate of a lazily loaded picture from a `noscript`. */
  #noscript(node: HtmlElement, before: readonly CleanNode[]): readonly CleanNode[] {
    const last = before.findLast((clean) => !isBlank(clean))
    if (typeof last === 'object' && (last.name === 'img' || last.name === 'picture')) return []
    const children = this.children(node.childNodes)
    return children.filter(
      (child) => typeof child !== 'string' && ['img', 'picture', 'iframe', 'figure'].includes(child.name),
    )
  }

  /** A player with its sources and the author's fallback links; only the links if there is nothing to play. */
  #player(
    name: string,
    node: HtmlElement,
    attributes: Map<string, string>,
    children: readonly CleanNode[],
  ): readonly CleanNode[] {
    const late = attributeOf(node, 'data-src') ?? attributeOf(node, 'data-lazy-src')
    const src = attributes.get('src') ?? (late === undefined ? undefined : this.#file(late))
    if (src !== undefined) attributes.set('src', src)
    const isSource = (child: CleanNode) => typeof child !== 'string' && child.name === 'source'
    const sources = children.filter(isSource)
    const fallback = children.filter((child) => !isSource(child))
    if (src === undefined && sources.length === 0) return fallback
    const player = element(name, src === undefined ? sources : [], attributes.set('controls', ''))
    return [player, ...linksIn(fallback).flatMap((link) => [element('br', []), link])]
  }

  #attributes(node: HtmlElement, allowed: Readonly<Record<string, AttributeKind>>): Map<string, string> {
    const attributes = new Map<string, string>()
    for (const { name, value } of node.attrs) {
      const kind = Object.hasOwn(allowed, name) ? allowed[name] : undefined
      const clean = kind === undefined ? undefined : this.#attribute(kind, value)
      if (clean !== undefined) attributes.set(name, clean)
    }
    if (Object.hasOwn(allowed, 'srcset') && !attributes.has('srcset')) {
      const late = writeSrcset(candidatesOf(srcsetOf(node), this.#resolver))
      if (late !== '') attributes.set('srcset', late)
    }
    return attributes
  }

  /** The address of a recording, film or poster. */
  #file(ref: string): string | undefined {
    const url = this.#address(ref, 'resource')
    if (url !== undefined && this.#resolver.media(ref) === undefined) this.#missing(ref)
    return url
  }

  /** Reports a file that does not exist, or that cannot be read as what its name says. */
  #missing(ref: string): void {
    const repaired = repairUrl(ref)
    const other = this.#place.other?.(repaired)
    const isDrawing = other !== undefined && typeOfUrl(other) === 'image/svg+xml'
    if (!isDrawing && other !== '') this.#place.missing?.(repaired)
  }

  /** Resolves an address as the author wrote it, and reports problems with it. */
  #address(ref: string, use: 'link' | 'resource'): string | undefined {
    // Texts often repeat a link, and each round resolves it again.
    const known = this.#addresses[use].get(ref)
    if (known !== undefined) return known
    const repaired = repairUrl(ref, use)
    const linked = use === 'link' ? this.#place.file?.(repaired) : undefined
    if (linked !== undefined) return linked.address
    const file = this.#place.media(repaired)
    if (file !== undefined) return use === 'link' ? withFragment(file.url, repaired) : file.url
    const other = use === 'resource' ? this.#place.other?.(repaired) : undefined
    if (other === '') {
      this.#place.remark?.('media-missing', renamed(ref), ref)
      return undefined
    }
    if (other !== undefined) return other
    const { url, remark } = readAddress(ref, this.#place.url, use)
    if (remark !== undefined) this.#place.remark?.(remark.code, remark, ref)
    else if (url !== undefined) this.#addresses[use].set(ref, url)
    return url
  }

  #attribute(kind: AttributeKind, value: string): string | undefined {
    switch (kind) {
      case 'link':
        return this.#address(value, 'link')
      case 'resource':
        return this.#file(value)
      case 'srcset':
        return undefined
      case 'text':
        return plainLine(value)
      case 'number':
        return /^\s*-?\d{1,5}\s*(?:px)?\s*$/.test(value) ? String(Number.parseInt(value, 10)) : undefined
      case 'flag':
        return ''
      case 'language':
        return canonicalLanguage(value.trim())
      case 'list-type':
        return /^[aAiI]$/.test(value.trim()) ? value.trim() : undefined
      case 'cited':
        return absoluteUrl(value, this.#place.url)
      case 'direction':
        return /^(?:ltr|rtl|auto)$/i.test(value.trim()) ? value.trim().toLowerCase() : undefined
      case 'datetime':
        return /^[\dTZ:.,+ PDHMSW-]{1,40}$/i.test(value.trim()) ? value.trim() : undefined
      case 'policy':
        return referrerPolicyOf(value)
      case 'rel': {
        const known = value
          .toLowerCase()
          .split(/\s+/)
          .filter((word) => RELS.has(word))
        return known.length === 0 ? undefined : [...new Set(known)].join(' ')
      }
    }
  }
}

const RELS: ReadonlySet<string> = new Set(['nofollow', 'sponsored', 'ugc', 'license', 'author', 'external'])

function isImage(node: CleanNode | undefined): node is CleanElement {
  return node !== undefined && typeof node !== 'string' && node.name === 'img'
}

/** Whether the nodes are a picture and its duplicate for readers without scripts, in either order. */
function isSameImage(one: CleanNode | undefined, other: CleanElement): boolean {
  return isImage(one) && one.attributes.get('src') === other.attributes.get('src')
}

const lastShown = (nodes: readonly CleanNode[]): CleanNode | undefined =>
  nodes.findLast((node) => !isBlank(node))

function linksIn(nodes: readonly CleanNode[]): readonly CleanElement[] {
  return nodes.flatMap((node) =>
    typeof node === 'string' ? [] : node.name === 'a' ? [node] : linksIn(node.children),
  )
}

function pictureOf(children: readonly CleanNode[]): readonly CleanNode[] {
  const image = children.find(isImage)
  // The alternative text of an unavailable picture.
  if (image === undefined) return children.filter((child) => typeof child === 'string' && child.trim() !== '')
  const sources = children.filter(
    (child) => typeof child !== 'string' && child.name === 'source' && child.attributes.has('srcset'),
  )
  return sources.length === 0 ? [image] : [element('picture', [...sources, image])]
}
