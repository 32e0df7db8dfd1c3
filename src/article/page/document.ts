import { type DefaultTreeAdapterMap, Parser, Tokenizer } from 'parse5'
import { tooComplex, withinLimits } from '../html-limits.ts'
import { isElement } from '../html-node.ts'
import type { HtmlElement } from '../html-tree.ts'

/** Of a whole page with its menus; what is beyond was not made for people. */
const PAGE_LIMITS = { depth: 400, elements: 200_000 }
/** Most attributes of one element: the parser compares each new one with all before it. */
const MOST_ATTRIBUTES = 500
/** UTF-16 units between two looks at the attributes. */
const STRETCH = 32_768

/** The `html` element of a page, as a browser with scripts off sees it; undefined when it is complex beyond all reason. */
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
  /** So many attributes has the tag that is being read. */
  get attributes(): number {
    return this.currentToken !== null && 'attrs' in this.currentToken ? this.currentToken.attrs.length : 0
  }
}

/** Every element below `root`, in the order of the page, `root` first. */
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
