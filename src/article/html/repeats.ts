import { plainLine } from '../text.ts'
import { attributeOf, classesOf, isElement, isText, parentOf, textOf } from './node.ts'
import type { HtmlElement, HtmlNode } from './tree.ts'

/** Slides that a carousel duplicates at its ends: `slick-cloned`, `swiper-slide-duplicate`, `splide__slide--clone` … */
const CLONE = /(?:^|[_-])(?:cloned?|duplicate)$/

/** Classes for text that is only for screen readers. */
const SPOKEN =
  /^(?:sr-only|visually-?hidden|screen-?reader-(?:text|only)|a11y-hidden|assistive-text|is-visually-hidden|u-visually-hidden|element-invisible)$/i

/** Maximum number of elements of one text that are compared with their surroundings. */
const MAX_COMPARED = 200

/** An element, or the text as a whole. */
type HtmlParent = NonNullable<HtmlElement['parentNode']>

/** Detects elements that repeat other content of the page, for scripts or for screen readers. */
export class Repeats {
  #compared = 0
  readonly #contents = new WeakMap<HtmlParent, ReadonlySet<string>>()

  /**
   * Whether `node` repeats content beside it or opens only by script: a dialog; a copied slide, or an overlay hidden
   * from screen readers, whose words and pictures also occur in its container; the spoken form of a text that is shown
   * beside it; or a remark to screen readers on a link or caption (“opens in a new tab”).
   */
  isRepeat(node: HtmlElement): boolean {
    if (node.attrs.length === 0) return false
    if (/^(?:alert)?dialog$/.test(attributeOf(node, 'role') ?? '') && node.tagName !== 'dialog') return true
    if (this.#isSpoken(node)) return true
    return isCopy(node) && this.#standsBeside(node)
  }

  #isSpoken(node: HtmlElement): boolean {
    if (this.#compared >= MAX_COMPARED || !classesOf(node).some((name) => SPOKEN.test(name))) return false
    this.#compared += 1
    return isWrittenBeside(node) || isNoteOnLink(node)
  }

  #standsBeside(copy: HtmlElement): boolean {
    const parent = copy.parentNode
    if (parent === null || this.#compared >= MAX_COMPARED) return false
    this.#compared += 1
    const own = new Set<string>()
    collect(copy.childNodes, own)
    if (own.size === 0) return false
    const around = this.#partsOf(parent)
    for (const part of own) if (!around.has(part)) return false
    return true
  }

  #partsOf(parent: HtmlParent): ReadonlySet<string> {
    const known = this.#contents.get(parent)
    if (known !== undefined) return known
    const parts = new Set<string>()
    collect(parent.childNodes, parts)
    this.#contents.set(parent, parts)
    return parts
  }
}

function isCopy(node: HtmlElement): boolean {
  return attributeOf(node, 'aria-hidden') === 'true' || classesOf(node).some((name) => CLONE.test(name))
}

/** Collects the texts and pictures of `nodes`, without those in copies and buttons. */
function collect(nodes: readonly HtmlNode[], parts: Set<string>): void {
  for (const node of nodes) {
    if (isText(node) && node.value.trim() !== '') parts.add(plainLine(node.value))
    if (!isElement(node) || node.tagName === 'button' || isCopy(node)) continue
    if (node.tagName === 'img')
      parts.add(`img ${attributeOf(node, 'data-src') ?? attributeOf(node, 'src') ?? ''}`)
    collect(node.childNodes, parts)
  }
}

/** Whether the nearest element on either side is text for the eye alone (`aria-hidden`). */
function isWrittenBeside(node: HtmlElement): boolean {
  const siblings = parentOf(node)?.childNodes.filter(isElement) ?? []
  const at = siblings.indexOf(node)
  return [siblings[at - 1], siblings[at + 1]].some(
    (beside) =>
      beside !== undefined && attributeOf(beside, 'aria-hidden') === 'true' && textOf(beside).trim() !== '',
  )
}

/** Whether a link or caption has other text than `node`. */
function isNoteOnLink(node: HtmlElement): boolean {
  for (let parent = parentOf(node); parent !== undefined; parent = parentOf(parent))
    if (parent.tagName === 'a' || parent.tagName === 'figcaption')
      return textOf(parent).trim().length > textOf(node).trim().length
  return false
}
