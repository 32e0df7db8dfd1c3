import { parse, TomlDate, TomlError } from 'smol-toml'
import type { Field, FieldMap, FrontMatterProblem } from './fields.ts'

/**
 * Parses the fields of a TOML 1.0 block. Numbers and moments become text; a moment keeps its offset, if it has one.
 *
 * @param base offset of `toml` in the file
 */
export function readTomlFields(toml: string, base: number): FieldMap | readonly FrontMatterProblem[] {
  let table: unknown
  try {
    // A lone carriage return is not a line end in TOML.
    table = parse(toml.replace(/\r(?!\n)/g, '\n'), { integersAsBigInt: true, maxDepth: 100 })
  } catch (error) {
    if (error instanceof TomlError) return [tomlProblem(error, toml, base)]
    // The parser is recursive; a deeply nested block overflows the stack here.
    if (!(error instanceof RangeError)) throw error
    const message = 'the front matter is nested too deeply'
    return [{ code: 'front-matter-invalid', offset: base, message, fix: 'use fewer levels' }]
  }
  const root = fieldOf(table, '', placesIn(toml, base), base)
  return root.kind === 'map' ? root.entries : new Map()
}

function tomlProblem(error: TomlError, toml: string, base: number): FrontMatterProblem {
  const lineStart =
    toml
      .split('\n')
      .slice(0, error.line - 1)
      .join('\n').length + (error.line > 1 ? 1 : 0)
  return {
    code: 'front-matter-invalid',
    offset: base + Math.min(toml.length, lineStart + error.column - 1),
    message: 'the front matter is not valid TOML',
    got: (error.message.split('\n')[0] ?? '').replace(/^Invalid TOML document: /, ''),
    expected: '`key = value` lines',
    fix: 'put text, and dates with a space, in quotes',
  }
}

interface Place {
  readonly key: number
  readonly value: number
}

/**
 * The offset of each key, by its path. A line within a multiline text may resemble a key; the first occurrence is used.
 */
function placesIn(toml: string, base: number): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>()
  let table = ''
  for (const found of toml.matchAll(/^[ \t]*(?:\[+([^\]\r\n]+)\]+|(["']?)([\w.-]+)\2[ \t]*=[ \t]*)/gm)) {
    const [line, header, , key] = found
    if (header !== undefined) table = header.replace(/["'\s]/g, '')
    const path = header !== undefined ? table : [table, key].filter(Boolean).join('.')
    const at = base + found.index
    const place = { key: at + line.search(/[^ \t["']/), value: at + line.length }
    if (!places.has(path)) places.set(path, place)
  }
  return places
}

function fieldOf(value: unknown, path: string, places: ReadonlyMap<string, Place>, around: number): Field {
  const offset = places.get(path)?.value ?? around
  if (typeof value === 'boolean') return { kind: 'flag', flag: value, text: String(value), offset }
  if (value instanceof TomlDate) return { kind: 'text', text: value.toISOString(), offset }
  if (Array.isArray(value))
    return { kind: 'list', items: value.map((item) => fieldOf(item, path, places, offset)), offset }
  if (typeof value !== 'object' || value === null) return { kind: 'text', text: String(value), offset }
  const entries = new Map<string, { keyOffset: number; field: Field }>()
  for (const [key, item] of Object.entries(value)) {
    const below = path === '' ? key : `${path}.${key}`
    entries.set(key, {
      keyOffset: places.get(below)?.key ?? offset,
      field: fieldOf(item, below, places, offset),
    })
  }
  return { kind: 'map', entries, offset }
}
