import { isMap, isPair, isScalar, parseDocument, type Scalar, type YAMLMap } from 'yaml'
import { legalText } from '../text.ts'
import type { Field } from './fields.ts'
import { flagOf, gateNamed } from './gates.ts'
import { type KeyName, keyNamed } from './keys.ts'
import { findFrontMatter, readFrontMatter } from './read-front-matter.ts'

/** Texts to write into a front matter, by canonical key. */
export type Stamps = { readonly [Key in KeyName]?: string | undefined }

/**
 * Adds stamps to the front matter of `text` and changes no other byte: comments, order, line ends and byte order mark
 * are kept; a text without front matter gets one. Keys that are already stated, in any spelling, are kept. A front
 * matter that cannot be parsed is unchanged.
 */
export function stampFrontMatter(text: string, stamps: Stamps): string {
  const wanted = stampEntries(stamps)
  const block = findFrontMatter(text)
  if (block === undefined) {
    if (wanted.length === 0) return text
    const mark = text.startsWith('\ufeff') ? 1 : 0
    const end = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n'
    const lines = ['---', ...wanted.map(([key, value]) => `${key}: ${yamlText(value)}`), '---']
    return `${text.slice(0, mark)}${lines.join(end)}${end}${text.slice(mark)}`
  }
  if ('code' in block) return text
  const { start, end } = block
  const lineEnd = /(\r\n|\n|\r)$/.exec(text.slice(0, start))?.[0] ?? '\n'
  if (block.language === 'toml')
    return text.slice(0, start) + tomlLines(text, wanted, lineEnd) + text.slice(start)
  // A lone CR is a line end here, but not in the parser; replacing it with LF keeps all offsets.
  const yaml = text.slice(start, end).replace(/\r(?!\n)/g, '\n')
  const document = parseDocument(yaml, {
    schema: 'core',
    keepSourceTokens: true,
    logLevel: 'silent',
    prettyErrors: false,
  })
  const root: unknown = document.contents
  if (document.errors.length > 0 || !(root === null || isMap(root) || isEmptyScalar(root))) return text
  const stamped = isMap(root)
    ? stampMap(text.slice(start, end), yaml, root, wanted, lineEnd)
    : text.slice(start, end) + wanted.map(([key, value]) => `${key}: ${yamlText(value)}${lineEnd}`).join('')
  return text.slice(0, start) + stamped + text.slice(end)
}

/**
 * Lines to add to a TOML block. They are inserted at its beginning, because lines after a table would belong to the
 * table.
 */
function tomlLines(text: string, wanted: readonly Entry[], lineEnd: string): string {
  const front = readFrontMatter(text)
  if (!('fields' in front)) return ''
  const stated = new Set(
    [...front.fields].flatMap(([key, { field }]) =>
      gateNamed(key) !== undefined && flagOf(field) !== undefined ? [] : [keyNamed(key)],
    ),
  )
  return wanted
    .filter(([key]) => !stated.has(keyNamed(key)))
    .map(([key, value]) => `${key} = ${quoted(value)}${lineEnd}`)
    .join('')
}

type Entry = readonly [key: string, value: string]

function stampEntries(stamps: Stamps): readonly Entry[] {
  return Object.entries(stamps).flatMap(([key, value]) => {
    const clean = legalText(value ?? '')
    return clean.trim() === '' ? [] : [[key, clean] as const]
  })
}

function isEmptyScalar(node: unknown): boolean {
  return isScalar(node) && node.value === null && (node.source ?? '') === ''
}

interface Insertion {
  readonly start: number
  readonly end: number
  readonly text: string
}

function stampMap(
  source: string,
  yaml: string,
  map: YAMLMap,
  wanted: readonly Entry[],
  lineEnd: string,
): string {
  const insertions: Insertion[] = []
  const added: Entry[] = []
  for (const entry of wanted) {
    const place = placeOf(map, entry)
    if (place === 'missing') added.push(entry)
    else if (place !== 'stated') insertions.push(place)
  }
  if (added.length > 0) insertions.push(additions(yaml, map, added, lineEnd))
  let out = source
  for (const { start, end, text } of insertions.sort((one, other) => other.start - one.start))
    out = out.slice(0, start) + text + out.slice(end)
  return out
}

/** Where to insert the value of a key that is present without a value. */
function placeOf(map: YAMLMap, [key, value]: Entry): Insertion | 'missing' | 'stated' {
  for (const pair of map.items) {
    if (!isPair(pair) || !isScalar(pair.key) || keyNamed(String(pair.key.value)) !== key) continue
    const node: unknown = pair.value
    // `published: true` is a gate, not a date.
    if (isScalar(node) && isGateValue(String(pair.key.value), node)) continue
    if (node === null) return 'stated'
    if (
      !isScalar(node) ||
      !(node.value === null || (typeof node.value === 'string' && node.value.trim() === ''))
    )
      return 'stated'
    const [start, end] = node.range ?? []
    // Anchors and empty block scalars are left unchanged.
    if (
      start === undefined ||
      end === undefined ||
      node.anchor !== undefined ||
      /^[|>]/.test(node.type ?? '')
    )
      return 'stated'
    if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') return 'stated'
    if (end > start) return { start, end, text: quoted(value) }
    const colon = pair.srcToken?.sep?.find((token) => token.type === 'map-value-ind')?.offset
    return colon === undefined ? 'stated' : { start: colon + 1, end: colon + 1, text: ` ${quoted(value)}` }
  }
  return 'missing'
}

function isGateValue(key: string, { value, source = '' }: Scalar): boolean {
  const offset = 0
  const field: Field =
    typeof value === 'boolean'
      ? { kind: 'flag', flag: value, text: source, offset }
      : { kind: 'text', text: String(value ?? ''), offset }
  return gateNamed(key) !== undefined && flagOf(field) !== undefined
}

function additions(yaml: string, map: YAMLMap, added: readonly Entry[], lineEnd: string): Insertion {
  const start = map.range?.[0] ?? 0
  if (map.flow === true) {
    const first: unknown = map.items[0]?.key
    const isJson = isScalar(first) && first.type === 'QUOTE_DOUBLE'
    const inner = added.map(([key, value]) => `${isJson ? quoted(key) : key}: ${quoted(value)}`).join(', ')
    return { start: start + 1, end: start + 1, text: map.items.length === 0 ? inner : `${inner}, ` }
  }
  const indent = yaml.slice(yaml.lastIndexOf('\n', start - 1) + 1, start)
  const margin = /^ *$/.test(indent) ? indent : ''
  const text = added.map(([key, value]) => `${margin}${key}: ${yamlText(value)}${lineEnd}`).join('')
  return { start: yaml.length, end: yaml.length, text }
}

/** `value` as a YAML scalar on one line: plain if it cannot be parsed as anything else. */
export function yamlText(value: string): string {
  const plain =
    /^[A-Za-z\d](?:[\p{L}\p{N}\p{M} ,;./_@%+~()'’“”„–—-]|:(?! |$))*$/u.test(value) && !value.endsWith(' ')
  const special = /^(?:true|false|null|yes|no|on|off|[\d.,_+-]+|\d+e\d+|0[xo][\da-f]+|\.?(?:nan|inf))$/i.test(
    value,
  )
  return plain && !special ? value : quoted(value)
}

function quoted(value: string): string {
  return JSON.stringify(value).replace(
    /[\u0085\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
