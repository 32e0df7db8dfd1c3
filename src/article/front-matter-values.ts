import { readAddress } from './address.ts'
import type { Author } from './article.ts'
import { DATE_FORMS, readDate } from './dates.ts'
import type { Field, FieldMap } from './fields.ts'
import { type KeyName, keyNamed, nearestKey } from './front-matter-keys.ts'
import { isPermanentId } from './ids.ts'
import type { Instant } from './instant.ts'
import { canonicalLanguage } from './language.ts'
import type { Notes } from './notes.ts'
import { legalText, plainLine } from './text.ts'
import { isEmailAddress } from './url.ts'

const MAX_NAME = 200
const MAX_WORDS = 100

/** The fields of a front matter under their proper names, each read as what its key takes; mistakes go to the notes. */
export class FrontMatterValues {
  readonly #fields = new Map<KeyName, Field[]>()
  readonly #notes: Notes

  constructor(fields: FieldMap, notes: Notes) {
    this.#notes = notes
    for (const [spelling, { keyOffset, field }] of fields) {
      const name = keyNamed(spelling)
      if (name === undefined) {
        const meant = nearestKey(spelling)
        notes.add(
          'key-unknown',
          {
            message: `the key \`${spelling.slice(0, 80)}\` is not known and was ignored`,
            ...(meant !== undefined && { expected: meant }),
            fix:
              meant === undefined ? 'remove it, or see docs/articles.md for the keys' : `write \`${meant}\``,
          },
          keyOffset,
        )
        continue
      }
      const earlier = this.#fields.get(name)
      if (earlier === undefined) this.#fields.set(name, [field])
      else if (name === 'tags') earlier.push(field)
      else
        notes.add(
          'key-twice',
          {
            message: `\`${spelling}\` says \`${name}\` a second time and was ignored`,
            fix: 'keep one of the two',
          },
          keyOffset,
        )
    }
  }

  /** The field itself, unless it says nothing. */
  field(name: KeyName): Field | undefined {
    const field = this.#fields.get(name)?.[0]
    return field === undefined || (field.kind !== 'list' && textOf(field)?.trim() === '') ? undefined : field
  }

  /** Plain text on one line; undefined when absent or blank. */
  text(name: KeyName, limit = Number.POSITIVE_INFINITY): string | undefined {
    const field = this.field(name)
    if (field === undefined) return undefined
    const text = textOf(field)
    if (text === undefined) return this.#invalid(name, field, 'text')
    const line = plainLine(text)
    if (line.length > limit) return this.#invalid(name, field, `at most ${limit} characters`)
    return line === '' ? undefined : line
  }

