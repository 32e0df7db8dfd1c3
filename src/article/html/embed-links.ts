import { readAddress } from '../address.ts'
import type { ArticleFindingCode, FindingText } from '../article-finding.ts'
import { plainLine } from '../text.ts'
import { element, isBlank } from './blocks.ts'
import { type Embed, embedOf, isForScript, scriptEmbed } from './embeds.ts'
import { statedSize } from './images.ts'
import { attributeOf, findableText, findBelow, isElement, isText, textOf } from './node.ts'
import { isKnownPlayer, pageOf, playerPolicy } from './players.ts'
import type { CleanNode, HtmlElement } from './tree.ts'

interface Place {
  readonly url: string
  remark?(code: ArticleFindingCode, remark: Omit<FindingText, 'at'>, source?: string): void
}

/** Maximum number of empty elements to remember, and maximum length of a script to search for them. */
const MAX_UNFILLED = 200
const MAX_SCRIPT = 100_000
/** Unnamed drawings up to this size (in pixels) are treated as ornaments. */
const ORNAMENT = 64

/** Converts frames, scripts and drawings to what a feed can represent: a known player, a link, or text. */
export class Embeds {
  readonly #place: Place
  readonly #linked = new Set<string>()
  readonly #unfilled = new Map<string, HtmlElement>()

  constructor(place: Place) {
    this.#place = place
  }

  /** Keeps a known player; converts any other frame to a link to its content. */
  frame(node: HtmlElement, ref = frameAddress(node)): readonly CleanNode[] {
    const { width, height } = statedSize(node)
    const isUnseen = attributeOf(node, 'width')?.trim() === '0' || attributeOf(node, 'height')?.trim() === '0'
    if (isUnseen || (width === 1 && height === 1)) return []
    const src = this.#read(ref, node)
    if (src === undefined) return []
    const title = plainLine(attributeOf(node, 'title') ?? '')
    if (!isKnownPlayer(src)) return [link(src, title)]
    const attributes = new Map([['src', src]])
    if (title !== '') attributes.set('title', title)
    if (width !== undefined) attributes.set('width', String(width))
    if (height !== undefined) attributes.set('height', String(height))
    const policy = playerPolicy(src, attributeOf(node, 'referrerpolicy'))
    if (policy !== undefined) attributes.set('referrerpolicy', policy)
    return [element('iframe', [], attributes.set('allowfullscreen', ''))]
  }

  /** The fallback content of an `object`, or else a link to it. */
  object(node: HtmlElement, children: readonly CleanNode[]): readonly CleanNode[] {
    const ref = attributeOf(node, 'data')?.trim() ?? ''
    if (ref === '' || children.some(holdsLink)) return children
    return [...this.frame(node, ref), ...children]
  }

  /** The content of an element, with a link to what a script would have inserted in it. */
  around(node: HtmlElement, children: readonly CleanNode[]): readonly CleanNode[] {
    if (node.attrs.length === 0 && !node.tagName.includes('-') && node.tagName !== 'canvas') return children
    const isEmpty = children.every(isBlank)
    const embed = embedOf(node)
    if (embed === undefined) {
      if (isEmpty) this.#unseen(node)
      return children
    }
    if (!isEmpty && (!embed.isService || children.some(holdsLink))) return children
    const found = this.#link(embed, node)
    if (found === undefined) return children
    return isEmpty ? [found] : [...children, ' ', found]
  }

  /** A link to what a script inserts at its position; a remark if that cannot be determined. */
  script(node: HtmlElement): readonly CleanNode[] {
    const embed = scriptEmbed(node)
    if (embed === 'unknown') this.#remark(node, attributeOf(node, 'src') ?? '')
    else if (embed !== undefined) {
      const found = this.#link(embed, node)
      return found === undefined ? [] : [found]
    } else this.#fill(node)
    return []
  }

