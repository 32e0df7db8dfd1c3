import { type Document, isAlias, isMap, isNode, isScalar, isSeq, parseDocument, Scalar } from 'yaml'
import type { ArticleFindingCode } from '../article-finding.ts'
import type { Field, FieldMap, FrontMatterProblem } from './fields.ts'
import { OWN_GATES } from './gate-fields.ts'
import { looksLikeGate } from './gate-words.ts'
import { gateNamed, readGate } from './gates.ts'
import { endOfJsonObject } from './json.ts'
import { readPlainFields } from './plain.ts'
import { readScriptObject } from './script-object.ts'
import { readTomlFields } from './toml.ts'
import { withContinuationsOnOneLine } from './yaml-continuations.ts'

/** The front matter of a file and the offset where the body begins. A file without a block has no fields. */
export interface FrontMatter {
  readonly fields: FieldMap
  readonly body: string
}

/** Languages of a block. JSON is parsed as YAML. */
export type FrontMatterLanguage = 'yaml' | 'toml' | 'json'

/**
 * Position of a block in a text: the part between the fences (for JSON, the object with its braces), and what follows
 * it.
 */
export interface FrontMatterBlock {
  readonly language: FrontMatterLanguage
  readonly start: number
  readonly end: number
  readonly bodyStart: number
}

/**
 * Maximum length of a block in UTF-16 code units, number of aliases in it, and number of values after aliases are
 * resolved.
 */
const MAX_BLOCK = 65_536
const MAX_ALIASES = 20
const MAX_VALUES = 10_000
const MAX_PROBLEMS = 10

/** White space and invisible characters around a fence are allowed: editors and pasting insert them. */
const OPENING = /^[\s\p{Default_Ignorable_Code_Point}]*(---|\+\+\+)([^\n\r]*)(?:\r?\n|\r|$)/u
const UNSEEN_END = /[\s\p{Default_Ignorable_Code_Point}]/u
const CLOSING: Readonly<Record<string, RegExp>> = {
  '---': /^(?:---|\.\.\.)(?:[^\S\r\n]|\p{Default_Ignorable_Code_Point})*(?:\r\n|\n|\r|$)/gmu,
  '+++': /^\+\+\+(?:[^\S\r\n]|\p{Default_Ignorable_Code_Point})*(?:\r\n|\n|\r|$)/gmu,
}
/** Closes a block that nothing else closes, as in Hugo. */
const LONGER_CLOSING = /^-{4,}[^\S\r\n]*(?:\r\n|\n|\r|$)/gm
/** Names of languages that may follow the opening fence. */
const LANGUAGES: ReadonlyMap<string, FrontMatterLanguage> = new Map([
  ['yaml', 'yaml'],
  ['yml', 'yaml'],
  ['toml', 'toml'],
  ['json', 'json'],
])

/**
 * Finds the front matter, which begins on the first nonblank line: `---` up to the next line `---` or `...`; `+++` up
 * to the next `+++` (TOML); or a JSON object. Line ends may be LF, CRLF or CR. Undefined if the text has none.
 *
 * @param isData whether a text that begins with a JSON object is data rather than an article
 */
export function findFrontMatter(
  text: string,
  isData = false,
): FrontMatterBlock | FrontMatterProblem | undefined {
  const opening = OPENING.exec(text)
  if (opening === null) return isData ? undefined : findJson(text)
  const [whole, fence = '', written = ''] = opening
  const marker = seenPart(written)
  const fenceAt = whole.indexOf(fence)
  const language = LANGUAGES.get((marker || (fence === '+++' ? 'toml' : 'yaml')).toLowerCase())
  if (language === undefined) {
    if (!/^[a-z]+$/i.test(marker)) return undefined
    return {
      code: 'front-matter-language',
      offset: fenceAt,
      message: SCRIPT.test(marker)
        ? `the front matter is marked as ${marker}, and is more than an object of literal values; scripts are never run`
        : `the front matter is marked as ${marker}, which is not supported and never run`,
      got: `${fence}${marker}`,
      expected: 'YAML between lines of ---, TOML between lines of +++, or a JSON object',
      fix: 'write the block in YAML between two lines of ---',
    }
  }
  const closing =
    firstAfter(whole.length, text, CLOSING[fence] ?? /$^/g) ??
    (fence === '---' ? firstAfter(whole.length, text, LONGER_CLOSING) : null)
  if (closing === null)
    return {
      code: 'front-matter-unclosed',
      offset: fenceAt,
      message: 'the front matter that begins here is never closed',
      expected: `a line ${fence} after the last key`,
      fix: `add a line ${fence} between the front matter and the text`,
    }
  return (
    tooLarge(whole.length, closing.index) ?? {
      language,
      start: whole.length,
      end: closing.index,
      bodyStart: closing.index + closing[0].length,
    }
  )
}

function firstAfter(start: number, text: string, pattern: RegExp): RegExpExecArray | null {
  const search = new RegExp(pattern)
  search.lastIndex = start
  return search.exec(text)
}

