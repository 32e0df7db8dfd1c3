import { isAscii, isIdleBreak } from '../text.ts'
import { type CleanNode, textOfNodes } from './tree.ts'

/** Removes line ends beside inline elements in Chinese and Japanese text; those within a text are already removed. */
export function withoutBreaksBeside(nodes: CleanNode[]): CleanNode[] {
  if (nodes.length < 2) return nodes
  for (const [index, node] of nodes.entries()) {
    if (typeof node !== 'string' || !node.includes('\n') || isAscii(node)) continue
    const [before, after] = [nodes[index - 1], nodes[index + 1]]
    let text = node
    const start = /^[ \t]*\n[ \t]*(?=\S)/.exec(text)?.[0].length ?? 0
    if (start > 0 && isIdleBreak(lastOf(before), text.slice(start))) text = text.slice(start)
    const end = text.trimEnd()
    if (text.slice(end.length).includes('\n') && isIdleBreak(end, firstOf(after))) text = end
    nodes[index] = text
  }
  return nodes
}

const lastOf = (node: CleanNode | undefined): string =>
  node === undefined ? '' : textOfNodes([node]).slice(-2)
const firstOf = (node: CleanNode | undefined): string =>
  node === undefined ? '' : textOfNodes([node]).slice(0, 2)