  /** The name of a drawing; a feed cannot represent its shapes. */
  drawing(node: HtmlElement): readonly CleanNode[] {
    if (
      attributeOf(node, 'aria-hidden') === 'true' ||
      /^(?:presentation|none)$/.test(attributeOf(node, 'role') ?? '')
    )
      return []
    const title = findBelow(node, ({ tagName }) => tagName === 'title')
    const name = plainLine(attributeOf(node, 'aria-label') ?? title?.childNodes.map(textOf).join('') ?? '')
    const { width, height } = statedSize(node)
    const isOrnament = Math.max(width ?? 0, height ?? 0) > 0 && Math.max(width ?? 0, height ?? 0) <= ORNAMENT
    const isSprite = node.childNodes.every(
      (child) => !isElement(child) || /^(?:use|defs|symbol)$/.test(child.tagName),
    )
    if (!isOrnament && !(isSprite && name === ''))
      this.#place.remark?.(
        'picture-left-out',
        {
          message: `a drawing that is part of the text (<svg>) was left out; ${
            name === '' ? 'it has no name to publish instead' : 'its name is published instead'
          }`,
          got: name === '' ? plainLine(textOf(node)) || '<svg>' : name,
          expected: 'a picture in a file',
          fix: 'save the drawing as a file, and use it as a picture with alternative text',
        },
        '<svg',
      )
    return name === '' ? [] : [name]
  }

  #read(ref: string, node: HtmlElement): string | undefined {
    if (ref === '' || /^about:/i.test(ref)) {
      if (attributeOf(node, 'srcdoc') !== undefined || ref !== '') this.#remark(node, ref)
      return undefined
    }
    const { url, remark } = readAddress(ref, this.#place.url)
    if (remark !== undefined) this.#place.remark?.(remark.code, remark, ref)
    return url
  }

  #link({ href, title }: Embed, node: HtmlElement): CleanNode | undefined {
    const url = this.#read(href, node)
    if (url === undefined || this.#linked.has(pageOf(url))) return undefined
    this.#linked.add(pageOf(url))
    return link(url, plainLine(title))
  }

  /**
   * Handles an element that shows nothing: reports it if it was made for a script, and otherwise remembers it, because
   * a later script may fill it.
   */
  #unseen(node: HtmlElement): void {
    if (isForScript(node)) this.#remark(node, nameOf(node))
    else if (this.#unfilled.size < MAX_UNFILLED) {
      const id = attributeOf(node, 'id') ?? ''
      if (id.length > 2) this.#unfilled.set(id, node)
    }
  }

  #fill(script: HtmlElement): void {
    const type = attributeOf(script, 'type') ?? ''
    if (type !== '' && !/javascript|module/i.test(type)) return
    const text = script.childNodes.map((child) => (isText(child) ? child.value : '')).join('')
    const code = text.slice(0, MAX_SCRIPT)
    if (/\bdocument\s*\.\s*write(?:ln)?\s*\(/.test(code)) this.#remark(script, '<script>')
    for (const [id, node] of this.#unfilled) {
      if (!code.includes(id)) continue
      this.#unfilled.delete(id)
      this.#remark(node, nameOf(node))
    }
  }

  #remark(node: HtmlElement, got: string): void {
    this.#place.remark?.(
      'embed-left-out',
      {
        message: `the content that a script or frame shows in <${node.tagName}> is not in the feed, and its address is not known`,
        got,
        expected: 'a link to it, or its text',
        fix: 'add a link to it, or a picture of it',
      },
      findableText(node) || `<${node.tagName}`,
    )
  }
}

function frameAddress(node: HtmlElement): string {
  const names = ['data-src', 'data-lazy-src', 'src', 'data']
  return names.map((name) => attributeOf(node, name)?.trim() ?? '').find((ref) => ref !== '') ?? ''
}

function link(address: string, title: string): CleanNode {
  const page = pageOf(address)
  return element('a', [title === '' ? page : title], new Map([['href', page]]))
}

function holdsLink(node: CleanNode): boolean {
  return typeof node !== 'string' && (node.name === 'a' || node.children.some(holdsLink))
}

function nameOf(node: HtmlElement): string {
  const named = ['id', 'class'].flatMap((name) => {
    const value = attributeOf(node, name)
    return value === undefined ? [] : [` ${name}="${value}"`]
  })
  return `<${node.tagName}${named.join('')}>`
}
