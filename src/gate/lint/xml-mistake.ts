import { VOID_ELEMENTS } from './html-elements.ts'
import type { SyntaxKind, SyntaxProblem } from './syntax-problem.ts'

const NAME = /[\p{L}_:][\p{L}\p{N}\p{M}_:.·-]*/uy
const SPACE = /[ \t\r\n]*/y
const REFERENCE = /&(?:#(\d+)|#x([\da-fA-F]+)|([\p{L}_:][\p{L}\p{N}_:.-]*));/uy
const QUOTED = /"[^"]*"|'[^']*'/y
/** XML 1.0 section 2.2: everything that is not a Char, including lone surrogates. */
const FORBIDDEN = '[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\u{10000}-\\u{10ffff}]'
const TEXT_STOP = new RegExp(`[<&]|\\]\\]>|${FORBIDDEN}`, 'gu')
const VALUE_STOP = new RegExp(`[<&]|${FORBIDDEN}`, 'gu')
const FORBIDDEN_CHARACTER = new RegExp(FORBIDDEN, 'u')
const DEFINED = new Set(['amp', 'lt', 'gt', 'quot', 'apos'])
/** An element without its end tag so far. */
interface OpenElement {
  readonly name: string
  readonly at: number
  /** Prefixes that its start tag declares. */
  readonly declared: ReadonlySet<string>
}

class Mistake extends Error {
  readonly problem: SyntaxProblem
  constructor(at: number, message: string, kind: SyntaxKind = 'malformed') {
    super(message)
    this.problem = { kind, at, message }
  }
}

/**
 * The first violation of XML 1.0 with namespaces in a text that a parser rejected. It may be far before the place where
 * the parser stopped: an ampersand that is not a reference leads it to the end of the document. Undefined if there is
 * none up to there. Takes linear time.
 *
 * @param gaveUpAt offset at which the parser stopped
 * @param doctypeEnd offset after the document type declaration, if any
 */
export function firstMistake(text: string, gaveUpAt: number, doctypeEnd?: number): SyntaxProblem | undefined {
  try {
    new Scan(text, doctypeEnd).read(gaveUpAt)
    return undefined
  } catch (error) {
    if (error instanceof Mistake) return error.problem
    throw error
  }
}

class Scan {
  readonly #text: string
  readonly #doctypeEnd: number | undefined
  readonly #open: OpenElement[] = []
  #hasRoot = false

  constructor(text: string, doctypeEnd: number | undefined) {
    this.#text = text
    this.#doctypeEnd = doctypeEnd
  }

  read(end: number): void {
    const text = this.#text
    for (let at = 0; at < end; ) {
      TEXT_STOP.lastIndex = at
      const stop = TEXT_STOP.exec(text)
      const found = stop?.index ?? text.length
      if (this.#open.length === 0) this.#refuseText(at, found)
      if (stop === null) break
      at = stop[0] === '<' ? this.#markup(found) : this.#inText(stop[0], found)
    }
    const last = this.#open.at(-1)
    if (last !== undefined && end >= text.length)
      throw new Mistake(text.trimEnd().length, `the document ends inside ${this.#shown(last)}`)
  }

  /** Only white space, comments and processing instructions are allowed outside the root element. */
  #refuseText(from: number, to: number): void {
    const place = this.#text.slice(from, to).search(/[^ \t\r\n\ufeff]/)
    if (place !== -1)
      throw new Mistake(
        from + place,
        this.#hasRoot ? 'there is text after the root element' : 'there is text before the root element',
      )
  }

  #inText(found: string, at: number): number {
    if (found === ']]>') throw new Mistake(at, 'a “]]>” that does not end a CDATA section; write ]]&gt;')
    if (found !== '&') throw forbidden(found, at)
    if (this.#open.length === 0) this.#refuseText(at, at + 1)
    return this.#reference(at)
  }

