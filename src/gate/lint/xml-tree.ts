import { SaxesParser } from 'saxes'
import { findIllegal } from '../../article/text.ts'
import { canonicalName, isUsualBinding } from './namespaces.ts'
import type { SyntaxKind, SyntaxProblem } from './syntax-problem.ts'
import { firstMistake } from './xml-mistake.ts'

/** An element of a feed. Offsets are in UTF-16 code units from the start of the text. */
export interface FeedElement {
  /** In the form of {@link canonicalName}. */
  readonly name: string
  readonly parent: FeedElement | undefined
  /** By canonical name, without namespace declarations. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly FeedElement[]
  /** Its own character data, without that of its children. */
  readonly text: string
  /** Offset of its `<`. */
  readonly start: number
  /** Between the start tag and the end tag. */
  readonly contentStart: number
  readonly contentEnd: number
  /** Offset after its end tag. */
  readonly end: number
}

/** A prefix with a conventional namespace that is bound to another one. */
export interface OddBinding {
  readonly at: number
  readonly prefix: string
  readonly uri: string
}

export interface XmlTree {
  /** In document order; complete only if there is no problem. The first is the root. */
  readonly elements: readonly FeedElement[]
  readonly problem?: SyntaxProblem
  readonly doctypeAt?: number
  /** Without duplicates, limited in number. */
  readonly oddBindings: readonly OddBinding[]
  /** The namespaces of its elements. */
  readonly namespaces: ReadonlySet<string>
}

/**
 * The first byte order mark indicates the encoding and is not part of the text (XML 1.0 §4.3.3); another one is a
 * character.
 */
const SECOND_MARK: SyntaxProblem = { kind: 'declaration', at: 0, message: 'a second byte order mark' }

/** Deeper or larger documents are not feeds; the limits keep time and memory linear in the size of the text. */
export const MAX_DEPTH = 200
export const MAX_ELEMENTS = 400_000
const MOST_BINDINGS = 50

const SECTION_START = '<![CDATA['
const SECTION_END = ']]>'

type Growing = {
  -readonly [K in keyof FeedElement]: FeedElement[K] extends readonly FeedElement[]
    ? FeedElement[]
    : FeedElement[K]
}

class Refusal extends Error {
  readonly kind: SyntaxKind
  constructor(kind: SyntaxKind, message: string) {
    super(message)
    this.kind = kind
  }
}

/**
 * Parses XML 1.0 with namespaces strictly: stops at the first error, and reports it. A document type declaration is
 * skipped and its position kept, so that no entity is ever defined, fetched or expanded.
 *
 * @param skips whether the contents of CDATA sections, which are most of a feed, are checked and taken whole instead of
 *   being passed through the parser character by character; the tree is the same
 */
export function readXml(text: string, skips = true): XmlTree {
  const parser = new SaxesParser({
    xmlns: true,
    position: false,
    defaultXMLVersion: '1.0',
    forceXMLVersion: true,
  })
  const elements: Growing[] = []
  const oddBindings: OddBinding[] = []
  const namespaces = new Set<string>()
  const open: Growing[] = []
  let doctypeAt: number | undefined
  let doctypeEnd: number | undefined
  let startedAt = 0
  /** Number of characters that were not passed to the parser. */
  let skipped = 0
  let sections = 0
  const position = () => parser.position + skipped

  parser.on('doctype', (content) => {
    doctypeEnd ??= position()
    doctypeAt ??= Math.max(0, text.lastIndexOf('<!DOCTYPE', position() - content.length))
  })
  parser.on('opentagstart', () => {
    startedAt = text.lastIndexOf('<', position() - 1)
    if (open.length >= MAX_DEPTH)
      throw new Refusal('complexity', `elements are nested deeper than ${MAX_DEPTH}`)
    if (elements.length >= MAX_ELEMENTS)
      throw new Refusal('complexity', `there are more than ${MAX_ELEMENTS} elements`)
  })
  parser.on('opentag', (tag) => {
    const attributes = new Map<string, string>()
    for (const { uri, prefix, local, value } of Object.values(tag.attributes)) {
      if (prefix === 'xmlns') noteBinding(local, value)
      else if (local !== 'xmlns') attributes.set(prefix === '' ? local : canonicalName(uri, local), value)
    }
    namespaces.add(tag.uri)
    const parent = open.at(-1)
    const at = position()
    const element = {
      name: canonicalName(tag.uri, tag.local),
      parent,
      attributes,
      children: [],
      text: '',
      start: startedAt,
      contentStart: at,
      contentEnd: at,
      end: at,
    }
    parent?.children.push(element)
    elements.push(element)
    open.push(element)
  })
  parser.on('closetag', (tag) => {
    const element = open.pop()
    if (element === undefined) return
    element.end = position()
    if (!tag.isSelfClosing) element.contentEnd = text.lastIndexOf('</', position() - 1)
  })
  const append = (data: string) => {
    const element = open.at(-1)
    if (element !== undefined) element.text += data
  }
  parser.on('text', append)
  parser.on('cdata', (data) => {
    sections += 1
    append(data)
  })

  function noteBinding(prefix: string, uri: string) {
    if (oddBindings.length === MOST_BINDINGS || (isUsualBinding(prefix, uri) && !/\s/.test(uri))) return
    if (!oddBindings.some((known) => known.prefix === prefix && known.uri === uri))
      oddBindings.push({ at: startedAt, prefix, uri })
  }

  /** The index from which the rest is to be passed to the parser. Throws at the first error. */
  function skipSections(): number {
    let at = 0
    for (;;) {
      const start = text.indexOf(SECTION_START, at) + SECTION_START.length
      const end = start < SECTION_START.length ? -1 : text.indexOf(SECTION_END, start)
      if (end === -1) return at
      const content = text.slice(start, end)
      // Line ends are for the parser to normalize, and characters for it to refuse.
      if (content.includes('\r') || findIllegal(content) !== -1) return at
      parser.write(text.slice(at, start))
      const before = sections
      parser.write(SECTION_END)
      if (sections === before) throw new Error('a comment, for example, contains the start of a section')
      append(content)
      skipped += content.length
      at = end + SECTION_END.length
    }
  }

  let problem: SyntaxProblem | undefined
  try {
    parser.write(text.slice(skips ? skipSections() : 0)).close()
  } catch (error) {
    if (!(error instanceof Error)) throw error
    // Reads it once more as it is: only then are the message and its place those of the parser.
    if (skips) return readXml(text, false)
    const at = Math.min(position(), text.length)
    const isRefusal = error instanceof Refusal
    problem = (isRefusal ? undefined : firstMistake(text, at, doctypeEnd)) ?? { at, ...classify(error) }
  }
  // The parser ignores a mark that its caller should have removed.
  if (text.startsWith('\ufeff')) problem = SECOND_MARK
  return {
    elements,
    oddBindings,
    namespaces,
    ...(problem === undefined ? {} : { problem }),
    ...(doctypeAt === undefined ? {} : { doctypeAt }),
  }
}

