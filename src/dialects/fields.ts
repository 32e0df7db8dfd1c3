import type { Field, FieldMap } from '../article/front-matter/fields.ts'
import { foldKey } from '../article/front-matter/key-spelling.ts'

type Entry = { readonly keyOffset: number; readonly field: Field }

/**
 * A front matter that is being translated: fields are found in any letter case, and can be renamed, set and removed.
 */
export class EditedFields {
  readonly #entries: Map<string, Entry>

  constructor(fields: FieldMap) {
    this.#entries = new Map(fields)
  }

  get fields(): FieldMap {
    return this.#entries
  }

  /** The field with this name, unless it is empty. */
  field(name: string): Field | undefined {
    const entry = this.#named(name)?.[1]
    return entry === undefined || entry.field.kind === 'nothing' ? undefined : entry.field
  }

  text(name: string): string | undefined {
    const field = this.field(name)
    const text = field?.kind === 'text' ? field.text.trim() : undefined
    return text === '' ? undefined : text
  }

  flag(name: string): boolean | undefined {
    const field = this.field(name)
    return field?.kind === 'flag' ? field.flag : undefined
  }

  has(name: string): boolean {
    return this.field(name) !== undefined
  }

  drop(...names: readonly string[]): void {
    for (const name of names) {
      const found = this.#named(name)
      if (found !== undefined) this.#entries.delete(found[0])
    }
  }

  /** Sets `name`, with the position of `at` in the file. Replaces an existing field of that name. */
  state(name: string, value: string | Field, at?: Field): void {
    const offset = at?.offset ?? this.field(name)?.offset ?? 0
    const field: Field = typeof value === 'string' ? { kind: 'text', text: value, offset } : value
    this.drop(name)
    this.#entries.set(name, { keyOffset: offset, field })
  }

  /** Renames the field `from`, unless it is missing or the other name exists. */
  rename(from: string, to: string): void {
    const found = this.#named(from)
    if (found === undefined || this.has(to)) return
    this.#entries.delete(found[0])
    this.#entries.set(to, found[1])
  }

  /** Adds values of missing fields. */
  fill(values: FieldMap): void {
    for (const [key, entry] of values) if (this.#named(key) === undefined) this.#entries.set(key, entry)
  }

  #named(name: string): [string, Entry] | undefined {
    const exact = this.#entries.get(name)
    if (exact !== undefined) return [name, exact]
    const folded = foldKey(name)
    return [...this.#entries].find(([key]) => foldKey(key) === folded)
  }
}

/** The texts of a list, or of a text with `separator` between items. */
export function wordsOf(field: Field | undefined, separator: RegExp): readonly Field[] {
  if (field === undefined) return []
  if (field.kind === 'list') return field.items
  if (field.kind !== 'text') return []
  return field.text
    .split(separator)
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .map((text) => ({ kind: 'text', text, offset: field.offset }))
}
