import { defaultTreeAdapter } from 'parse5'

/** Maximum depth and number of elements of a tree. */
export interface HtmlLimits {
  readonly depth: number
  readonly elements: number
}

class TooComplex extends Error {}

/** Aborts the parser that {@link withinLimits} runs. */
export function tooComplex(): never {
  throw new TooComplex()
}

/**
 * The result of `parse` with a tree adapter that enforces the limits; undefined if parsing exceeds them or calls {@link
 * tooComplex}. The parser stops immediately.
 */
export function withinLimits<Result>(
  limits: HtmlLimits,
  parse: (treeAdapter: typeof defaultTreeAdapter) => Result,
): Result | undefined {
  let depth = 0
  let elements = 0
  const treeAdapter: typeof defaultTreeAdapter = {
    ...defaultTreeAdapter,
    createElement(...parts) {
      elements += 1
      if (elements > limits.elements) tooComplex()
      return defaultTreeAdapter.createElement(...parts)
    },
    onItemPush() {
      depth += 1
      if (depth > limits.depth) tooComplex()
    },
    onItemPop() {
      depth -= 1
    },
  }
  try {
    return parse(treeAdapter)
  } catch (error) {
    if (error instanceof TooComplex) return undefined
    throw error
  }
}
