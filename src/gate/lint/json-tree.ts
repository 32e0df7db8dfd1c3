import type { SyntaxProblem } from './syntax-problem.ts'
import { MAX_DEPTH, MAX_ELEMENTS } from './xml-tree.ts'

interface Node {
  readonly start: number
  readonly end: number
}
export interface JsonObject extends Node {
  readonly kind: 'object'
  readonly members: ReadonlyMap<string, JsonNode>
  /** Keys in written order, with their offsets; a duplicate key occurs twice here, and `members` has the last. */
  readonly keys: readonly { readonly name: string; readonly at: number }[]
}
export interface JsonArray extends Node {
  readonly kind: 'array'
  readonly members: readonly JsonNode[]
}
export interface JsonString extends Node {
  readonly kind: 'string'
  readonly value: string
}
export interface JsonScalar extends Node {
  readonly kind: 'number' | 'boolean' | 'null'
  readonly value: number | boolean | null
}
/** A JSON value (RFC 8259) with its offset. */
export type JsonNode = JsonObject | JsonArray | JsonString | JsonScalar

export type JsonTree =
  | {
      readonly root: JsonNode
      /** Offset of text after the value. */
      readonly restAt?: number
    }
  | { readonly root?: undefined; readonly problem: SyntaxProblem }

class Mistake extends Error {
  readonly at: number
  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}

const SPACE = /[ \t\n\r]*/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORDS = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
])

/** Parses strict JSON with the offset of every value; depth and number of values are limited as for XML. */
export function readJson(text: string): JsonTree {
  let at = 0
  let count = 0

  const skip = () => {
    SPACE.lastIndex = at
    SPACE.exec(text)
    at = SPACE.lastIndex
  }
  const fail = (expected: string): never => {
    const got =
      at < text.length ? `“${String.fromCodePoint(text.codePointAt(at) ?? 0)}”` : 'the end of the text'
    throw new Mistake(`${expected} was expected, not ${got}`, at)
  }
  const take = (character: string): boolean => {
    skip()
    if (text[at] !== character) return false
    at += 1
    return true
  }

  function string(): JsonString {
    const start = at
    let end = start
    do {
      end = text.indexOf('"', end + 1)
      if (end === -1) throw new Mistake('a string has no closing quotation mark', start)
    } while (isEscaped(text, end))
    at = end + 1
    const written = text.slice(start, at)
    try {
      const value: unknown = JSON.parse(written)
      return { kind: 'string', start, end: at, value: String(value) }
    } catch {
      throw new Mistake(
        'a string contains a raw control character, or an escape that JSON does not define',
        start,
      )
    }
  }

  function value(depth: number): JsonNode {
    skip()
    count += 1
    if (depth > MAX_DEPTH) throw new Mistake(`values are nested deeper than ${MAX_DEPTH}`, at)
    if (count > MAX_ELEMENTS) throw new Mistake(`there are more than ${MAX_ELEMENTS} values`, at)
    const start = at
    const first = text[at]
    if (first === '"') return string()
    if (first === '{') return object(start, depth)
    if (first === '[') return array(start, depth)
    for (const [word, meaning] of WORDS)
      if (text.startsWith(word, at)) {
        at += word.length
        return { kind: meaning === null ? 'null' : 'boolean', start, end: at, value: meaning }
      }
    NUMBER.lastIndex = at
    const number = NUMBER.exec(text)
    if (number === null) return fail('a value')
    at = NUMBER.lastIndex
    return { kind: 'number', start, end: at, value: Number(number[0]) }
  }

  function object(start: number, depth: number): JsonObject {
    at += 1
    const members = new Map<string, JsonNode>()
    const keys: { name: string; at: number }[] = []
    while (!take('}')) {
      if (keys.length > 0 && !take(',')) fail('a comma or the closing brace')
      skip()
      if (text[at] !== '"') fail('a key in quotation marks')
      const key = string()
      if (!take(':')) fail('a colon')
      keys.push({ name: key.value, at: key.start })
      members.set(key.value, value(depth + 1))
    }
    return { kind: 'object', start, end: at, members, keys }
  }

  function array(start: number, depth: number): JsonArray {
    at += 1
    const members: JsonNode[] = []
    while (!take(']')) {
      if (members.length > 0 && !take(',')) fail('a comma or the closing bracket')
      members.push(value(depth + 1))
    }
    return { kind: 'array', start, end: at, members }
  }

  try {
    const root = value(0)
    skip()
    return at < text.length ? { root, restAt: at } : { root }
  } catch (error) {
    if (!(error instanceof Mistake)) throw error
    const kind = / than \d+/.test(error.message) ? 'complexity' : 'json'
    return { problem: { kind, at: error.at, message: error.message } }
  }
}

/** Whether the character at `index` follows an odd number of backslashes. */
function isEscaped(text: string, index: number): boolean {
  let before = index - 1
  while (text[before] === '\\') before -= 1
  return (index - before) % 2 === 0
}

/** The member `name` of an object; undefined for other values. */
export function member(node: JsonNode | undefined, name: string): JsonNode | undefined {
  return node?.kind === 'object' ? node.members.get(name) : undefined
}

/** The elements of an array; empty for other values. */
export function membersOf(node: JsonNode | undefined): readonly JsonNode[] {
  return node?.kind === 'array' ? node.members : []
}

/** The text of a string; undefined for other values. */
export function stringOf(node: JsonNode | undefined): string | undefined {
  return node?.kind === 'string' ? node.value : undefined
}
