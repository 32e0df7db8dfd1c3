import { defaultTreeAdapter, html } from 'parse5'
import { sameTitle } from '../capture/breadcrumb.ts'
import type { Byline } from '../capture/byline.ts'
import { headerOf, namesAlone } from '../capture/header.ts'
import { kindOfLine } from '../capture/page-chrome.ts'
import { isProse, type PageLine } from '../capture/page-lines.ts'
import { attributeOf, isElement, isText, textOf } from '../html/node.ts'
import type { HtmlElement, HtmlNode } from '../html/tree.ts'
import { plainLine } from '../text.ts'
import { elementsOf } from './document.ts'
import { BLOCKS, detach, hasMedia, leafBlocks, linkShare } from './furniture.ts'

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
    for (const child of [...element.childNodes]) {
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

/** Whether a node is a block, or contains one. */
function isBlock(node: HtmlNode): boolean {
  if (!isElement(node)) return false
  for (const { tagName } of elementsOf(node)) if (BLOCKS.has(tagName) || CELLS.has(tagName)) return true
  return false
}

/** Number of lines around the headline in which authors and dates are searched for. */
const ABOVE = 3
const BELOW = 12

const linesOf = (blocks: readonly HtmlElement[]): readonly PageLine[] =>
  blocks.map((block, at) => {
    const text = plainLine(textOf(block))
    return { text, block: at, kind: kindOfLine(text) }
  })

/** Authors and dates in the lines around the headline. */
export function headerOfPage(root: HtmlElement, title: string | undefined, isDayFirst: boolean): Byline {
  if (title === undefined) return { authors: [] }
  const blocks = leafBlocks(root).filter((block) => plainLine(textOf(block)) !== '')
  const lines = linesOf(blocks)
  const top = lines.findLastIndex(
    ({ text }, at) => sameTitle(text, title) && /^h[1-3]$/.test(blocks[at]?.tagName ?? ''),
  )
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
export function removePageLines(body: HtmlElement, isExact: boolean): void {
  let [prose, isInList, isOver] = [0, false, false]
  const blocks = leafBlocks(body)
  const first = isExact ? 0 : blocks.findIndex((block) => isProse(plainLine(textOf(block))))
  const lines = linesOf(blocks)
  for (const [at, block] of blocks.entries()) {
    const line = plainLine(textOf(block))
    if (line === '' || block.tagName === 'pre' || hasMedia(block) || isInFigure(block, body)) continue
    if (at < first) {
      detach(block)
      continue
    }
    const isByline = prose < 2 && namesAlone(lines, at) !== undefined
    const kind = isByline ? 'single' : kindOfLine(line)
    const isHeading = /^h[1-6]$/.test(block.tagName)
    isOver ||= kind === 'end' && prose >= 2
    isInList = kind === 'aside' || (isInList && !isHeading && isEntry(block, line))
    const isNotice = kind === 'single' && !isHeading && block.tagName !== 'li'
    if (isOver || isInList || isNotice || kind === 'caption') detach(block)
    else if (kind === 'text' && isProse(line)) prose += 1
  }
}

/** Whether a block below the heading of a list of stories belongs to it. */
const isEntry = (block: HtmlElement, line: string): boolean =>
  linkShare(block) > 0.5 || block.tagName === 'li' || !isProse(line)

function isInFigure(block: HtmlElement, body: HtmlElement): boolean {
  for (
    let up: HtmlElement['parentNode'] = block;
    up !== null && 'tagName' in up && up !== body;
    up = up.parentNode
  )
    if (up.tagName === 'figure' || up.tagName === 'table') return true
  return false
}
