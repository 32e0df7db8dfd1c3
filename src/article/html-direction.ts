import { isBlank, isBlock } from './html-blocks.ts'
import type { CleanElement, CleanNode } from './html-tree.ts'

/**
 * `nodes` of an element that goes, with the language and direction that it stated: blocks say them themselves unless they
 * state their own, text and inline elements between them stand in a `span` that does.
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

/** `node` with those attributes of `said` that it does not state. */
export function withDefaults(node: CleanElement, said: ReadonlyMap<string, string>): CleanElement {
  const missing = [...said].filter(([name]) => !node.attributes.has(name))
  return missing.length === 0 ? node : { ...node, attributes: new Map([...node.attributes, ...missing]) }
}