function findJson(text: string): FrontMatterBlock | FrontMatterProblem | undefined {
  const start = /^[\s\p{Default_Ignorable_Code_Point}]*(?=\{\s*"(?:[^"\\]|\\.)*"\s*:)/u.exec(text)?.[0].length
  if (start === undefined) return undefined
  const end = endOfJsonObject(text, start)
  if (end === undefined)
    return {
      code: 'front-matter-unclosed',
      offset: start,
      message: 'the JSON object that begins here is never closed',
      expected: 'a } on its own line after the last key',
      fix: 'close the object before the text',
    }
  const lineEnd = /^[^\S\r\n]*(?:\r\n|\n|\r|$)/.exec(text.slice(end))?.[0].length
  if (lineEnd === undefined) return undefined
  return tooLarge(start, end) ?? { language: 'json', start, end, bodyStart: end + lineEnd }
}

function tooLarge(start: number, end: number): FrontMatterProblem | undefined {
  if (end - start <= MAX_BLOCK) return undefined
  return {
    code: 'front-matter-too-large',
    offset: start,
    message: 'the front matter is too large',
    got: `${end - start} characters`,
    expected: `at most ${MAX_BLOCK}`,
    fix: 'move long text into the body of the article',
  }
}

/** `text` without invisible characters at its end. */
function seenPart(text: string): string {
  let end = text.length
  while (end > 0 && UNSEEN_END.test(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}

/**
 * Parses the front matter of `text` (see {@link findFrontMatter}). YAML is version 1.2, core schema: `no`, `1:30` and
 * dates remain text, numbers remain as written, custom tags are rejected, and aliases are limited. Returns all problems
 * found.
 */
export function readFrontMatter(
  text: string,
  { isData = false, lastCounts = false }: FrontMatterOptions = {},
): FrontMatter | readonly FrontMatterProblem[] {
  const block = findFrontMatter(text, isData)
  if (block === undefined) return { fields: new Map(), body: text }
  if ('code' in block) return scriptBlock(text) ?? [block]
  const source = text.slice(block.start, block.end)
  const read =
    block.language === 'toml'
      ? readTomlFields(source, block.start)
      : readYaml(source, block.start, lastCounts)
  return 'size' in read ? { fields: read, body: text.slice(block.bodyStart) } : read
}

const SCRIPT = /^(?:js|javascript)$/i

/** A block marked as `js`, if it is an object that need not be run. */
function scriptBlock(text: string): FrontMatter | undefined {
  const [whole, fence, marker = ''] = OPENING.exec(text) ?? []
  if (whole === undefined || fence !== '---' || !SCRIPT.test(seenPart(marker))) return undefined
  const closing = firstAfter(whole.length, text, CLOSING[fence] ?? /$^/g)
  if (closing === null || tooLarge(whole.length, closing.index) !== undefined) return undefined
  const fields = readScriptObject(text.slice(whole.length, closing.index), whole.length)
  return fields && { fields, body: text.slice(closing.index + closing[0].length) }
}

export interface FrontMatterOptions {
  /** Whether a text that begins with a JSON object is data rather than an article. */
  readonly isData?: boolean
  /** Whether the last of several lines with the same key counts, as in Ruby, except for gates. */
  readonly lastCounts?: boolean
}

function readYaml(yaml: string, base: number, lastCounts: boolean): FieldMap | readonly FrontMatterProblem[] {
  const read = readPlainFields(yaml, base) ?? readYamlFields(yaml, base, lastCounts)
  if ('size' in read) return read
  const joined = withContinuationsOnOneLine(yaml)
  const again = joined === undefined ? read : readYamlFields(joined, base, lastCounts)
  return 'size' in again ? again : read
}

/** Parses the fields of a block with the YAML library; `base` is the block's offset in the file. */
export function readYamlFields(
  yaml: string,
  base: number,
  lastCounts = false,
): FieldMap | readonly FrontMatterProblem[] {
  const fail = (problem: Partial<FrontMatterProblem> & { message: string; offset: number }) => [
    {
      code: 'front-matter-invalid' as const,
      fix: 'write lines `key: value`, and put text with : or # in quotes',
      ...problem,
    },
  ]
  const tooDeep = fail({
    offset: base,
    message: 'the front matter is nested too deeply',
    fix: 'use fewer levels',
  })
  try {
    const document = parseDocument(yaml, {
      schema: 'core',
      prettyErrors: false,
      logLevel: 'silent',
      // A duplicate key with the same value is harmless; FieldReader checks this.
      uniqueKeys: false,
    })
    const errors = [...document.errors, ...document.warnings]
    // The parser recurses and reports its own stack overflow as one error for each level.
    if (errors.some(({ message }) => message.includes('call stack'))) return tooDeep
    if (errors.length > 0) return errors.slice(0, MAX_PROBLEMS).map((error) => yamlProblem(error, base))
    if (document.contents === null) return new Map()
    const field = new FieldReader(document, base, lastCounts).read(document.contents)
    if (field.kind === 'nothing') return new Map()
    if (field.kind === 'map') return field.entries
    return fail({
      offset: field.offset,
      message: 'the front matter is not a list of keys and values',
      expected: 'lines such as `title: Ports reopen`',
    })
  } catch (error) {
    if (error instanceof FieldError) return fail(error.problem)
    // The parser is recursive; a deeply nested block overflows the stack here.
    if (error instanceof RangeError)
      return fail({ offset: base, message: 'the front matter is nested too deeply' })
    throw error
  }
}

function yamlProblem(error: { code: string; message: string; pos: readonly number[] }, base: number) {
  const offset = base + (error.pos[0] ?? 0)
  if (error.code === 'TAG_RESOLVE_FAILED')
    return {
      code: 'front-matter-tag' as const,
      offset,
      message: 'YAML tags are not used in front matter',
      got: error.message,
      fix: 'remove the word that begins with !',
    }
  return {
    code: 'front-matter-invalid' as const,
    offset,
    message: 'the front matter is not valid YAML',
    got: error.message,
    expected: '`key: value` lines',
    fix: 'put text with : # or quotes in quotes, and indent with spaces',
  }
}

/** Whether the field says something about who may see the article and when, and not only `layout: post`. */
function isGate(key: string, field: Field): boolean {
  const gate = gateNamed(key)
  return gate === undefined ? looksLikeGate(key, OWN_GATES) : readGate(gate, field).kind !== 'nothing'
}

/** Whether two fields have the same value, regardless of their offsets. */
function isSameField(one: Field, other: Field): boolean {
  const said = (field: Field): unknown => {
    if (field.kind === 'list') return field.items.map(said)
    if (field.kind === 'map') return [...field.entries].map(([key, entry]) => [key, said(entry.field)])
    return field.kind === 'nothing' ? null : field.text
  }
  return JSON.stringify(said(one)) === JSON.stringify(said(other))
}

class FieldError extends Error {
  readonly problem: Pick<FrontMatterProblem, 'offset' | 'message' | 'fix'> & { code: ArticleFindingCode }
  constructor(problem: FieldError['problem']) {
    super(problem.message)
    this.problem = problem
  }
}

/** Converts YAML nodes to fields, and stops if aliases expand to too many. */
class FieldReader {
  readonly #document: Document.Parsed
  readonly #base: number
  readonly #lastCounts: boolean
  #aliases = 0
  #values = 0

  constructor(document: Document.Parsed, base: number, lastCounts: boolean) {
    this.#document = document
    this.#base = base
    this.#lastCounts = lastCounts
  }

  read(node: unknown): Field {
    const offset = this.#offset(node)
    this.#values += 1
    if (this.#values > MAX_VALUES) throw this.#tooMany(offset)
    if (isScalar(node)) return this.#scalar(node, offset)
    if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => this.read(item)), offset }
    if (isMap(node)) {
      const entries = new Map<string, { keyOffset: number; field: Field }>()
      for (const { key, value } of node.items) {
        const name = this.read(key)
        if (name.kind !== 'text' && name.kind !== 'flag')
          throw new FieldError({
            code: 'front-matter-invalid',
            offset: name.offset,
            message: 'a key of the front matter is not text',
            fix: 'write `key: value` lines',
          })
        const entry = { keyOffset: name.offset, field: this.read(value) }
        const earlier = entries.get(name.text)
        if (
          earlier === undefined ||
          (this.#lastCounts && ![earlier, entry].some(({ field }) => isGate(name.text, field)))
        )
          entries.set(name.text, entry)
        else if (!isSameField(earlier.field, entry.field)) throw this.#twice(name.text, name.offset)
      }
      return { kind: 'map', entries, offset }
    }
    if (isAlias(node)) {
      this.#aliases += 1
      if (this.#aliases > MAX_ALIASES) throw this.#tooMany(offset)
      return this.read(node.resolve(this.#document))
    }
    return { kind: 'nothing', offset }
  }

  #scalar(node: Scalar, offset: number): Field {
    const { value } = node
    if (value === null || value === undefined) return { kind: 'nothing', offset }
    const text = typeof value === 'string' ? value : (node.source ?? String(value))
    return typeof value === 'boolean' && node.type === Scalar.PLAIN
      ? { kind: 'flag', flag: value, text, offset }
      : { kind: 'text', text, offset, ...cutOff(node) }
  }

  #offset(node: unknown): number {
    return this.#base + (isNode(node) ? (node.range?.[0] ?? 0) : 0)
  }

  #twice(key: string, offset: number): FieldError {
    return new FieldError({
      code: 'front-matter-duplicate-key',
      offset,
      message: `the key \`${key.slice(0, 80)}\` occurs twice in the front matter, with different values`,
      fix: 'keep one of the two lines',
    })
  }

  #tooMany(offset: number): FieldError {
    return new FieldError({
      code: 'front-matter-alias',
      offset,
      message: `the front matter has too many aliases or values (at most ${MAX_ALIASES} aliases, ${MAX_VALUES} values)`,
      fix: 'write the values out',
    })
  }
}

/** The text after ` #` on the line of an unquoted text. */
function cutOff({ comment, type }: Scalar): { readonly cutOff?: string } {
  return typeof comment === 'string' && type === Scalar.PLAIN ? { cutOff: comment } : {}
}