  /** The index after the reference that begins at `at`. */
  #reference(at: number): number {
    REFERENCE.lastIndex = at
    const match = REFERENCE.exec(this.#text)
    if (match === null) throw new Mistake(at, 'a bare “&”; write &amp;')
    const [whole, decimal, hexadecimal, name] = match
    if (name !== undefined && !DEFINED.has(name)) throw new Mistake(at, `undefined entity ${whole}`, 'entity')
    if (name === undefined) {
      const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal)
      if (code > 0x10ffff || FORBIDDEN_CHARACTER.test(String.fromCodePoint(code)))
        throw new Mistake(at, `${whole} is not a character that XML allows`, 'character')
    }
    return at + whole.length
  }

  #markup(at: number): number {
    const text = this.#text
    if (text.startsWith('<!--', at)) return this.#comment(at)
    if (text.startsWith('<![CDATA[', at) && this.#open.length > 0)
      return this.#until(']]>', at, 9, 'the CDATA section has no end')
    if (text.startsWith('<?', at)) {
      if (at > 0 && /^<\?xml\s/.test(text.slice(at, at + 6)))
        throw new Mistake(at, 'an XML declaration must be at the start of the document', 'declaration')
      return this.#until('?>', at, 2, 'the processing instruction has no end')
    }
    if (text.startsWith('<!DOCTYPE', at) && this.#doctypeEnd !== undefined && this.#doctypeEnd > at)
      return this.#doctypeEnd
    if (text.startsWith('</', at)) return this.#endTag(at)
    return this.#startTag(at)
  }

  #comment(at: number): number {
    const end = this.#until('--', at, 4, 'the comment has no end')
    if (this.#text[end] === '>') return end + 1
    throw new Mistake(end - 2, 'two hyphens stand inside a comment')
  }

  /** The index after `mark`; rejects characters before it that XML forbids. */
  #until(mark: string, at: number, skipped: number, problem: string): number {
    const found = this.#text.indexOf(mark, at + skipped)
    if (found === -1) throw new Mistake(at, problem)
    const content = this.#text.slice(at + skipped, found)
    const bad = FORBIDDEN_CHARACTER.exec(content)
    if (bad !== null) throw forbidden(bad[0], at + skipped + bad.index)
    return found + mark.length
  }

  #endTag(at: number): number {
    const name = this.#match(NAME, at + 2)
    const end = this.#after(SPACE, at + 2 + name.length)
    if (name === '' || this.#text[end] !== '>') throw new Mistake(at, 'a “</” that does not begin an end tag')
    const last = this.#open.pop()
    if (last?.name === name) return end + 1
    const isOpen = this.#open.some((element) => element.name === name)
    if (last === undefined || !isOpen)
      throw new Mistake(
        at,
        `</${name}> has no start tag${last === undefined ? '' : `: ${this.#shown(last)} is open`}`,
      )
    const advice = VOID_ELEMENTS.has(last.name) ? `, which is written <${last.name}/>` : ''
    throw new Mistake(at, `</${name}> stands inside ${this.#shown(last)}${advice}`)
  }

  #startTag(at: number): number {
    const name = this.#match(NAME, at + 1)
    if (name === '') throw new Mistake(at, 'a “<” that does not begin a tag; write &lt;')
    const declared = new Set<string>()
    const used = new Set(name.includes(':') ? [prefixOf(name)] : [])
    const names = new Set<string>()
    let place = at + 1 + name.length
    for (;;) {
      const next = this.#after(SPACE, place)
      const rest = this.#text.slice(next, next + 2)
      if (rest.startsWith('>') || rest === '/>') {
        this.#openElement({ name, at, declared }, used, rest === '/>')
        return next + (rest === '/>' ? 2 : 1)
      }
      const attribute = this.#match(NAME, next)
      if (attribute === '')
        throw new Mistake(rest === '' || rest[0] === '<' ? at : next, `<${name} is not a complete tag`)
      if (next === place) throw new Mistake(next, `white space is missing before the attribute ${attribute}`)
      if (names.has(attribute)) throw new Mistake(next, `<${name}> has the attribute ${attribute} twice`)
      names.add(attribute)
      if (attribute.startsWith('xmlns:')) declared.add(attribute.slice(6))
      else if (attribute.includes(':')) used.add(prefixOf(attribute))
      place = this.#value(next, attribute, name)
    }
  }

  /** The index after the value of the attribute at `at`. */
  #value(at: number, attribute: string, element: string): number {
    const equals = this.#after(SPACE, at + attribute.length)
    if (this.#text[equals] !== '=')
      throw new Mistake(at, `the attribute ${attribute} of <${element}> has no value`)
    const start = this.#after(SPACE, equals + 1)
    const length = this.#match(QUOTED, start).length
    if (length === 0)
      throw new Mistake(
        start,
        `the value of the attribute ${attribute} of <${element}> ${/["']/.test(this.#text.charAt(start)) ? 'has no closing quotation mark' : 'is not in quotation marks'}`,
      )
    VALUE_STOP.lastIndex = start + 1
    const end = start + length
    for (let stop = VALUE_STOP.exec(this.#text); stop !== null && stop.index < end; ) {
      if (stop[0] === '<')
        throw new Mistake(stop.index, `a “<” in the attribute ${attribute}, which is written &lt;`)
      if (stop[0] !== '&') throw forbidden(stop[0], stop.index)
      VALUE_STOP.lastIndex = this.#reference(stop.index)
      stop = VALUE_STOP.exec(this.#text)
    }
    return end
  }

  #openElement(element: OpenElement, used: ReadonlySet<string>, isEmpty: boolean): void {
    const unknown = [...used].find(
      (prefix) => prefix !== 'xml' && ![...this.#open, element].some(({ declared }) => declared.has(prefix)),
    )
    if (unknown !== undefined)
      throw new Mistake(element.at, `unbound namespace prefix: "${unknown}"`, 'prefix')
    if (this.#open.length === 0 && this.#hasRoot) throw new Mistake(element.at, 'a second root element')
    this.#hasRoot = true
    if (!isEmpty) this.#open.push(element)
  }

  #shown({ name, at }: OpenElement): string {
    return `<${name}> of line ${this.#text.slice(0, at).split(/\r\n|\r|\n/).length}`
  }

  #match(pattern: RegExp, at: number): string {
    pattern.lastIndex = at
    return pattern.exec(this.#text)?.[0] ?? ''
  }

  #after(pattern: RegExp, at: number): number {
    return at + this.#match(pattern, at).length
  }
}

function prefixOf(name: string): string {
  return name.slice(0, name.indexOf(':'))
}

function forbidden(character: string, at: number): Mistake {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return new Mistake(at, `disallowed character U+${code}`, 'character')
}
