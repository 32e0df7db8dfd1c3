import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter, type Node } from 'yaml'
import type { Problem } from './problem.ts'

/** Position of a problem in the file; for a missing setting, the beginning of the map that should contain it. */
export function placeOf(
  document: Document.Parsed,
  lines: LineCounter,
  { path, at }: Pick<Problem, 'path' | 'at'>,
): { readonly line: number; readonly col: number } {
  let node: unknown = document.contents
  let offset = offsetOf(node) ?? 0
  for (const [index, step] of path.entries()) {
    const last = index === path.length - 1
    const target = isAlias(node) ? node.resolve(document) : node
    let next: unknown
    if (isSeq(target) && typeof step === 'number') next = target.items[step]
    if (isMap(target)) {
      const pair = target.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      if (pair === undefined) break
      // An empty value has no position of its own, so that of its key is used.
      const pointsAtKey = last && (at === 'key' || offsetOf(pair.value) === undefined)
      next = pointsAtKey ? pair.key : pair.value
      if (!pointsAtKey && !last) offset = offsetOf(pair.key) ?? offset
    }
    if (next === undefined || next === null) break
    offset = offsetOf(next) ?? offset
    node = next
  }
  return lines.linePos(offset)
}

function offsetOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined
}

function isNode(node: unknown): node is Node {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)
}
