import { type DefaultTreeAdapterMap, Parser, Tokenizer } from 'parse5'
import { tooComplex, withinLimits } from '../html/limits.ts'
import { isElement } from '../html/node.ts'
import type { HtmlElement } from '../html/tree.ts'

/** Limits for a whole page with its menus; only generated pages exceed them. */
const PAGE_LIMITS = { depth: 400, elements: 200_000 }
/** Maximum number of attributes of one element: the parser compares each new one with all before it. */
const MOST_ATTRIBUTES = 500
/** UTF-16 code units between two checks of the number of attributes. */
const STRETCH = 32_768

/**
 * The `html` element of a page, parsed as by a browser with scripting disabled; undefined if the page exceeds the
 * limits.
 */
export function parsePage(source: string): HtmlElement | undefined {
  const root = withinLimits(PAGE_LIMITS, (treeAdapter) => {
    const parser = new Parser<DefaultTreeAdapterMap>({ treeAdapter, scriptingEnabled: false })
    const tokenizer = new WatchedTokenizer(parser.options, parser)
    parser.tokenizer = tokenizer
    for (let from = 0; from < source.length; from += STRETCH) {
      tokenizer.write(source.slice(from, from + STRETCH), from + STRETCH >= source.length)
      if (tokenizer.attributes > MOST_ATTRIBUTES) tooComplex()
    }
    return parser.document.childNodes
  })
  return root?.filter(isElement).find(({ tagName }) => tagName === 'html')
}

class WatchedTokenizer extends Tokenizer {
  /** Number of attributes of the tag that is being parsed. */
  get attributes(): number {
    return this.currentToken !== null && 'attrs' in this.currentToken ? this.currentToken.attrs.length : 0
  }
}

/** All elements below `root`, in document order, beginning with `root`. */
export function* elementsOf(root: HtmlElement): Iterable<HtmlElement> {
  const open = [root]
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    yield element
    for (let at = element.childNodes.length - 1; at >= 0; at -= 1) {
      const child = element.childNodes[at]
      if (isElement(child)) open.push(child)
    }
  }
}
