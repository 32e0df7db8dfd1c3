import { weightOf } from '../capture/page-lines.ts'
import { ancestorsOf } from '../html/node.ts'
import type { HtmlElement } from '../html/tree.ts'
import { isTool, leafBlocks, linkShare, shownText } from './blocks.ts'

/** Minimum length of a paragraph, in characters of an alphabet; shorter ones are labels and headlines. */
const LEAST = 60
/** The share of links in a paragraph above which it leads to another story. */
const LINKS = 0.4
/** How much a list item counts as a paragraph. */
const ITEM = 0.3
/** How much less a paragraph counts for each element between it and an element that contains it. */
const DECAY = 0.75

/** The elements that contain the paragraphs of a page, and how much of their text each one has. */
export class Paragraphs {
  private readonly lengths = new Map<HtmlElement, number>()
  private readonly scores = new Map<HtmlElement, number>()

  constructor(root: HtmlElement, isIgnored: (element: HtmlElement) => boolean = () => false) {
    for (const block of leafBlocks(root)) {
      const size = weightOf(shownText(block))
      if (size < LEAST || linkShare(block) > LINKS) continue
      const around = [...ancestorsOf(block)]
      if (
        [block, ...around].some(
          (element) => (isTool(element) && element.tagName !== 'form') || isIgnored(element),
        )
      )
        continue
      // Cards of other stories are lists, too.
      const length = block.tagName === 'li' ? ITEM * size : size
      let score = length
      for (const element of [block, ...around]) {
        this.lengths.set(element, (this.lengths.get(element) ?? 0) + length)
        if (element === block) continue
        this.scores.set(element, (this.scores.get(element) ?? 0) + score)
        score *= DECAY
      }
    }
  }

  /** Total length of the paragraphs in an element. */
  in(element: HtmlElement): number {
    return this.lengths.get(element) ?? 0
  }

  /** The element closest to most of the paragraphs. */
  get center(): HtmlElement | undefined {
    const [best] = [...this.scores].sort(([, one], [, other]) => other - one)
    return best?.[0]
  }
}
