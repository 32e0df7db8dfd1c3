import { XMLParser } from 'fast-xml-parser'
import { FormatError } from './format.ts'

/** An element with its namespace resolved; nodes between its children other than text are left out. */
export interface XmlElement {
  /** Namespace URI, empty for none. */
  readonly uri: string
  /** Local name. */
  readonly name: string
  /** By qualified name. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** The text directly in it, including CDATA, not trimmed. */
  readonly text: string
  /** Whether it is closed within the document. */
  readonly closed: boolean
  readonly source: Source
}

/** Position of an element in the parsed text. */
interface Source {
  readonly text: string
  readonly offset: number
}

type Scope = ReadonlyMap<string, string>

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map()

const METADATA = XMLParser.getMetaDataSymbol().valueOf()

/**
 * Options with which fast-xml-parser changes no value: nothing is trimmed or converted to a number, and references are
 * resolved by {@link decoder}, to which no DOCTYPE can add entities.
 */
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  captureMetaData: true,
  jPath: false,
  entityDecoder: decoder(),
})

/**
 * The root element of an XML document.
 *
 * @throws FormatError for a DOCTYPE, a reference to an entity XML does not define, an unbound prefix, or no single root
 */
export function readXml(text: string): XmlElement {
  const scope = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']])
  const roots = elementsIn(parse(text), scope, text)
  const [root] = roots
  if (root === undefined || roots.length > 1) {
    throw new FormatError(`the document has ${roots.length} root elements, expected one`)
  }
  if (!root.closed) throw misread(root, `the document ends within <${root.name}>, which is not closed`)
  return root
}

export function childrenOf(parent: XmlElement, uri: string, name: string): XmlElement[] {
  return parent.children.filter((child) => child.name === name && child.uri === uri)
}

export function childOf(parent: XmlElement, uri: string, name: string): XmlElement | undefined {
  return parent.children.find((child) => child.name === name && child.uri === uri)
}

/** Text of the first child with that name; undefined if missing or empty. */
export function textIn(parent: XmlElement, uri: string, name: string): string | undefined {
  return childOf(parent, uri, name)?.text || undefined
}

/** An attribute that is a whole number. */
export function numberAt(element: XmlElement | undefined, attribute: string): number | undefined {
  return wholeNumber(element?.attributes.get(attribute))
}

export function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d{1,15}\s*$/.test(text) ? Number(text) : undefined
}

/** The error about an element, with its line and column. */
export function misread({ source }: XmlElement, message: string): FormatError {
  const before = source.text.slice(0, source.offset).split(/\r\n?|\n/)
  return new FormatError(message, { line: before.length, column: (before.at(-1) ?? '').length + 1 })
}

function parse(text: string): readonly unknown[] {
  try {
    const nodes: unknown = parser.parse(text)
    return Array.isArray(nodes) ? nodes : []
  } catch (cause) {
    if (cause instanceof FormatError) throw cause
    throw new FormatError(cause instanceof Error ? cause.message : String(cause))
  }
}

/** fast-xml-parser's ordered nodes: `{ <name>: nodes, ':@': attributes }` or `{ '#text': text }`. */
function elementsIn(nodes: readonly unknown[], scope: Scope, source: string): XmlElement[] {
  const elements: XmlElement[] = []
  for (const node of nodes) {
    if (!isRecord(node)) continue
    for (const name of Object.keys(node)) {
      const contents = node[name]
      if (name !== ':@' && Array.isArray(contents))
        elements.push(elementFrom(node, name, contents, scope, source))
    }
  }
  return elements
}

function elementFrom(
  node: Readonly<Record<PropertyKey, unknown>>,
  qualifiedName: string,
  contents: readonly unknown[],
  outer: Scope,
  source: string,
): XmlElement {
  const attributes = attributesOf(node[':@'])
  const scope = scopeWithin(outer, attributes)
  const colon = qualifiedName.indexOf(':')
  const prefix = qualifiedName.slice(0, Math.max(colon, 0))
  const { offset, closed } = metadataOf(node)
  const element = {
    uri: scope.get(prefix) ?? '',
    name: qualifiedName.slice(colon + 1),
    attributes,
    children: elementsIn(contents, scope, source),
    text: textAmong(contents),
    closed,
    source: { text: source, offset },
  }
  if (prefix !== '' && !scope.has(prefix)) {
    throw misread(element, `the prefix of <${qualifiedName}> is not bound to a namespace`)
  }
  return element
}

function scopeWithin(outer: Scope, attributes: ReadonlyMap<string, string>): Scope {
  let scope: Map<string, string> | undefined
  for (const [name, value] of attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue
    scope ??= new Map(outer)
    scope.set(name.slice('xmlns:'.length), value)
  }
  return scope ?? outer
}

function textAmong(contents: readonly unknown[]): string {
  let text = ''
  for (const node of contents) if (isRecord(node) && typeof node['#text'] === 'string') text += node['#text']
  return text
}

function attributesOf(attributes: unknown): ReadonlyMap<string, string> {
  if (!isRecord(attributes)) return NO_ATTRIBUTES
  const map = new Map<string, string>()
  for (const [name, value] of Object.entries(attributes)) if (typeof value === 'string') map.set(name, value)
  return map
}

function metadataOf(node: Readonly<Record<PropertyKey, unknown>>) {
  const metadata = node[METADATA]
  if (!isRecord(metadata)) return { offset: 0, closed: false }
  const { startIndex, endIndex } = metadata
  return { offset: typeof startIndex === 'number' ? startIndex : 0, closed: endIndex !== undefined }
}

function isRecord(value: unknown): value is Readonly<Record<PropertyKey, unknown>> {
  return typeof value === 'object' && value !== null
}

function decoder() {
  const named = new Map([
    ['amp', '&'],
    ['lt', '<'],
    ['gt', '>'],
    ['quot', '"'],
    ['apos', "'"],
  ])

  function resolve(reference: string, hexadecimal?: string, decimal?: string, name?: string): string {
    if (name !== undefined) return named.get(name) ?? refuse(reference)
    const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : refuse(reference)
  }

  function refuse(reference: string): never {
    throw new FormatError(`${reference} is not defined: XML defines only amp, lt, gt, quot and apos`)
  }

  return {
    decode: (text: string) =>
      text.includes('&') ? text.replace(/&(?:#x([\da-fA-F]+);|#(\d+);|([^#;&\s]{1,32});|)/g, resolve) : text,
    addInputEntities: () => {
      throw new FormatError('the document has a DOCTYPE; a feed must not have one')
    },
    setExternalEntities: () => {},
    setXmlVersion: () => {},
    reset: () => {},
  }
}
