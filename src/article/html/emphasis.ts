import { element, inlineAround, isBlank } from './blocks.ts'
import { boldOf, isStruck, italicOf, type Style } from './style.ts'
import type { CleanNode } from './tree.ts'

/** Elements that are bold by default. */
const BOLD: ReadonlySet<string> = new Set(['b', 'strong', 'th', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'])
const ITALIC: ReadonlySet<string> = new Set(['i', 'em', 'cite', 'dfn', 'var'])

/** The name of an element after its style is applied: a `b` of normal weight is not emphasis. */
export function nameByStyle(name: string, style: Style): string {
  if (style.size === 0) return name
  if ((name === 'b' || name === 'strong') && boldOf(style) === false) return 'span'
  if ((name === 'i' || name === 'em') && italicOf(style) === false) return 'span'
  return name
}

/** The content of an element, wrapped in elements equivalent to its style. */
export function markedByStyle(
  name: string,
  style: Style,
  children: readonly CleanNode[],
): readonly CleanNode[] {
  if (style.size === 0 || children.every(isBlank)) return children
  return marksOf(name, style).reduce(
    (nodes, mark) => inlineAround((inner) => element(mark, inner), nodes),
    children,
  )
}

/** Innermost first. */
function marksOf(name: string, style: Style): readonly string[] {
  const marks: string[] = []
  const raised = style.get('vertical-align')
  if (raised === 'super' && name !== 'sup') marks.push('sup')
  if (raised === 'sub' && name !== 'sub') marks.push('sub')
  if (italicOf(style) === true && !ITALIC.has(name)) marks.push('em')
  if (boldOf(style) === true && !BOLD.has(name)) marks.push('b')
  if (isStruck(style) && name !== 's' && name !== 'del') marks.push('s')
  return marks
}