/** Classifies the errors of the strict parser by how to fix them. */
function classify(error: Error): { kind: SyntaxKind; message: string } {
  const message = error.message.replace(/\.$/, '')
  if (error instanceof Refusal) return { kind: error.kind, message }
  if (/^disallowed character$|malformed character entity/.test(message)) return { kind: 'character', message }
  if (message === 'undefined entity') return { kind: 'entity', message }
  if (message.startsWith('unbound namespace prefix')) return { kind: 'prefix', message }
  if (/XML declaration must (be|appear) at the start/i.test(message)) return { kind: 'declaration', message }
  return { kind: 'malformed', message }
}

const ATTRIBUTE = /\s*([^\s=/>]+)\s*=\s*(?:"[^"]*"|'[^']*')/y

/** Offset of the attribute in the document, `element.start` if there is none with that local name. */
export function attributeOffset(text: string, element: FeedElement, name: string): number {
  const local = name.slice(name.indexOf(':') + 1)
  const tagName = /<[^\s/>]+/y
  tagName.lastIndex = element.start
  tagName.exec(text)
  ATTRIBUTE.lastIndex = tagName.lastIndex
  for (let match = ATTRIBUTE.exec(text); match !== null; match = ATTRIBUTE.exec(text)) {
    const written = match[1] ?? ''
    if (written === name || written.slice(written.indexOf(':') + 1) === local)
      return match.index + match[0].indexOf(written)
  }
  return element.start
}

/** The first child with that name. */
export function child(element: FeedElement | undefined, name: string): FeedElement | undefined {
  return element?.children.find((candidate) => candidate.name === name)
}

export function children(element: FeedElement | undefined, name: string): FeedElement[] {
  return element?.children.filter((candidate) => candidate.name === name) ?? []
}

/** Whether the element is missing, or has neither text nor child elements. */
export function isBlank(element: FeedElement | undefined): boolean {
  return element === undefined || (element.children.length === 0 && element.text.trim() === '')
}

/**
 * The absolute base of relative references at the element according to `xml:base` (XML Base section 3). A base that is
 * relative to the address of the document is ignored, because most readers no longer have that address.
 */
export function statedBase(element: FeedElement): string | undefined {
  const relative: string[] = []
  for (let at: FeedElement | undefined = element; at !== undefined; at = at.parent) {
    const base = at.attributes.get('xml:base')?.trim()
    if (base === undefined) continue
    if (!/^[a-z][a-z0-9+.-]*:/i.test(base)) relative.unshift(base)
    else
      return relative.reduce(
        (outer, inner) => (URL.canParse(inner, outer) ? new URL(inner, outer).href : outer),
        base,
      )
  }
  return undefined
}

/** Whether the element is in the scope of a base for relative references. */
export function hasBase(element: FeedElement): boolean {
  return statedBase(element) !== undefined
}
