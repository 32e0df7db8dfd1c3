import type { Field, FieldMap } from './fields.ts'

/** Maximum number of levels; front matter has few. */
const MOST_LEVELS = 20

/** Spaces and comments, a string in quotes, a number, a word, or a sign. */
const TOKEN =
  /(?<gap>(?:\s|\/\/[^\n\r]*|\/\*[\s\S]*?\*\/)+)|(?<string>"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*'|`[^`\\$]*`)|(?<number>-?\d+(?:\.\d+)?(?![\w$.]))|(?<word>[\p{L}_$][\p{L}\p{N}_$]*)|(?<sign>[{}[\]:,])/uy

interface Token {
  readonly kind: 'string' | 'number' | 'word' | 'sign' | 'end'
  readonly text: string
  readonly offset: number
}

/**
 * The fields of a script that is only one object of literal values (`{ title: 'Ports', tags: ['sea'] }`), which means
 * the same without being run. Undefined for any other script: names, calls, operators, templates with values.
 *
 * @param base offset of the script in the file
 */
export function readScriptObject(script: string, base: number): FieldMap | undefined {
  const tokens = tokensOf(script, base)
  if (tokens === undefined) return undefined
  const reader = new ObjectReader(tokens)
  const value = reader.value(0)
  return value?.kind === 'map' && reader.isAtEnd() ? value.entries : undefined
}

function tokensOf(script: string, base: number): readonly Token[] | undefined {
  const tokens: Token[] = []
  const next = new RegExp(TOKEN)
  while (next.lastIndex < script.length) {
    const offset = base + next.lastIndex
    const groups = next.exec(script)?.groups
    if (groups === undefined) return undefined
    for (const kind of ['string', 'number', 'word', 'sign'] as const) {
      const text = groups[kind]
      if (text !== undefined) tokens.push({ kind, text, offset })
    }
  }
  return [...tokens, { kind: 'end', text: '', offset: base + script.length }]
}

class ObjectReader {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  isAtEnd(): boolean {
    return this.#tokens[this.#at]?.kind === 'end'
  }

  value(level: number): Field | undefined {
    const { kind, text, offset } = this.#next()
    if (kind === 'string') {
      const said = textOfString(text)
      return said === undefined ? undefined : { kind: 'text', text: said, offset }
    }
    if (kind === 'number') return { kind: 'text', text, offset }
    if (text === 'true' || text === 'false') return { kind: 'flag', flag: text === 'true', text, offset }
    if (text === 'null' && kind === 'word') return { kind: 'nothing', offset }
    if (level >= MOST_LEVELS || kind !== 'sign') return undefined
    return text === '{' ? this.#map(level, offset) : text === '[' ? this.#list(level, offset) : undefined
  }

  #map(level: number, offset: number): Field | undefined {
    const entries = new Map<string, { keyOffset: number; field: Field }>()
    while (!this.#skips('}')) {
      const key = this.#next()
      const name = key.kind === 'string' ? textOfString(key.text) : key.kind === 'word' ? key.text : undefined
      if (name === undefined || entries.has(name) || !this.#skips(':')) return undefined
      const field = this.value(level + 1)
      if (field === undefined) return undefined
      entries.set(name, { keyOffset: key.offset, field })
      if (this.#skips('}')) break
      if (!this.#skips(',')) return undefined
    }
    return { kind: 'map', entries, offset }
  }

  #list(level: number, offset: number): Field | undefined {
    const items: Field[] = []
    while (!this.#skips(']')) {
      const item = this.value(level + 1)
      if (item === undefined) return undefined
      items.push(item)
      if (this.#skips(']')) break
      if (!this.#skips(',')) return undefined
    }
    return { kind: 'list', items, offset }
  }

  #next(): Token {
    const token = this.#tokens[this.#at]
    if (token === undefined) return { kind: 'end', text: '', offset: 0 }
    this.#at += 1
    return token
  }

  #skips(sign: string): boolean {
    const token = this.#tokens[this.#at]
    if (token?.kind !== 'sign' || token.text !== sign) return false
    this.#at += 1
    return true
  }
}

/** The text of a literal; undefined for escapes that other languages read in another way. */
function textOfString(literal: string): string | undefined {
  const inner = literal.slice(1, -1)
  if (/\\(?!["'\\nrt]|u[0-9a-f]{4})/i.test(inner.replace(/\\\\/g, ''))) return undefined
  return inner.replace(/\\(u[0-9a-f]{4}|.)/gi, (_, escaped: string) => {
    if (escaped.length > 1) return String.fromCharCode(Number.parseInt(escaped.slice(1), 16))
    return { n: '\n', r: '\r', t: '\t' }[escaped] ?? escaped
  })
}
