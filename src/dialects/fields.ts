import type { Field, FieldMap } from '../article/front-matter/fields.ts'
import { foldKey } from '../article/front-matter/key-spelling.ts'

type Entry = { readonly keyOffset: number; readonly field: Field }

/**
 * A front matter that is being translated: fields are found in any letter case, and can be renamed, set and removed.
 */
export class EditedFields {
  readonly #entries = new Map<string, Entry>()
  /** The keys of each spelling, in the order of the entries. */
  readonly #keys = new Map<string, readonly string[]>()

  constructor(fields: FieldMap) {
    for (const [key, entry] of fields) this.#set(key, entry)
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
      if (found !== undefined) this.#delete(found[0])
    }
  }

  /** Sets `name`, with the position of `at` in the file. Replaces an existing field of that name. */
  state(name: string, value: string | Field, at?: Field): void {
    const offset = at?.offset ?? this.field(name)?.offset ?? 0
    const field: Field = typeof value === 'string' ? { kind: 'text', text: value, offset } : value
    this.drop(name)
    this.#set(name, { keyOffset: offset, field })
  }

  /** Sets `name`, unless there is a field of that name that is not empty, or no value. */
  stateIfMissing(name: string, value: string | Field | undefined): void {
    if (value !== undefined && !this.has(name)) this.state(name, value)
  }

  /** Renames the field `from`, unless it is missing or the other name exists. */
  rename(from: string, to: string): void {
    const found = this.#named(from)
    if (found === undefined || this.has(to)) return
    this.#delete(found[0])
    this.#set(to, found[1])
  }

  /** Renames the first text among the fields `from`, in this order, unless the other name exists. */
  renameText(from: readonly string[], to: string): void {
    for (const name of from) if (this.field(name)?.kind === 'text') this.rename(name, to)
  }

  /** Adds values of missing fields. */
  fill(values: FieldMap): void {
    for (const [key, entry] of values) if (this.#named(key) === undefined) this.#set(key, entry)
  }

  #named(name: string): [string, Entry] | undefined {
    const key = this.#entries.has(name) ? name : this.#keys.get(foldKey(name))?.[0]
    const entry = key === undefined ? undefined : this.#entries.get(key)
    return key === undefined || entry === undefined ? undefined : [key, entry]
  }

  #set(key: string, entry: Entry): void {
    if (!this.#entries.has(key)) {
      const folded = foldKey(key)
      const others = this.#keys.get(folded)
      this.#keys.set(folded, others === undefined ? [key] : [...others, key])
    }
    this.#entries.set(key, entry)
  }

  #delete(key: string): void {
    const folded = foldKey(key)
    this.#keys.set(folded, this.#keys.get(folded)?.filter((other) => other !== key) ?? [])
    this.#entries.delete(key)
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
