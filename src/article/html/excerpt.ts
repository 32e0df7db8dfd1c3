import { lastSentenceEnd } from '../sentences.ts'
import { countWords } from '../words.ts'
import { isBlank } from './blocks.ts'
import { type CleanElement, type CleanNode, textOfNodes } from './tree.ts'

/** Target number of words in an excerpt; only whole blocks are taken. */
const WORDS = 120
/** An excerpt with fewer words gets a part of the next block. */
const ENOUGH = 60

/**
 * The first blocks, up to about 120 words; a block that would make the excerpt too long is cut if there is little text
 * before it.
 */
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
  // A heading at the end would introduce text that is left out.
  while (excerpt.length > 1 && /^h[1-6]$/.test(excerpt.at(-1)?.name ?? '')) excerpt.pop()
  return excerpt
}

/** Cuts a block at the offset `end` of its text and adds `…`; pictures and rows after that are removed. */
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
