import { type CleanElement, type CleanNode, escapeHtml, serializeHtml, textOfNodes } from '../html/tree.ts'

/** Converts sanitized HTML to Markdown that renders to the same HTML; elements without Markdown syntax remain HTML. */
export function markdownOf(blocks: readonly CleanElement[]): string {
  return blocks
    .map(blockOf)
    .filter((text) => text !== '')
    .join('\n\n')
}

const HEADING = /^h([1-6])$/
/** The allowed elements that begin an HTML block in any position, CommonMark section 4.6. */
const HTML_BLOCKS: ReadonlySet<string> = new Set(
  'aside dd details div dl dt figcaption figure iframe section summary table'.split(' '),
)
const ATTRIBUTES_THAT_COUNT = ['id', 'lang', 'dir', 'start', 'type', 'reversed', 'cite', 'class']

function blockOf(block: CleanElement): string {
  const { name, children } = block
  if (!ATTRIBUTES_THAT_COUNT.some((attribute) => block.attributes.has(attribute))) {
    if (name === 'p') return withSafeStart(inlineOf(children).trim())
    if (name === 'hr') return '***'
    const level = HEADING.exec(name)?.[1]
    if (level !== undefined && !children.some(isBreak))
      return `${'#'.repeat(Number(level))} ${inlineOf(children).trim()}`
    if (name === 'blockquote' && children.every(isBlockNode)) return prefixed(children, '> ', '> ')
    if ((name === 'ul' || name === 'ol') && children.every(isListItem)) return listOf(block)
  }
  return htmlBlock(block)
}

const isBreak = (node: CleanNode): boolean => typeof node !== 'string' && node.name === 'br'
const isListItem = (node: CleanNode): boolean =>
  typeof node !== 'string' && node.name === 'li' && node.attributes.size === 0
const isBlockNode = (node: CleanNode): node is CleanElement =>
  typeof node !== 'string' &&
  (['p', 'blockquote', 'ul', 'ol', 'hr'].includes(node.name) || HEADING.test(node.name))

function listOf({ name, children }: CleanElement): string {
  const items = children.map((item, at) => {
    const inner = typeof item === 'string' ? [item] : item.children
    const sign = name === 'ol' ? `${at + 1}. ` : '- '
    return prefixed(inner, sign, ' '.repeat(sign.length))
  })
  return items.join(
    children.some((item) => typeof item !== 'string' && item.children.some(isBlockNode)) ? '\n\n' : '\n',
  )
}

/** Blocks and lines of text, with `first` before the first line and `more` before the others. */
function prefixed(nodes: readonly CleanNode[], first: string, more: string): string {
  const parts: string[] = []
  let line: CleanNode[] = []
  const close = () => {
    const text = withSafeStart(inlineOf(line).trim())
    if (text !== '') parts.push(text)
    line = []
  }
  for (const node of nodes) {
    if (typeof node === 'string' || INLINE.has(node.name)) line.push(node)
    else {
      close()
      parts.push(blockOf(node))
    }
  }
  close()
  const [head = '', ...rest] = parts.join('\n\n').split('\n')
  return [first + head, ...rest.map((text) => (text === '' ? more.trimEnd() : more + text))].join('\n')
}

/** A block of HTML ends at the first blank line. */
function htmlBlock(block: CleanElement): string {
  const html = serializeHtml([block])
    .replace(/\n(?=\s*\n)/g, '\n&#10;')
    .replace(/\n&#10;(?=\n)/g, '&#10;')
  return HTML_BLOCKS.has(block.name) ? html : `<div>${html}</div>`
}

const INLINE: ReadonlySet<string> = new Set(
  'a abbr b bdi bdo br cite code data del dfn em i img ins kbd mark q ruby rp rt s samp small span strong sub sup time u var wbr'.split(
    ' ',
  ),
)
const MARKS: ReadonlyMap<string, string> = new Map([
  ['strong', '**'],
  ['em', '*'],
])

function inlineOf(nodes: readonly CleanNode[]): string {
  return nodes
    .map((node, at) => (typeof node === 'string' ? escaped(node) : inlineElement(node, nodes, at)))
    .join('')
}

function inlineElement(node: CleanElement, nodes: readonly CleanNode[], at: number): string {
  const { name, attributes, children } = node
  const inner = inlineOf(children)
  const mark = MARKS.get(name)
  if (mark !== undefined && attributes.size === 0 && isFlanked(children, nodes[at - 1], nodes[at + 1]))
    return `${mark}${inner}${mark}`
  const href = attributes.get('href')
  if (name === 'a' && href !== undefined && attributes.size === 1 && inner.trim() !== '')
    return `[${inner}](<${href}>)`
  if (name === 'code' && attributes.size === 0 && !/[`\n]|^\s|\s$|^$/.test(textOfNodes(children)))
    return `\`${textOfNodes(children)}\``
  const open = [...attributes].map(([key, value]) => ` ${key}="${escapeHtml(value)}"`).join('')
  const isVoid = ['img', 'wbr', 'br'].includes(name)
  return `<${name}${open}>${isVoid ? '' : `${inner}</${name}>`}`
}

/** Whether emphasis marks around `inner` are parsed as such: plain words inside, and no letter right outside. */
function isFlanked(
  inner: readonly CleanNode[],
  before: CleanNode | undefined,
  after: CleanNode | undefined,
): boolean {
  const text = inner.length === 1 && typeof inner[0] === 'string' ? inner[0] : ''
  const isApart = (node: CleanNode | undefined, edge: RegExp) =>
    node === undefined || (typeof node === 'string' && edge.test(node))
  return (
    /^[\p{L}\p{N}](?:.*[\p{L}\p{N}])?$/u.test(text) &&
    isApart(before, /[\s(]$/u) &&
    isApart(after, /^[\s.,;:!?)]/u)
  )
}

function escaped(text: string): string {
  return text.replace(/[ \t\n]+/g, ' ').replace(/[\\`*_[\]<>&~|$^={}]|:(?=[\w+-]+:)/g, '\\$&')
}

/** Escapes a line that Markdown would parse as a heading, list or rule. */
function withSafeStart(text: string): string {
  return text.replace(/^[#+=-]/, '\\$&').replace(/^(\d+)([.)])/, '$1\\$2')
}
