import { type Document, isAlias, isMap, isNode, isScalar, isSeq, parseDocument, Scalar } from 'yaml'
import type { ArticleFindingCode } from './article-finding.ts'
import type { Field, FieldMap } from './fields.ts'
import { readPlainFields } from './plain-front-matter.ts'
import { withQuotesOnOneLine } from './yaml-continuations.ts'

/** The front matter of a file and where the body begins. A file without a block has no fields. */
export interface FrontMatter {
  readonly fields: FieldMap
  readonly body: string
}

/** Why the block cannot be used; `offset` is that of the file. */
export interface FrontMatterProblem {
  readonly code: ArticleFindingCode
  readonly offset: number
  readonly message: string
  readonly got?: string
  readonly expected?: string
  readonly fix: string
}

/** Where a block stands in a text: the YAML between the fences, and what follows the closing one. */
export interface FrontMatterBlock {
  readonly yamlStart: number
  readonly yamlEnd: number
  readonly bodyStart: number
}

/** Most UTF-16 units of a block, most aliases in it, most values when aliases are replaced by what they stand for. */
const MAX_BLOCK = 65_536
const MAX_ALIASES = 20
const MAX_VALUES = 10_000
const MAX_PROBLEMS = 10

/** White space and characters that cannot be seen may stand before and behind a fence: editors and pasting leave them. */
const OPENING = /^[\s\p{Default_Ignorable_Code_Point}]*(---|\+\+\+)([^\n\r]*)(?:\r?\n|\r|$)/u
const UNSEEN_END = /[\s\p{Default_Ignorable_Code_Point}]/u
const CLOSING = /^(?:---|\.\.\.)(?:[^\S\r\n]|\p{Default_Ignorable_Code_Point})*(?:\r\n|\n|\r|$)/mu

/**
 * Finds the front matter: `---` on the first line that has anything in it up to the next line `---` or `...`. Line ends may be LF, CRLF or CR. Undefined when the text has none.
 */
export function findFrontMatter(text: string): FrontMatterBlock | FrontMatterProblem | undefined {
  const opening = OPENING.exec(text)
  if (opening === null) return undefined
  const [whole, fence = '', written = ''] = opening
  const marker = seenPart(written)
  const fenceAt = whole.indexOf(fence)
  if (fence === '+++' || /^[a-z]+$/i.test(marker)) {
    const language = fence === '+++' ? 'toml' : marker
    return {
      code: 'front-matter-language',
      offset: fenceAt,
      message: `the front matter says it is written in ${language}, which is not read and never run`,
      got: `${fence}${marker}`,
      expected: '--- and YAML',
      fix: 'write the block in YAML between two lines of ---',
    }
  }
  if (marker !== '') return undefined
  const closings = new RegExp(CLOSING, 'gmu')
  closings.lastIndex = whole.length
  const closing = closings.exec(text)
  if (closing === null)
    return {
      code: 'front-matter-unclosed',
      offset: fenceAt,
      message: 'the front matter that begins here is never closed',
      expected: 'a line --- after the last key',
      fix: 'add a line --- between the front matter and the text',
    }
  if (closing.index - whole.length > MAX_BLOCK)
    return {
      code: 'front-matter-too-large',
      offset: whole.length,
      message: 'the front matter is too large',
      got: `${closing.index - whole.length} characters`,
      expected: `at most ${MAX_BLOCK}`,
      fix: 'move long text into the body of the article',
    }
  return { yamlStart: whole.length, yamlEnd: closing.index, bodyStart: closing.index + closing[0].length }
}

/** `text` without what cannot be seen at its end. */
function seenPart(text: string): string {
  let end = text.length
  while (end > 0 && UNSEEN_END.test(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}

/**
 * Reads the front matter of `text` (see {@link findFrontMatter}) as YAML 1.2, core schema: `no`, `1:30` and dates stay
 * text, numbers stay as they are written, tags of one's own are refused, aliases are few. Returns every mistake found.
 */
export function readFrontMatter(text: string): FrontMatter | readonly FrontMatterProblem[] {
  const block = findFrontMatter(text)
  if (block === undefined) return { fields: new Map(), body: text }
  if ('code' in block) return [block]
  const yaml = text.slice(block.yamlStart, block.yamlEnd)
  const body = text.slice(block.bodyStart)
  const plain = readPlainFields(yaml, block.yamlStart)
  const read = plain ?? readYamlFields(yaml, block.yamlStart)
  if ('size' in read) return { fields: read, body }
  const joined = withQuotesOnOneLine(yaml)
  const again = joined === undefined ? read : readYamlFields(joined, block.yamlStart)
  return 'size' in again ? { fields: again, body } : read
}

/** The fields of a block as the YAML library reads them; `base` is the block's offset in the file. */
export function readYamlFields(yaml: string, base: number): FieldMap | readonly FrontMatterProblem[] {
  const fail = (problem: Partial<FrontMatterProblem> & { message: string; offset: number }) => [
    {
      code: 'front-matter-invalid' as const,
      fix: 'write `key: value` lines; put text with : or # in quotes',
      ...problem,
    },
  ]
  const tooDeep = fail({
    offset: base,
    message: 'the front matter is nested too deeply',
    fix: 'write it flat',
  })
  try {
    const document = parseDocument(yaml, {
      schema: 'core',
      prettyErrors: false,
      logLevel: 'silent',
      // A key that says the same twice is harmless; see FieldReader.
      uniqueKeys: false,
    })
    const errors = [...document.errors, ...document.warnings]
    // The parser recurses and reports its own stack overflow as one error for each level.
    if (errors.some(({ message }) => message.includes('call stack'))) return tooDeep
    if (errors.length > 0) return errors.slice(0, MAX_PROBLEMS).map((error) => yamlProblem(error, base))
    if (document.contents === null) return new Map()
    const field = new FieldReader(document, base).read(document.contents)
    if (field.kind === 'nothing') return new Map()
    if (field.kind === 'map') return field.entries
    return fail({
      offset: field.offset,
      message: 'the front matter is not a list of keys and values',
      expected: 'lines like `title: Ports reopen`',
    })
  } catch (error) {
    if (error instanceof FieldError) return fail(error.problem)
    // The parser recurses: nesting that is deep enough ends here, and nowhere else.
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
    fix: 'put text that holds : # or quotes in quotes, and indent with spaces',
  }
}

/** Whether two fields say the same, wherever they stand. */
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

/** Turns YAML nodes into fields, and stops where aliases would make them many. */
class FieldReader {
  readonly #document: Document.Parsed
  readonly #base: number
  #aliases = 0
  #values = 0

  constructor(document: Document.Parsed, base: number) {
    this.#document = document
    this.#base = base
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
            message: 'a key of the front matter is not a word',
            fix: 'write `key: value` lines',
          })
        const entry = { keyOffset: name.offset, field: this.read(value) }
        const earlier = entries.get(name.text)
        if (earlier === undefined) entries.set(name.text, entry)
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
      message: `the key \`${key.slice(0, 80)}\` stands twice in the front matter and says two different things`,
      fix: 'keep one of the two lines',
    })
  }

  #tooMany(offset: number): FieldError {
    return new FieldError({
      code: 'front-matter-alias',
      offset,
      message: `the front matter repeats itself too often (at most ${MAX_ALIASES} aliases, ${MAX_VALUES} values)`,
      fix: 'write the values out',
    })
  }
}

/** What stands behind ` #` on the line of a text without quotes. */
function cutOff({ comment, type }: Scalar): { readonly cutOff?: string } {
  return typeof comment === 'string' && type === Scalar.PLAIN ? { cutOff: comment } : {}
}
