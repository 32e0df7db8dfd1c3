import { isBlank, isBlock } from './blocks.ts'
import type { CleanElement, CleanNode } from './tree.ts'

/**
 * Transfers the language and direction of a removed element to its `nodes`: blocks get the attributes unless they have
 * their own, and text and inline elements between them are wrapped in a `span` with these attributes.
 */
export function handedDown(
  nodes: readonly CleanNode[],
  said: ReadonlyMap<string, string>,
): readonly CleanNode[] {
  if (said.size === 0) return nodes
  const result: CleanNode[] = []
  let run: CleanNode[] = []
  const flush = () => {
    if (run.every(isBlank)) result.push(...run)
    else result.push({ name: 'span', attributes: said, children: run })
    run = []
  }
  for (const node of nodes) {
    if (!isBlock(node)) run.push(node)
    else {
      flush()
      result.push(withDefaults(node, said))
    }
  }
  flush()
  return result
}

/** `node` with those attributes of `said` that it does not have itself. */
export function withDefaults(node: CleanElement, said: ReadonlyMap<string, string>): CleanElement {
  const missing = [...said].filter(([name]) => !node.attributes.has(name))
  return missing.length === 0 ? node : { ...node, attributes: new Map([...node.attributes, ...missing]) }
}
