import { defaultTreeAdapter, html } from 'parse5'
import { sameTitle } from '../capture/breadcrumb.ts'
import type { Byline } from '../capture/byline.ts'
import { headerOf, namesAlone } from '../capture/header.ts'
import { kindOfLine } from '../capture/page-chrome.ts'
import { isProse, type PageLine } from '../capture/page-lines.ts'
import { siteTalkIn, TALK } from '../capture/site-talk.ts'
import { isTail } from '../capture/tail.ts'
import { ancestorsOf, attributeOf, isElement, isText, textOf } from '../html/node.ts'
import type { HtmlElement, HtmlNode } from '../html/tree.ts'
import { plainLine } from '../text.ts'
import { BLOCKS, detach, hasMedia, leafBlocks, linkShare } from './blocks.ts'
import { elementsOf } from './document.ts'

/**
 * What a saved page of another site needs besides its markup, because its theme is unknown: bylines that only people
 * can read, and lines of furniture within the text.
 */

/** Elements that contain blocks and, on old pages, text without an element of its own. */
const CONTAINERS: ReadonlySet<string> = new Set(
  'article aside blockquote body center details div main section td th'.split(' '),
)
const CELLS: ReadonlySet<string> = new Set(['center', 'tbody', 'td', 'th', 'tr'])

/** Puts text that stands between blocks into paragraphs. */
export function wrapLooseText(root: HtmlElement): void {
  for (const element of [...elementsOf(root)]) {
    if (!CONTAINERS.has(element.tagName) || !element.childNodes.some(isBlock)) continue
    let paragraph: HtmlElement | undefined
    const children = [...element.childNodes]
    for (const [at, child] of children.entries()) {
      if (paragraph !== undefined && isBreak(child) && isLineEnd(paragraph, children.slice(at + 1, at + 3))) {
        defaultTreeAdapter.detachNode(child)
        paragraph = undefined
        continue
      }
      if (isBlock(child) || (paragraph === undefined && isText(child) && child.value.trim() === '')) {
        paragraph = undefined
        continue
      }
      if (paragraph === undefined) {
        paragraph = defaultTreeAdapter.createElement('p', html.NS.HTML, [])
        defaultTreeAdapter.insertBefore(element, paragraph, child)
      }
      defaultTreeAdapter.detachNode(child)
      defaultTreeAdapter.appendChild(paragraph, child)
    }
  }
}

const isBreak = (node: HtmlNode): boolean => isElement(node) && node.tagName === 'br'

/** Maximum length of a headline or byline in loose text. */
const SHORT_LINE = 160

/** Whether a line break ends a paragraph of loose text: another one follows, or the text is short and does not continue. */
function isLineEnd(paragraph: HtmlElement, after: readonly HtmlNode[]): boolean {
  const line = plainLine(textOf(paragraph))
  const next = after.find((node) => !isText(node) || node.value.trim() !== '')
  return (next !== undefined && isBreak(next)) || (line.length <= SHORT_LINE && !/[.,;:]$/.test(line))
}

/** Whether a node is a block, or contains one. */
function isBlock(node: HtmlNode): boolean {
  if (!isElement(node)) return false
  for (const { tagName } of elementsOf(node)) if (BLOCKS.has(tagName) || CELLS.has(tagName)) return true
  return false
}

/** Number of lines around the headline in which authors and dates are searched for. */
const ABOVE = 3
const BELOW = 12

/** Elements in a block that begin a line. */
const LINES: ReadonlySet<string> = new Set(['br', 'dd', 'dt', 'li'])

/** Elements that a style shows beside each other with a space that their text does not have. */
const PARTS: ReadonlySet<string> = new Set(['a', 'b', 'button', 'cite', 'span', 'strong', 'time'])

/** The lines of a block, as its line breaks separate them, and its adjacent elements without a space between them. */
function linesIn(block: HtmlElement): readonly string[] {
  const lines = ['']
  const visit = (node: HtmlNode, before: HtmlNode | undefined): void => {
    if (isText(node)) lines[lines.length - 1] += node.value
    else if (isElement(node)) {
      const isBeside = isPart(node) && isPart(before)
      if (LINES.has(node.tagName) || isBeside) lines.push('')
      for (const [at, child] of node.childNodes.entries()) visit(child, node.childNodes[at - 1])
    }
  }
  visit(block, undefined)
  return lines.filter((line) => line.trim() !== '')
}

