import { readAddress } from './address.ts'
import type { Media } from './article.ts'
import type { ArticleFindingCode, Remark } from './article-finding.ts'
import { asBlocks, element, flattened, inlineAround, isBlank, isBlock } from './html-blocks.ts'
import { handedDown } from './html-direction.ts'
import { markedByStyle, nameByStyle } from './html-emphasis.ts'
import { attributeOf, findableText, isElement, textOf } from './html-node.ts'
import {
  ALLOWED,
  type AttributeKind,
  EVERYWHERE,
  FLAT,
  FRAMES,
  GROUPING,
  HOLLOW,
  PARENTS,
  REMOVED,
  RENAMED,
} from './html-policy.ts'
import { remainsOf } from './html-remains.ts'
import { countedBy, styleOf } from './html-style.ts'
import {
  type CleanElement,
  type CleanNode,
  type HtmlElement,
  type HtmlNode,
  parseHtml,
  serialiseHtml,
} from './html-tree.ts'
import { withEnds } from './html-unclosed.ts'
import { type Unshown, unshownOf } from './html-unshown.ts'
import { type ImageResolver, resolvedSrcset, restoredImage, srcsetOf } from './images.ts'
import { canonicalLanguage } from './language.ts'
import { repairedAddress } from './pasted-address.ts'
import { writeSrcset } from './srcset.ts'
import { legalText, plainLine } from './text.ts'
import { absoluteUrl, parseUrl } from './url.ts'

/** HTML that may stand in a feed: by allow-list, every URL absolute, no character XML forbids, no `]]>`, balanced. */
export interface SanitisedHtml {
  readonly html: string
  /** The top of the tree: paragraphs and other blocks. */
  readonly blocks: readonly CleanElement[]
  /** Everything there is to know about the files that images show, by absolute URL. */
  readonly media: ReadonlyMap<string, Media>
  /** The markup was beyond all reason and only its text is left. */
  readonly complex: boolean
}

/** Where a piece of HTML stands. */
export interface HtmlPlace {
  /** Absolute URL that references are relative to. */
  readonly url: string
  /** The site's own file that a reference names, if it does. */
  media(ref: string): Media | undefined
  /** Told of each reference to a picture, recording or film that names no file of the site. */
  missing?(ref: string): void
  /** Told of what is lost or changed on the way; `source` is it as the author wrote it, so that its line can be found. */
  remark?(code: ArticleFindingCode, remark: Omit<Remark, 'at'>, source?: string): void
}

/** Rounds until nothing changes: two do for nearly everything, hostile nesting settles in a few more. */
const MAX_ROUNDS = 8

/**
 * Sanitises `source`. What comes out is a fixed point: read again it gives the same tree and the same text, so no reader
 * can see in it what was not seen here.
 */
export function sanitiseHtml(source: string, place: HtmlPlace): SanitisedHtml {
  const media = new Map<string, Media>()
  let text = withEnds(legalText(source), ({ name, lost }) => remarkUnclosed(name, lost, place))
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const nodes = parseHtml(text)
    if (nodes === undefined) break
    // What later rounds read is what the first wrote, not the author.
    const seen = round === 0 ? place : { url: place.url, media: place.media }
    const blocks = asBlocks(new Cleaner(seen, media).children(nodes))
    const html = serialiseHtml(blocks)
    if (html === text) return { html, blocks, media, complex: false }
    text = html
  }
  const blocks = remainsOf(legalText(source))
  return { html: serialiseHtml(blocks), blocks, media, complex: true }
}

function remarkUnclosed(name: string, lost: string, place: HtmlPlace): void {
  const tag = name === '!--' ? '<!--' : `<${name}`
  place.remark?.(
    'element-unclosed',
    {
      message: `${name === '!--' ? 'a comment' : `<${name}>`} is never closed; ${
        lost.trim() === ''
          ? 'the text after it is published without it'
          : 'the text up to the next paragraph went with it'
      }`,
      got: `${tag}${name === '!--' ? '' : '>'}${lost}`,
      expected: name === '!--' ? '-->' : `</${name}>`,
      fix: 'close it where it is meant to end',
    },
    tag,
  )
}

/** One round over a tree. */
class Cleaner {
  readonly #place: HtmlPlace
  readonly #media: Map<string, Media>
  readonly #resolver: ImageResolver

