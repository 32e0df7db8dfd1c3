import { BLOCKS, GROUPING, PARENTS } from './policy.ts'
import type { CleanElement, CleanNode } from './tree.ts'

export function element(
  name: string,
  children: readonly CleanNode[],
  attributes: ReadonlyMap<string, string> = new Map(),
): CleanElement {
  return { name, attributes, children }
}

/** Converts nodes to blocks: text and inline elements between blocks are wrapped in paragraphs. */
export function asBlocks(nodes: readonly CleanNode[]): readonly CleanElement[] {
  const blocks: CleanElement[] = []
  let inline: CleanNode[] = []
  const flush = () => {
    if (inline.some((node) => !isBlank(node))) blocks.push(element('p', trimmed(inline)))
    inline = []
  }
  for (const node of nodes) {
    if (!isBlock(node)) inline.push(node)
    else {
      flush()
      blocks.push(node)
    }
  }
  flush()
  return blocks
}

/** Whether elements of this name are blocks, before their content is examined. */
export function isBlockName(name: string): boolean {
  return BLOCKS.has(name) || PARENTS.has(name) || GROUPING.has(name)
}

/** Whether a node is a block. */
export function isBlock(node: CleanNode): node is CleanElement {
  return typeof node !== 'string' && (BLOCKS.has(node.name) || PARENTS.has(node.name))
}

/**
 * Wraps an inline element around `children`. Blocks in it would end the enclosing paragraph, so the element is moved
 * into the blocks that contain text. Around other blocks, links are dropped, and elements that describe the text itself
 * are moved into their parts.
 */
export function inlineAround(
  wrap: (children: readonly CleanNode[]) => CleanElement,
  children: readonly CleanNode[],
): readonly CleanNode[] {
  if (!children.some(isBlock)) return [wrap(children)]
  const nodes: CleanNode[] = []
  let run: CleanNode[] = []
  const flush = () => {
    if (run.every(isBlank)) nodes.push(...run)
    else nodes.push(wrap(run))
    run = []
  }
  for (const child of children) {
    if (!isBlock(child)) {
      run.push(child)
      continue
    }
    flush()
    if (HOLDS_TEXT.test(child.name)) nodes.push(element(child.name, [wrap(child.children)], child.attributes))
    else if (wrap([]).name === 'a' || child.children.length === 0) nodes.push(child)
    else nodes.push(element(child.name, partsAround(wrap, child.children), child.attributes))
  }
  flush()
  return nodes
}

const HOLDS_TEXT = /^(?:p|h[1-6]|pre|summary|caption)$/

/** {@link inlineAround} within a block in which parts without text must not be wrapped. */
function partsAround(
  wrap: (children: readonly CleanNode[]) => CleanElement,
  parts: readonly CleanNode[],
): readonly CleanNode[] {
  return parts.every(isBlank) ? parts : inlineAround(wrap, parts)
}

/** `nodes` with every block replaced by its content, with `between` before and after. */
export function flattened(nodes: readonly CleanNode[], between: string): readonly CleanNode[] {
  if (!nodes.some(isBlock)) return nodes
  return trimmed(
    nodes.flatMap((node) => {
      if (!isBlock(node)) return [node]
      const inner = flattened(node.children, between)
      const said = new Map([...node.attributes].filter(([name]) => name === 'dir' || name === 'lang'))
      return [between, ...(said.size > 0 ? [element('span', inner, said)] : inner), between]
    }),
  )
}

/** `nodes` without white space and line breaks at the ends. */
export function trimmed(nodes: readonly CleanNode[]): readonly CleanNode[] {
  const idle = (node: CleanNode | undefined) => node !== undefined && isBlank(node)
  let start = 0
  let end = nodes.length
  while (start < end && idle(nodes[start])) start += 1
  while (end > start && idle(nodes[end - 1])) end -= 1
  return nodes.slice(start, end).map((node, index, all) => {
    if (typeof node !== 'string') return node
    const left = index === 0 ? node.trimStart() : node
    return index === all.length - 1 ? left.trimEnd() : left
  })
}

export function isBlank(node: CleanNode): boolean {
  return typeof node === 'string' ? node.trim() === '' : node.name === 'br' || node.name === 'wbr'
}