/** Whether a node is such an element and has more than an initial. */
const isPart = (node: HtmlNode | undefined): boolean =>
  node !== undefined && isElement(node) && PARTS.has(node.tagName) && textOf(node).trim().length > 1

const linesOf = (blocks: readonly HtmlElement[]): readonly PageLine[] =>
  blocks.map((block, at) => {
    const parts = linesIn(block)
    const text = plainLine(parts.join(' | '))
    const [label = '', ...rest] = parts
    // A link to another story below its label
    const isLink = rest.length > 0 && kindOfLine(plainLine(label)) === 'aside'
    return { text, block: at, kind: isLink ? 'single' : kindOfLine(text) }
  })

/** Authors and dates in the lines around the headline. */
export function headerOfPage(root: HtmlElement, title: string | undefined, isDayFirst: boolean): Byline {
  if (title === undefined) return { authors: [] }
  const blocks = leafBlocks(root).filter((block) => plainLine(textOf(block)) !== '')
  const lines = linesOf(blocks)
  const isTitle = ({ text }: PageLine) => sameTitle(text, title)
  const heading = lines.findLastIndex(
    (line, at) => isTitle(line) && /^h[1-3]$/.test(blocks[at]?.tagName ?? ''),
  )
  const top = heading === -1 ? lines.findIndex(isTitle) : heading
  if (top === -1) return { authors: [] }
  const below = lines.slice(top + 1, top + 1 + BELOW)
  const header = headerOf({ above: lines.slice(Math.max(0, top - ABOVE), top), below }, isDayFirst)
  // The machine-readable form has the time zone.
  const stated = blocks
    .slice(Math.max(0, top - ABOVE), top + 1 + BELOW)
    .filter((block) => kindOfLine(plainLine(textOf(block))) !== 'text')
    .flatMap((block) => [...elementsOf(block)].flatMap((inner) => attributeOf(inner, 'datetime') ?? []))
  const [published = header.published] = stated
  return { ...header, ...(published !== undefined && { published }) }
}

/**
 * Removes lists of other stories, offers and notices from the text, which each theme marks in its own way; unless the
 * page marks `body` as exactly the text, also what is between headline and text.
 */
export function removePageLines(
  body: HtmlElement,
  isExact: boolean,
  title: string | undefined,
  authors: readonly string[],
): void {
  let [prose, isInList, isOver, wasNotice] = [0, false, false, false]
  const blocks = leafBlocks(body)
  const lines = linesOf(blocks)
  const headline = title === undefined ? -1 : lines.findIndex(({ text }) => sameTitle(text, title))
  const first = isExact ? 0 : lines.findIndex(({ text }, at) => at > headline && isProse(text))
  for (const [at, block] of blocks.entries()) {
    const line = plainLine(textOf(block))
    if (line === '' || block.tagName === 'pre' || hasMedia(block) || isInFigure(block, body)) continue
    if (at < first) {
      detach(block)
      continue
    }
    const isByline = prose < 2 && namesAlone(lines, at) !== undefined
    const kind = isByline ? 'single' : (lines[at]?.kind ?? 'text')
    const isHeading = /^h[1-6]$/.test(block.tagName)
    isOver ||= kind === 'end' && prose >= 2
    isInList = kind === 'aside' || (isInList && !isHeading && isEntry(block, line))
    const isTalk = wasNotice && siteTalkIn(line) >= TALK
    const isNotice = (kind === 'single' || isTalk) && !isHeading && block.tagName !== 'li'
    wasNotice = isNotice || kind !== 'text'
    if (isOver || isInList || isNotice || kind === 'caption') detach(block)
    else if (kind === 'text' && isProse(line)) prose += 1
  }
  for (const block of [...leafBlocks(body)].reverse()) {
    const line = plainLine(textOf(block))
    if (line === '' || hasMedia(block)) continue
    if (prose === 0 || !isTail(line, authors)) return
    detach(block)
  }
}

/** Whether a block below the heading of a list of stories belongs to it. */
const isEntry = (block: HtmlElement, line: string): boolean =>
  linkShare(block) > 0.5 || block.tagName === 'li' || !isProse(line)

function isInFigure(block: HtmlElement, body: HtmlElement): boolean {
  for (const up of [block, ...ancestorsOf(block)]) {
    if (up === body) return false
    if (up.tagName === 'figure' || up.tagName === 'table') return true
  }
  return false
}
