import type { Field } from './fields.ts'
import { OWN_GATES } from './gate-fields.ts'
import { looksLikeGate } from './gate-words.ts'
import { type Gate, gateNamed, readGate } from './gates.ts'
import { foldKey } from './key-spelling.ts'
import { keyNamed } from './keys.ts'

/** A block of keys in a place where front matter is not parsed. */
export interface StrayBlock {
  /** Offset in the body: of the fence above the block, if there is one. */
  readonly offset: number
  /** The line that identifies it as front matter. */
  readonly line: string
  /** Why it is not parsed, as the end of a sentence. */
  readonly why: string
}

/**
 * Number of nonblank lines at the top in which a block is searched for; farther down, it is not intended as front
 * matter.
 */
const NEAR_THE_TOP = 30
const LONGEST_LINE = 300

/** `key: value` and `key = value`, also in bold, quoted, after `..`, `:` or `@def`, and with invisible characters. */
const KEY_LINE =
  /^[\s\p{Default_Ignorable_Code_Point}>*_#+"'`.:;/%<!({-]*(?:@?def\s+)?([\p{L}][\p{L}\p{M}\p{Nd}\p{Default_Ignorable_Code_Point} _-]{0,40}?)["'`*_\s]*[:=：]["'`*_]*\s*(\S.*)?$/u
const FENCE =
  /^[\s\p{Default_Ignorable_Code_Point}]*(?:(?:[-–—=~+_*] ?){1,10}|```\w*|~~~\w*|<!--|\.\.\.|%%)[\s\p{Default_Ignorable_Code_Point}]*$/u
/** A list item that explains a word of code. */
const EXPLAINED_CODE = /^\s*[-*+] +`[^`]*`:?\s/
const CODE = /^ {0,3}(`{3,}|~{3,})\s*(\w*)/

/**
 * Fast path that avoids the regular expression for most lines: every key line contains one of these, and no fence
 * begins with a letter.
 */
const KEY_ENDS = [':', '=', '：']
const LETTER = /^[a-z]/i

interface KeyLine {
  readonly key: string
  readonly value: string
  readonly text: string
  readonly offset: number
}

/**
 * Finds front matter near the top of a text that is not parsed as such: its author would expect a gate in it to work.
 * Undefined for a text that only resembles front matter slightly.
 *
 * @param hasFrontMatter whether the file has front matter, in which case keys without a gate are treated as text
 */
export function findStrayBlock(body: string, hasFrontMatter: boolean): StrayBlock | undefined {
  let block: KeyLine[] = []
  let seen = 0
  let code: string | undefined
  let fence: { offset: number; text: string } | undefined
  let before = ''
  const strayInBlock = (): StrayBlock | undefined => {
    const stray = judge(block, hasFrontMatter)
    return stray === undefined ? undefined : strayAt(stray, block, fence, before)
  }
  for (let start = 0; start < body.length && seen < NEAR_THE_TOP; ) {
    const end = body.indexOf('\n', start)
    const line = body.slice(start, end === -1 ? body.length : end)
    const offset = start
    start = end === -1 ? body.length : end + 1
    if (line.trim() === '') {
      const stray = strayInBlock()
      if (stray !== undefined) return stray
      block = []
      continue
    }
    seen += 1
    const [, mark, language = ''] =
      (line.includes('`') || line.includes('~') ? CODE.exec(line) : undefined) ?? []
    if (code !== undefined) {
      if (mark?.startsWith(code)) code = undefined
      continue
    }
    // Code is text, except for a block in the place of front matter.
    if (mark !== undefined && !(seen === 1 && /^(?:ya?ml|toml|json)?$/i.test(language))) {
      code = mark
      continue
    }
    const isFence = !LETTER.test(line) && FENCE.test(line)
    const isText = line.length > LONGEST_LINE || isFence || (hasFrontMatter && EXPLAINED_CODE.test(line))
    const keyLine = isText ? undefined : keyLineOf(line, offset)
    if (keyLine !== undefined) {
      block.push(keyLine)
      continue
    }
    const stray = strayInBlock()
    if (stray !== undefined) return stray
    block = []
    if (isFence) fence = { offset, text: line.trim() }
    else {
      fence = undefined
      before ||= line.trim()
    }
  }
  return strayInBlock()
}

function keyLineOf(line: string, offset: number): KeyLine | undefined {
  const [, key, value = ''] =
    (KEY_ENDS.some((sign) => line.includes(sign)) ? KEY_LINE.exec(line) : undefined) ?? []
  if (key === undefined) return undefined
  const isKnown = keyNamed(key) !== undefined || gateNamed(key) !== undefined || looksLikeGate(key, OWN_GATES)
  return isKnown ? { key, value: bare(value), text: line.trim(), offset } : undefined
}

const bare = (value: string): string => value.replace(/^["'`*_\s]+|["'`*_\s,;}]+$/g, '')

/** The line of a block that shows that it is intended as front matter. */
function judge(block: readonly KeyLine[], hasFrontMatter: boolean): KeyLine | undefined {
  if (block.length === 0) return undefined
  const isBlock = block.length > 1
  const gate = block.find((line) => closes(line, isBlock, hasFrontMatter))
  if (gate !== undefined) return gate
  const names = new Set(block.map(({ key }) => keyNamed(key)))
  return !hasFrontMatter && names.size > 1 && names.has('title') ? block[0] : undefined
}

/** Whether the line keeps the article from the public; the criteria are looser among other keys. */
function closes({ key, value }: KeyLine, isBlock: boolean, hasFrontMatter: boolean): boolean {
  if (value === '') return false
  const field = fieldOf(value)
  const name = keyNamed(key)
  const folded = foldKey(key)
  if (name === 'draft' || name === 'withdrawn') return field.kind === 'flag' ? field.flag : isBlock
  if (name === 'audience') return isBlock
  if (folded.startsWith('embargo')) return isBlock || /\d|^(?:until|till|bis)\b/i.test(value)
  const gate = gateNamed(key)
  if (gate === undefined) return name === undefined && isBlock && looksLikeGate(key, OWN_GATES)
  if (name !== undefined && field.kind !== 'flag') return false
  const verdict = readGate(gate, field)
  // An article about a film may state a release date, so this counts only if the file has no front matter.
  if (verdict.kind === 'moment' && hasFrontMatter) return false
  // Nor does an explanation, as in a list of the keywords of a language.
  if (verdict.kind === 'unread' && hasFrontMatter && !WORD.test(value)) return false
  if (isBlock) return verdict.kind !== 'open' && verdict.kind !== 'nothing' && verdict.kind !== 'scheduled'
  return verdict.kind === 'closed' && field.kind === 'flag' && isOnlyAGate(gate)
}

/** A single word; one in Chinese characters is short. */
const WORD = /^(?:\p{Script=Han}{1,4}|(?!\p{Script=Han})\p{L}{1,20})$/u

/** Whether a flag under this key has no other meaning in a text. */
const isOnlyAGate = ({ reading }: Gate): boolean =>
  reading === 'hidden' || reading === 'public' || reading === 'excluded'

function fieldOf(value: string): Field {
  const flag = /^(true|false)$/i.exec(value)?.[1]
  return flag === undefined
    ? { kind: 'text', text: value, offset: 0 }
    : { kind: 'flag', flag: flag.toLowerCase() === 'true', text: value, offset: 0 }
}

function strayAt(
  stray: KeyLine,
  block: readonly KeyLine[],
  fence: { offset: number; text: string } | undefined,
  before: string,
): StrayBlock {
  const offset = fence?.offset ?? block[0]?.offset ?? stray.offset
  return { offset, line: stray.text, why: whyOf(fence?.text, before) }
}

function whyOf(fence: string | undefined, before: string): string {
  if (before.startsWith('<!--')) return 'a comment comes before it'
  if (before.startsWith('#')) return 'a heading comes before it'
  if (before !== '') return 'text comes before it'
  if (fence === undefined) return 'it does not stand between two lines of ---'
  return fence === '---' ? 'it is not the first block of the file' : `${fence} is not ---`
}
