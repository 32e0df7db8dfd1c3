import { defaultTreeAdapter } from 'parse5'

/** Deepest nesting and most elements of a tree. */
export interface HtmlLimits {
  readonly depth: number
  readonly elements: number
}

class TooComplex extends Error {}

/** Leaves what {@link withinLimits} runs. */
export function tooComplex(): never {
  throw new TooComplex()
}

/**
 * What `parse` makes with a tree adapter that keeps to the limits; undefined where it has to go beyond them, or calls
 * {@link tooComplex}. The parser is stopped there and then.
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
