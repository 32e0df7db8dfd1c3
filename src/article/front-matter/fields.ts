import type { ArticleFindingCode } from '../article-finding.ts'
import { legalText } from '../text.ts'

/** A front matter value with its offset in the file; 0 if the value does not come from a file. */
export type Field =
  | { readonly kind: 'nothing'; readonly offset: number }
  | {
      readonly kind: 'text'
      readonly text: string
      readonly offset: number
      /** The text after the value that YAML parses as a comment. */
      readonly cutOff?: string
    }
  | { readonly kind: 'flag'; readonly flag: boolean; readonly text: string; readonly offset: number }
  | { readonly kind: 'list'; readonly items: readonly Field[]; readonly offset: number }
  | { readonly kind: 'map'; readonly entries: FieldMap; readonly offset: number }

/** Entries in the order of the file. */
export type FieldMap = ReadonlyMap<string, { readonly keyOffset: number; readonly field: Field }>

/** Why the block cannot be used; `offset` refers to the file. */
export interface FrontMatterProblem {
  readonly code: ArticleFindingCode
  readonly offset: number
  readonly message: string
  readonly got?: string
  readonly expected?: string
  readonly fix: string
}

const NOWHERE = 0

/**
 * Converts a program's data, such as parsed JSON, to front matter fields: lists and maps are kept, numbers and dates
 * (in UTC) become text. Values that front matter cannot represent, such as functions, become empty.
 */
export function fieldsOf(values: Readonly<Record<string, unknown>>): FieldMap {
  return new Map(
    Object.entries(values).map(([key, value]) => [
      legalText(key),
      { keyOffset: NOWHERE, field: fieldOf(value) },
    ]),
  )
}

function fieldOf(value: unknown): Field {
  if (typeof value === 'boolean') return { kind: 'flag', flag: value, text: String(value), offset: NOWHERE }
  if (typeof value === 'string') return { kind: 'text', text: legalText(value), offset: NOWHERE }
  if (typeof value === 'number' || typeof value === 'bigint')
    return { kind: 'text', text: String(value), offset: NOWHERE }
  if (Array.isArray(value)) return { kind: 'list', items: value.map(fieldOf), offset: NOWHERE }
  if (value instanceof Date)
    return Number.isNaN(value.getTime())
      ? { kind: 'nothing', offset: NOWHERE }
      : { kind: 'text', text: value.toISOString(), offset: NOWHERE }
  if (typeof value === 'object' && value !== null)
    return { kind: 'map', entries: fieldsOf({ ...value }), offset: NOWHERE }
  return { kind: 'nothing', offset: NOWHERE }
}
