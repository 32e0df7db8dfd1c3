import type { Configuration } from './configuration.ts'

/**
 * A part of a script: comments and white space, a regular expression, a text, a template with code in it, a name
 * (`process.env.URL`), or a sign. Only what the following patterns match is distinguished, so any text is read.
 */
const TOKEN = new RegExp(
  [
    String.raw`(?<blank>\s+|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))`,
    String.raw`\/(?<=[(,=:[!&|?{};+]\s{0,40}\/)(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n]){0,500}\]|[^/\\[\n]){1,500}\/\w*`,
    // A text that does not end is taken to the end of its line.
    String.raw`'(?<single>(?:[^'\\\n]|\\[\s\S])*)(?:'|(?=\n)|$)|"(?<double>(?:[^"\\\n]|\\[\s\S])*)(?:"|(?=\n)|$)`,
    '`(?<tick>(?:[^`\\\\]|\\\\[\\s\\S])*)(?:`|$)',
    String.raw`(?<name>[\p{L}_$][\p{L}\p{N}_$]*(?:\??\.[\p{L}_$][\p{L}\p{N}_$]*)*)`,
    String.raw`(?<sign>\|\||\?\?|=>|===?|!==?|[\s\S])`,
  ].join('|'),
  'gu',
)

interface Token {
  readonly kind: 'text' | 'code' | 'name' | 'sign'
  readonly text: string
}

/** Without blanks. A template with code in it is `code`. */
function tokensOf(script: string): readonly Token[] {
  return [...script.matchAll(TOKEN)].flatMap(({ 0: whole, groups = {} }): readonly Token[] => {
    const { blank, single, double, tick, name, sign } = groups
    if (blank !== undefined) return []
    if (name !== undefined) return [{ kind: 'name', text: name }]
    if (sign !== undefined) return [{ kind: 'sign', text: sign }]
    const text = single ?? double ?? tick
    if (text === undefined || (tick !== undefined && /(?<!\\)\$\{/.test(tick)))
      return [{ kind: 'code', text: whole }]
    return [{ kind: 'text', text: text.replace(/\\(.)/g, '$1') }]
  })
}

interface Stated {
  readonly key: string
  readonly value: string | boolean
  /** Number of objects and lists that it is in. */
  readonly depth: number
}

/**
 * The literals that a script states, the outermost first: of a property (`title: 'Harbour'`) or a variable, also as
 * the default of a value from the environment (`process.env.URL || 'https://…'`), and by the name of a variable, which
 * may be one of another script.
 */
function statedIn(script: string, others = ''): readonly Stated[] {
  const tokens = tokensOf(script)
  const found: Stated[] = []
  const named: { readonly key: string; readonly name: string; readonly depth: number }[] = []
  let depth = 0
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'sign') {
      if (token.text === '{' || token.text === '[') depth += 1
      else if (token.text === '}' || token.text === ']') depth -= 1
    }
    if (token.kind !== 'name' && token.kind !== 'text') continue
    const start = valueStart(tokens, at)
    if (start === undefined) continue
    const value = valueAt(tokens, start)
    const key = token.text
    if (typeof value === 'string' || typeof value === 'boolean') found.push({ key, value, depth })
    else if (value !== undefined) named.push({ key, name: value.name, depth })
  }
  const variables = named.length === 0 || others === '' ? found : [...found, ...statedIn(others)]
  for (const { key, name, depth } of named) {
    const variable = variables.find((one) => one.key === name && one.depth === 0)
    if (variable !== undefined) found.push({ ...variable, key, depth })
  }
  return found.toSorted((one, other) => one.depth - other.depth)
}

/** Where the value begins that follows the key: behind `:`, `=`, or the type of a variable. */
function valueStart(tokens: readonly Token[], at: number): number | undefined {
  const sign = tokens[at + 1]
  if (sign?.kind !== 'sign' || (sign.text !== ':' && sign.text !== '=')) return undefined
  if (sign.text === '=') return at + 2
  const isTyped = tokens[at + 2]?.kind === 'name' && isSign(tokens[at + 3], '=')
  return isTyped ? at + 4 : at + 2
}

const isSign = (token: Token | undefined, ...signs: readonly string[]): boolean =>
  token?.kind === 'sign' && signs.includes(token.text)

/** The literal at this place, or the name of a variable that may have it; undefined if code computes it. */
function valueAt(
  tokens: readonly Token[],
  start: number,
): string | boolean | { readonly name: string } | undefined {
  const token = tokens[start]
  const next = tokens[start + 1]
  if (token === undefined || isSign(next, '(', '+', '?', '[')) return undefined
  if (token.kind === 'name' && isSign(next, '||', '??')) return valueAt(tokens, start + 2)
  if (token.kind === 'text') return token.text
  if (token.kind !== 'name') return undefined
  if (token.text === 'true' || token.text === 'false') return token.text === 'true'
  return { name: token.text }
}

/**
 * Literal texts and flags in a script's configuration (`title: 'Harbour'`), by key; the outermost of each is used, and
 * the first of these. Computed values are missing.
 */
export function literalsIn(script: string): Configuration {
  const found = new Map<string, string | boolean>()
  for (const { key, value } of statedIn(script)) if (!found.has(key)) found.set(key, value)
  return Object.fromEntries(found)
}

/**
 * Every literal text for `key` in the script, the outermost first.
 *
 * @param others scripts that may have the variables which this one names
 */
export function textsOf(script: string, key: string, others = ''): readonly string[] {
  return statedIn(script, others).flatMap((stated) =>
    stated.key === key && typeof stated.value === 'string' ? [stated.value] : [],
  )
}

/** The script without comments; texts and regular expressions that look like them are kept. */
export const withoutComments = (script: string): string =>
  script.replace(TOKEN, (token: string, blank?: string) => (blank?.startsWith('/') === true ? ' ' : token))
