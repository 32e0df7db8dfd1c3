import { plainLine } from '../text.ts'
import { element } from './blocks.ts'
import { attributeOf, classesOf, findBelow, isElement, isText, parentOf, textOf } from './node.ts'
import { type CleanElement, type CleanNode, type HtmlElement, textOfNodes } from './tree.ts'

export const MATHML = 'http://www.w3.org/1998/Math/MathML'

/** MathML Core elements that contain text, and no markup here. */
const TOKENS: ReadonlySet<string> = new Set(['mi', 'mn', 'mo', 'ms', 'mtext'])
/** The other elements, and the number of children each must have; 0 for any number. */
const LAYOUT: ReadonlyMap<string, number> = new Map([
  ['math', 0],
  ['mrow', 0],
  ['mstyle', 0],
  ['mpadded', 0],
  ['mphantom', 0],
  ['merror', 0],
  ['menclose', 0],
  ['msqrt', 0],
  ['mtable', 0],
  ['mtr', 0],
  ['mlabeledtr', 0],
  ['mtd', 0],
  ['mmultiscripts', 0],
  ['mprescripts', 0],
  ['none', 0],
  ['mspace', 0],
  ['mfrac', 2],
  ['mroot', 2],
  ['msub', 2],
  ['msup', 2],
  ['munder', 2],
  ['mover', 2],
  ['msubsup', 3],
  ['munderover', 3],
])

const FLAG = /^(?:true|false)$/
const LENGTH = /^[+-]?\d{0,3}(?:\.\d{1,4})?(?:em|ex|px|pt|%)?$/
const WORDS = /^[a-z][a-z -]{0,60}$/
/** Valid values of presentation attributes; addresses, actions and colors are not allowed. */
const ATTRIBUTES: ReadonlyMap<string, RegExp> = new Map([
  ['display', /^(?:block|inline)$/],
  ['dir', /^(?:ltr|rtl)$/],
  ['displaystyle', FLAG],
  ['scriptlevel', /^[+-]?\d$/],
  ['mathvariant', WORDS],
  ...['stretchy', 'symmetric', 'fence', 'separator', 'accent', 'accentunder', 'movablelimits', 'largeop'].map(
    (name) => [name, FLAG] as const,
  ),
  ['bevelled', FLAG],
  ...['lspace', 'rspace', 'width', 'height', 'depth', 'voffset', 'minsize', 'maxsize', 'linethickness'].map(
    (name) => [name, LENGTH] as const,
  ),
  ...['columnalign', 'rowalign', 'columnlines', 'rowlines', 'notation', 'form'].map(
    (name) => [name, WORDS] as const,
  ),
  ['columnspan', /^\d{1,2}$/],
  ['rowspan', /^\d{1,2}$/],
])
const MAX_ALTERNATIVE = 2000

/** A formula of presentation MathML without annotations; undefined if it cannot be represented that way. */
export function cleanFormula(math: HtmlElement): CleanElement | undefined {
  const children = partsOf(math)
  if (children === undefined || textOfNodes(children).trim() === '') return undefined
  const attributes = attributesOf(math)
  const source = sourceOf(math)
  if (source !== undefined) attributes.set('alttext', source)
  return element('math', children, attributes)
}

/** The source of a formula: its alternative text, or the annotation in TeX, AsciiMath or another text format. */
export function sourceOf(math: HtmlElement): string | undefined {
  const annotation = findBelow(
    math,
    (node) =>
      node.tagName === 'annotation' && !/html|xml|svg|image/i.test(attributeOf(node, 'encoding') ?? ''),
  )
  const source = plainLine(
    attributeOf(math, 'alttext') ?? (annotation === undefined ? '' : textOf(annotation)),
  )
  return source === '' || source.length > MAX_ALTERNATIVE ? undefined : source
}

function partsOf(node: HtmlElement): readonly CleanElement[] | undefined {
  const parts: CleanElement[] = []
  for (const child of node.childNodes) {
    const part = isElement(child)
      ? partOf(child)
      : isText(child) && child.value.trim() !== ''
        ? [element('mtext', [plainLine(child.value)])]
        : []
    if (part === undefined) return undefined
    parts.push(...part)
  }
  return parts
}

/** Undefined for elements that are not presentation MathML. */
function partOf(node: HtmlElement): readonly CleanElement[] | undefined {
  const name = node.tagName
  if (name === 'annotation' || name === 'annotation-xml') return []
  if (node.namespaceURI !== MATHML) return undefined
  if (TOKENS.has(name)) return [element(name, [plainLine(textOf(node))].filter(Boolean), attributesOf(node))]
  if (name === 'semantics' || name === 'maction') {
    const shown = node.childNodes.find(isElement)
    return shown === undefined ? [] : partOf(shown)
  }
  if (name === 'mfenced') return fencedOf(node)
  const count = LAYOUT.get(name)
  const parts = count === undefined || name === 'math' ? undefined : partsOf(node)
  if (parts === undefined || (count !== 0 && parts.length !== count)) return undefined
  return [element(name, parts, attributesOf(node))]
}