  /** A moment; see {@link readDate}. */
  date(name: KeyName, timeZone: string): Instant | undefined {
    const field = this.field(name)
    if (field === undefined) return undefined
    const text = textOf(field)?.trim()
    if (text === undefined) return this.#invalid(name, field, DATE_FORMS)
    const date = readDate(text, timeZone)
    if (typeof date === 'string') return date
    this.#notes.add(
      'date-invalid',
      {
        message: `\`${name}\` ${date.problem}`,
        got: text,
        expected: DATE_FORMS,
        fix: 'correct the date; without an offset it is taken in the time zone of the site',
      },
      field.offset,
    )
    return undefined
  }

  flag(name: KeyName): boolean {
    const field = this.field(name)
    if (field === undefined) return false
    if (field.kind === 'flag') return field.flag
    this.#invalid(name, field, 'true or false')
    return false
  }

  id(): string | undefined {
    const field = this.field('id')
    const text = this.text('id')
    if (field === undefined || text === undefined) return undefined
    return isPermanentId(text)
      ? text
      : this.#invalid('id', field, 'an absolute IRI like tag:example.org,2024:world/strikes or urn:uuid:…')
  }

  url(base: string): string | undefined {
    const field = this.field('url')
    const text = this.text('url')
    if (field === undefined || text === undefined) return undefined
    const { url, remark } = readAddress(text, base)
    if (url !== undefined && remark === undefined) return url
    return this.#invalid('url', field, remark?.expected ?? 'an http(s) URL or a path like /world/strikes/')
  }

  /** Canonical form of a BCP 47 tag. */
  language(): string | undefined {
    const field = this.field('language')
    const text = this.text('language')
    if (field === undefined || text === undefined) return undefined
    return (
      canonicalLanguage(text) ?? this.#ignored('language', field, 'a BCP 47 tag like en, en-GB or zh-Hant')
    )
  }

  /** A list of words, or words separated by commas, each once. */
  words(name: KeyName): readonly string[] {
    const words = new Map<string, string>()
    for (const field of this.#fields.get(name) ?? []) {
      for (const item of field.kind === 'list' ? field.items : [field]) {
        if (item.kind === 'nothing') continue
        const text = textOf(item)
        if (text === undefined || words.size >= MAX_WORDS) {
          this.#ignored(name, item, `at most ${MAX_WORDS} words`)
          continue
        }
        for (const part of field.kind === 'list' ? [text] : text.split(',')) {
          const word = plainLine(part)
          if (word.length > MAX_NAME) this.#ignored(name, item, `at most ${MAX_NAME} characters`)
          else if (word !== '' && !words.has(word.toLowerCase())) words.set(word.toLowerCase(), word)
        }
      }
    }
    return [...words.values()]
  }

  authors(): readonly Author[] {
    const field = this.field('author')
    if (field === undefined) return []
    const found: Author[] = []
    for (const item of field.kind === 'list' ? field.items : [field]) {
      const author = item.kind === 'map' ? this.#authorOfMap(item) : authorOfText(textOf(item) ?? '')
      if (author === undefined) this.#ignored('author', item, 'a name, `Name <mail>` or {name, email, url}')
      else if (!found.some(({ name, email }) => name === author.name && email === author.email)) {
        if (author.email === undefined && /[<(].*[>)]$/.test(textOf(item) ?? ''))
          this.#ignored('author', item, 'an e-mail address in `Name <mail>`')
        found.push(author)
      }
    }
    return found
  }

  #authorOfMap(map: Field & { kind: 'map' }): Author | undefined {
    const parts = this.parts('author', map, ['name', 'email', 'url'])
    const name = plainLine(parts.get('name') ?? '')
    if (name === '' || name.length > MAX_NAME) return undefined
    const email = parts.get('email')?.trim()
    const goodEmail = email !== undefined && isEmailAddress(email) ? email : undefined
    if (email !== undefined && goodEmail === undefined) this.#ignored('author', map, 'an e-mail address')
    const url = parts.get('url')
    const goodUrl = url === undefined ? undefined : readAddress(url, 'relative:').url
    if (url !== undefined && goodUrl === undefined) this.#ignored('author', map, 'an absolute http(s) URL')
    return {
      name,
      ...(goodEmail !== undefined && { email: goodEmail }),
      ...(goodUrl !== undefined && { url: goodUrl }),
    }
  }

  /** The texts of a map whose keys are known; others are reported. */
  parts(name: KeyName, map: Field & { kind: 'map' }, known: readonly string[]): ReadonlyMap<string, string> {
    const parts = new Map<string, string>()
    for (const [key, { keyOffset, field }] of map.entries) {
      const text = textOf(field)
      if (!known.includes(key))
        this.#notes.add(
          'key-unknown',
          {
            message: `the key \`${key.slice(0, 80)}\` is not known in \`${name}\` and was ignored`,
            expected: known.join(', '),
            fix: 'remove it',
          },
          keyOffset,
        )
      else if (text !== undefined && text !== '') parts.set(key, legalText(text))
      else if (field.kind !== 'nothing') this.#ignored(name, field, 'text')
    }
    return parts
  }

  /** A value that cannot be overlooked: the article stays out. */
  #invalid(name: KeyName, field: Field, expected: string): undefined {
    this.#notes.add(
      'value-invalid',
      {
        message: `\`${name}\` cannot be read`,
        got: shown(field),
        expected,
        fix: `correct \`${name}\` or remove the line`,
      },
      field.offset,
    )
    return undefined
  }

  #ignored(name: KeyName, field: Field, expected: string): undefined {
    this.#notes.add(
      'value-ignored',
      {
        message: `a value of \`${name}\` cannot be read and was left out`,
        got: shown(field),
        expected,
        fix: `correct \`${name}\` or remove the line`,
      },
      field.offset,
    )
    return undefined
  }
}

/** The text of a field as it was written, whatever YAML makes of it. */
export function textOf(field: Field): string | undefined {
  if (field.kind === 'text' || field.kind === 'flag') return field.text
  return field.kind === 'nothing' ? '' : undefined
}

function shown(field: Field): string {
  return textOf(field) ?? (field.kind === 'list' ? 'a list' : 'keys and values')
}

/** `Jane Doe`, `Jane Doe <jane@example.org>` or `jane@example.org (Jane Doe)`. */
function authorOfText(text: string): Author | undefined {
  const line = plainLine(text)
  if (line === '' || line.length > MAX_NAME) return undefined
  const match =
    /^(?<name>[^<>]+?) ?<(?<email>[^<>]+)>$/.exec(line) ??
    /^(?<email>\S+@\S+) \((?<name>[^()]+)\)$/.exec(line)
  const { name, email } = match?.groups ?? {}
  if (name === undefined || email === undefined) return { name: line }
  return isEmailAddress(email) ? { name, email } : { name }
}
