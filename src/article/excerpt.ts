import { isBlank } from './html-blocks.ts'
import { type CleanElement, type CleanNode, textOfNodes } from './html-tree.ts'
import { lastSentenceEnd } from './sentences.ts'
import { countWords } from './words.ts'

/** Words of an excerpt, as near as whole blocks come to it. */
const WORDS = 120
/** An excerpt that has fewer takes a part of the next block. */
const ENOUGH = 60

/** The first blocks up to about 120 words; the block that would be too long is cut when there is little before it. */
export function excerptOf(blocks: readonly CleanElement[], language: string): readonly CleanElement[] {
  const excerpt: CleanElement[] = []
  let words = 0
  for (const block of blocks) {
    const text = textOfNodes(block.children)
    const { words: own } = countWords(text, language, WORDS - words + 1)
    if (words + own > WORDS) {
      if (words < ENOUGH) excerpt.push(cut(block, countWords(text, language, WORDS - words).end))
      break
    }
    excerpt.push(block)
    words += own
  }
  // A heading introduces what the excerpt leaves out.
  while (excerpt.length > 1 && /^h[1-6]$/.test(excerpt.at(-1)?.name ?? '')) excerpt.pop()
  return excerpt
}

/** A block up to the offset `end` of its text, with `…` after it; pictures and rows that follow go. */
function cut(block: CleanElement, end: number): CleanElement {
  const text = textOfNodes([block])
  const sentence = lastSentenceEnd(text, end)
  const { nodes } = beginning([block], sentence > end / 2 ? sentence : end, sentence > end / 2 ? '' : '…')
  const [first] = nodes
  return typeof first === 'object' ? first : block
}

function beginning(
  nodes: readonly CleanNode[],
  room: number,
  ending: string,
): { readonly nodes: readonly CleanNode[]; readonly left: number } {
  const kept: CleanNode[] = []
  let left = room
  for (const node of nodes) {
    if (left <= 0) break
    if (typeof node === 'string') {
      kept.push(node.length < left ? node : `${node.slice(0, left).trimEnd()}${ending}`)
      left -= node.length
    } else if (node.name === 'math') {
      kept.push(node)
      left -= textOfNodes(node.children).length
    } else {
      const inner = beginning(node.children, left, ending)
      if (node.name === 'br') left -= 1
      else left = inner.left
      kept.push({ ...node, children: inner.nodes })
    }
  }
  while (kept.length > 0 && isBlank(kept.at(-1) ?? '')) kept.pop()
  return { nodes: kept, left }
}