  constructor(place: HtmlPlace, media: Map<string, Media>) {
    this.#place = place
    this.#media = media
    this.#resolver = {
      url: (ref) => place.media(ref)?.url ?? absoluteUrl(ref, place.url),
      media: (ref) => place.media(ref),
    }
  }

  children(nodes: readonly HtmlNode[], parent?: string): CleanNode[] {
    const clean: CleanNode[] = []
    for (const node of nodes) {
      for (const child of this.#node(node, parent, clean)) {
        const last = clean.at(-1)
        const shown = clean.findLast((other) => !isBlank(other))
        if (typeof child === 'string' && typeof last === 'string') clean[clean.length - 1] = last + child
        else if (!(isImage(child) && isSameImage(shown, child))) clean.push(child)
      }
    }
    return clean
  }

  #node(node: HtmlNode, parent: string | undefined, before: readonly CleanNode[]): readonly CleanNode[] {
    if ('value' in node) return node.value === '' ? [] : [legalText(node.value)]
    if (!('tagName' in node) || node.namespaceURI !== 'http://www.w3.org/1999/xhtml') return []
    const unshown = unshownOf(node)
    if (unshown !== undefined) {
      this.#remarkUnshown(node, unshown)
      return []
    }
    const style = styleOf(node)
    const name = nameByStyle(RENAMED.get(node.tagName) ?? node.tagName, style)
    if (REMOVED.has(name)) {
      if (name === 'select') this.#remarkTaken(name, node)
      return []
    }
    if (name === 'img') return this.#image(node)
    if (name === 'iframe') return this.#frame(node)
    if (name === 'noscript') return this.#noscript(node, before)
    const allowed = ALLOWED.get(name)
    if (name === 'source' && parent !== 'picture' && parent !== 'audio' && parent !== 'video') return []
    const children = markedByStyle(
      name,
      style,
      this.children(node.childNodes, allowed === undefined ? parent : name),
    )
    const misplaced = PARENTS.has(name) && !PARENTS.get(name)?.includes(parent ?? '')
    if (GROUPING.has(name) || misplaced || (name === 'p' && children.some(isBlock)))
      return handedDown(asBlocks(children), this.#attributes(node, EVERYWHERE))
    if (allowed === undefined) return handedDown(children, this.#attributes(node, EVERYWHERE))
    const attributes = this.#attributes(node, allowed)
    if (name === 'picture') return pictureOf(children)
    if (name === 'audio' || name === 'video') return playerOf(name, attributes, children)
    if (name === 'a' && !attributes.has('href'))
      return handedDown(children, this.#attributes(node, EVERYWHERE))
    if (name === 'source')
      return attributes.has('src') || attributes.has('srcset') ? [element(name, [], attributes)] : []
    if (HOLLOW.has(name) && children.every(isBlank))
      return children.filter((child) => typeof child === 'string')
    if (name === 'ol' && !attributes.has('type')) {
      const type = countedBy(style) ?? countedBy(styleOf(node.childNodes.find(isElement) ?? node))
      if (type !== undefined && type !== '1') attributes.set('type', type)
    }
    const between = FLAT.get(name)
    if (between !== undefined) return [element(name, flattened(children, between), attributes)]
    const clean = element(name, children, attributes)
    return isBlock(clean) ? [clean] : inlineAround((inner) => element(name, inner, attributes), children)
  }

  /** Told of text that a page shows and a feed cannot. */
  #remarkTaken(name: string, node: HtmlElement): void {
    const text = plainLine(textOf(node))
    if (text === '') return
    this.#place.remark?.(
      'text-left-out',
      {
        message: `a feed has no <${name}>; it is left out with its text`,
        got: text,
        fix: 'say it in the text of the article',
      },
      findableText(node),
    )
  }

  #remarkUnshown(node: HtmlElement, unshown: Unshown): void {
    const text = plainLine(textOf(node))
    const isMark = /^\[?\w{0,8}\]?$/.test(text)
    if (unshown === 'tool' || (unshown === 'comment' && isMark) || text === '') return
    this.#place.remark?.(
      unshown === 'hidden' ? 'text-hidden' : 'desk-comment',
      {
        message:
          unshown === 'hidden'
            ? `the text of a <${node.tagName}> that the page hides is left out`
            : 'a comment or tracked deletion of a word processor is left out',
        got: text,
        fix: 'delete it from the file',
      },
      findableText(node),
    )
  }

  #image(node: HtmlElement): readonly CleanNode[] {
    const image = restoredImage(node, this.#resolver)
    if (image === undefined) return []
    const { ref, src, srcset, media } = image
    if (media !== undefined) this.#media.set(src, media)
    else if (ref !== undefined) this.#place.missing?.(ref)
    const stated = this.#attributes(node, ALLOWED.get('img') ?? {})
    const attributes = new Map([['src', src]])
    if (srcset.length > 0) {
      attributes.set('srcset', writeSrcset(srcset))
      const sizes = stated.get('sizes')
      if (sizes !== undefined && sizes !== 'auto') attributes.set('sizes', sizes)
    }
    attributes.set('alt', stated.get('alt') ?? '')
    for (const name of ['title', 'width', 'height', 'lang', 'dir']) {
      const known = name === 'width' ? media?.width : name === 'height' ? media?.height : undefined
      const value = known === undefined ? stated.get(name) : String(known)
      if (value !== undefined) attributes.set(name, value)
    }
    return [element('img', [], attributes)]
  }

  /** A player of a known house stays; another frame becomes a link to what it would have shown. */
  #frame(node: HtmlElement): readonly CleanNode[] {
    const refs = [attributeOf(node, 'data-src'), attributeOf(node, 'data-lazy-src'), attributeOf(node, 'src')]
    const src = refs
      .map((ref) => (ref === undefined ? undefined : absoluteUrl(ref, this.#place.url)))
      .find(Boolean)
    const url = src === undefined ? undefined : parseUrl(src)
    if (src === undefined || url === undefined) return []
    const title = plainLine(attributeOf(node, 'title') ?? '')
    const path = FRAMES.get(url.hostname)
    if (path === undefined || url.protocol !== 'https:' || url.port !== '' || !url.pathname.startsWith(path))
      return [element('a', [title === '' ? src : title], new Map([['href', src]]))]
    const attributes = new Map([['src', src]])
    if (title !== '') attributes.set('title', title)
    for (const name of ['width', 'height']) {
      const value = attributeOf(node, name)?.trim() ?? ''
      if (/^[1-9]\d{0,4}$/.test(value)) attributes.set(name, value)
    }
    return [element('iframe', [], attributes.set('allowfullscreen', ''))]
  }

  /** The twin of a picture that is loaded late, for readers without scripts; nothing else in it is meant for anybody here. */
  #noscript(node: HtmlElement, before: readonly CleanNode[]): readonly CleanNode[] {
    const last = before.findLast((clean) => !isBlank(clean))
    if (typeof last === 'object' && (last.name === 'img' || last.name === 'picture')) return []
    const children = this.children(node.childNodes)
    return children.filter(
      (child) => typeof child !== 'string' && ['img', 'picture', 'iframe', 'figure'].includes(child.name),
    )
  }

  #attributes(node: HtmlElement, allowed: Readonly<Record<string, AttributeKind>>): Map<string, string> {
    const attributes = new Map<string, string>()
    for (const { name, value } of node.attrs) {
      const kind = Object.hasOwn(allowed, name) ? allowed[name] : undefined
      const clean = kind === undefined ? undefined : this.#attribute(kind, value)
      if (clean !== undefined) attributes.set(name, clean)
    }
    if (Object.hasOwn(allowed, 'srcset') && !attributes.has('srcset')) {
      const late = writeSrcset(resolvedSrcset(srcsetOf(node), this.#resolver))
      if (late !== '') attributes.set('srcset', late)
    }
    return attributes
  }

  /** The absolute form of an address as the author wrote it; what is wrong with it is remarked on. */
  #address(ref: string, use: 'link' | 'resource'): string | undefined {
    const file = this.#place.media(repairedAddress(ref, use))
    if (file !== undefined) return file.url
    const { url, remark } = readAddress(ref, this.#place.url, use)
    if (remark !== undefined) this.#place.remark?.(remark.code, remark, ref)
    return url
  }

  #attribute(kind: AttributeKind, value: string): string | undefined {
    switch (kind) {
      case 'link':
        return this.#address(value, 'link')
      case 'resource':
        return this.#resolver.url(value)
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

/** A picture and its twin for readers without scripts, whichever comes first. */
function isSameImage(one: CleanNode | undefined, other: CleanElement): boolean {
  return isImage(one) && one.attributes.get('src') === other.attributes.get('src')
}

function pictureOf(children: readonly CleanNode[]): readonly CleanNode[] {
  const image = children.find(isImage)
  if (image === undefined) return []
  const sources = children.filter(
    (child) => typeof child !== 'string' && child.name === 'source' && child.attributes.has('srcset'),
  )
  return sources.length === 0 ? [image] : [element('picture', [...sources, image])]
}

function playerOf(
  name: string,
  attributes: Map<string, string>,
  children: readonly CleanNode[],
): readonly CleanNode[] {
  const sources = children.filter(
    (child) => typeof child !== 'string' && child.name === 'source' && child.attributes.has('src'),
  )
  if (!attributes.has('src') && sources.length === 0) return []
  return [element(name, attributes.has('src') ? [] : sources, attributes.set('controls', ''))]
}