/** Converts `mfenced`, because browsers no longer draw its brackets. */
function fencedOf(node: HtmlElement): readonly CleanElement[] | undefined {
  const parts = partsOf(node)
  if (parts === undefined) return undefined
  const sign = (name: string, otherwise: string) => plainLine(attributeOf(node, name) ?? otherwise)
  const separators = [...sign('separators', ',')]
  const inner = parts.flatMap((part, index) => {
    const separator = separators[Math.min(index - 1, separators.length - 1)]
    return index === 0 || separator === undefined ? [part] : [element('mo', [separator]), part]
  })
  const fence = (text: string) => (text === '' ? [] : [element('mo', [text])])
  return [element('mrow', [...fence(sign('open', '(')), ...inner, ...fence(sign('close', ')'))])]
}

function attributesOf(node: HtmlElement): Map<string, string> {
  const attributes = new Map<string, string>()
  for (const { name, value } of node.attrs)
    if (ATTRIBUTES.get(name)?.test(value.trim().toLowerCase()) === true)
      attributes.set(name, value.trim().toLowerCase())
  return attributes
}

/** Classes of a second rendering of a formula, character by character, positioned by style sheets: never text. */
const DRAWN: ReadonlySet<string> = new Set(['katex-html', 'mjx-math', 'MathJax_Preview', 'MJXc-display'])

/**
 * Whether a node is the visual rendering of a formula by KaTeX or MathJax. The order of its characters has no meaning.
 */
export function isDrawnFormula(node: HtmlElement): boolean {
  if (node.tagName === 'mjx-math') return true
  if (node.attrs.length > 0 && classesOf(node).some((name) => DRAWN.has(name))) return true
  const parent = node.tagName === 'nobr' ? parentOf(node) : undefined
  return parent !== undefined && classesOf(parent).includes('MathJax')
}

/** Whether MathML beside a rendering states its formula, or the `source` if only its text is known. */
export function drawnFormula(drawing: HtmlElement): { readonly stated: boolean; readonly source?: string } {
  const around = parentOf(drawing)
  if (around === undefined) return { stated: false }
  if (findBelow(around, isFormula) !== undefined) return { stated: true }
  for (const node of [drawing, around, parentOf(around)]) {
    if (node === undefined) continue
    const next = node.parentNode?.childNodes[node.parentNode.childNodes.indexOf(node) + 1]
    if (isElement(next) && isTexScript(next)) return { stated: true }
    const source =
      attributeOf(node, 'data-tex') ?? attributeOf(node, 'data-latex') ?? attributeOf(node, 'alttext')
    if (source !== undefined && source.trim() !== '') return { stated: false, source: plainLine(source) }
  }
  return { stated: false }
}

const isFormula = (node: HtmlElement) => node.tagName === 'math' && node.namespaceURI === MATHML

/** MathJax keeps the author's source in `<script type="math/tex">`. */
export function isTexScript(node: HtmlElement): boolean {
  return node.tagName === 'script' && /^math\/(?:tex|asciimath)\b/i.test(attributeOf(node, 'type') ?? '')
}

/** The TeX of such a script, unless MathML before it states the same formula. */
export function texOf(script: HtmlElement): string | undefined {
  const siblings = script.parentNode?.childNodes ?? []
  const before = siblings.slice(0, siblings.indexOf(script)).findLast(isElement)
  if (before !== undefined && (isFormula(before) || findBelow(before, isFormula) !== undefined))
    return undefined
  const first = script.childNodes[0]
  const tex = isText(first) ? plainLine(first.value) : ''
  return tex === '' ? undefined : tex
}

/** A formula on one line: `1/3`, `10^6`, `√(a+b)`; its source if one line cannot represent it. */
export function lineOfFormula(math: CleanElement): string {
  return lineOf(math.children) ?? math.attributes.get('alttext') ?? '[…]'
}

function lineOf(nodes: readonly CleanNode[]): string | undefined {
  let line = ''
  for (const node of nodes) {
    const part = typeof node === 'string' ? node : lineOfPart(node)
    if (part === undefined) return undefined
    line += part
  }
  return line
}

function lineOfPart({ name, children }: CleanElement): string | undefined {
  const parts = () => children.map((child) => lineOf([child]))
  switch (name) {
    case 'mi':
    case 'mn':
    case 'ms':
    case 'mrow':
    case 'mstyle':
    case 'mpadded':
      return lineOf(children)
    case 'mtext':
      return lineOf(children)
    case 'mo': {
      const sign = lineOf(children)
      return sign === undefined || !/^[=<>≤≥≠≈≡→⇒∈+−±×÷·-]$/u.test(sign) ? sign : ` ${sign} `
    }
    case 'mspace':
      return ' '
    case 'mfrac':
      return joined(parts(), '/')
    case 'msup':
      return joined(parts(), '^')
    case 'msub':
      return joined(parts(), '_')
    case 'msubsup': {
      const [base, below, above] = parts()
      const lower = joined([base, below], '_')
      return lower === undefined || above === undefined ? undefined : `${lower}^${grouped(above)}`
    }
    case 'msqrt': {
      const inner = lineOf(children)
      return inner === undefined ? undefined : `√${grouped(inner)}`
    }
    default:
      return undefined
  }
}

function joined(parts: readonly (string | undefined)[], sign: string): string | undefined {
  const [one, other] = parts
  return one === undefined || other === undefined ? undefined : `${grouped(one)}${sign}${grouped(other)}`
}

/** Adds brackets unless the text is one number or word, or already in brackets. */
function grouped(text: string): string {
  const bare = text.trim()
  return /^(?:[\p{L}\p{M}]|\d[\d.,]*|\([^()]*\))$/u.test(bare) || /^\p{L}+$/u.test(bare) ? bare : `(${bare})`
}
