import { type DefaultTreeAdapterTypes, parse } from 'parse5'

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

/** Every element of an HTML document as a strict parser sees it, in order. */
export function elements(html: string): Element[] {
  const found: Element[] = []
  const visit = (node: Node) => {
    if ('tagName' in node) found.push(node)
    if ('childNodes' in node) node.childNodes.forEach(visit)
  }
  const errors: string[] = []
  visit(parse(html, { onParseError: ({ code }) => errors.push(code) }))
  if (errors.length > 0) throw new Error(`HTML parse errors: ${errors.join(', ')}`)
  return found
}

export function attributeOf({ attrs }: Element, name: string): string | undefined {
  return attrs.find((attribute) => attribute.name === name)?.value
}

export function textOf(node: Node): string {
  if ('value' in node) return node.value
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : ''
}

/** The markup without what was put into it: element and attribute names, in order. */
export function skeleton(html: string): string[] {
  return elements(html).map(({ tagName, attrs }) => [tagName, ...attrs.map(({ name }) => name)].join(' '))
}
