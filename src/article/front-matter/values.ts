import { readAddress } from '../address.ts'
import type { Author } from '../article.ts'
import { joinedNames, MAX_NAME } from '../author-names.ts'
import { authorOfText, looksLikeEmail } from '../author-text.ts'
import { DATE_FORMS, readDate } from '../dates.ts'
import type { FindingCollector } from '../finding-collector.ts'
import { permanentIdOf } from '../ids.ts'
import type { Instant } from '../instant.ts'
import { canonicalLanguage, languageNamed } from '../language.ts'
import { plainTextLine } from '../markdown/plain-text-line.ts'
import { paywallMarkIn } from '../paywall.ts'
import { sitePath } from '../site-path.ts'
import { legalText, plainLine, plainName } from '../text.ts'
import { isEmailAddress } from '../url.ts'
import type { Field, FieldMap } from './fields.ts'
import { StatedGates } from './gate-fields.ts'
import { flagOf } from './gates.ts'
import { isGeneratorKey } from './generator-keys.ts'
import { shownKey } from './key-spelling.ts'
import { type KeyName, keyNamed, keySpelled, nearestKey } from './keys.ts'
import { hidesFromSearch, isSearchKey } from './search-index.ts'
import { isSponsorKey, saysSponsored } from './sponsored.ts'

const MAX_WORDS = 100

/** Front matter fields by canonical key, parsed according to the type of the key; errors are added to the notes. */
export class FrontMatterValues {
  readonly #fields = new Map<KeyName, Field[]>()
  readonly #notes: FindingCollector
  /** Whether, when and to whom the article is public. */
  readonly gates: StatedGates
  /** Offset of the key that marks the article as sponsored. */
  readonly sponsoredAt: number | undefined
  /** Whether the article is excluded from search engines. */
  readonly isHiddenFromSearch: boolean

  constructor(fields: FieldMap, notes: FindingCollector) {
    this.#notes = notes
    const gates = new StatedGates(notes)
    let sponsoredAt: number | undefined
    let isHiddenFromSearch = false
    const ranks = new Map<KeyName, number>()
    for (const [spelling, { keyOffset, field }] of fields) {
      if (gates.take(spelling, keyOffset, field)) continue
      const spelled = keySpelled(spelling)
      if (spelled === undefined) {
        if (isSearchKey(spelling)) isHiddenFromSearch ||= hidesFromSearch(spelling, field)
        else if (!isSponsorKey(spelling)) this.#unknown(spelling, keyOffset)
        else if (saysSponsored(field)) sponsoredAt ??= keyOffset
        continue
      }
      const { name, rank } = spelled
      if (READ_BY_PEOPLE.has(name)) noteCutOff(spelling, field, notes)
      const earlier = this.#fields.get(name)
      const isBetter =
        earlier?.[0] !== undefined && beats(name, field, rank, earlier[0], ranks.get(name) ?? 0)
      if (earlier === undefined) this.#fields.set(name, [field])
      else if (isBetter) earlier.unshift(field)
      else earlier.push(field)
      if (earlier === undefined || isBetter) ranks.set(name, rank)
      if (earlier !== undefined && !ADDING_UP.has(name) && !isSame(earlier))
        notes.add(
          'key-twice',
          {
            message: `\`${spelling}\` says \`${name}\` a second time`,
            expected:
              'one of the two; if both can be read, the one that is first in docs/articles.md is used',
            fix: 'keep one of the two',
          },
          keyOffset,
        )
    }
    this.gates = gates
    this.sponsoredAt = sponsoredAt
    this.isHiddenFromSearch = isHiddenFromSearch
  }

  #unknown(spelling: string, keyOffset: number): void {
    if (isGeneratorKey(spelling)) return
    const meant = nearestKey(spelling)
    this.#notes.add(
      'key-unknown',
      {
        message: `the key \`${shownKey(spelling)}\` is not known and was ignored`,
        ...(meant !== undefined && { expected: meant }),
        fix: meant === undefined ? 'remove it, or see the keys in docs/articles.md' : `write \`${meant}\``,
      },
      keyOffset,
    )
  }

  /** The raw field, unless it is empty. */
  field(name: KeyName): Field | undefined {
    const field = this.#fields.get(name)?.[0] ?? this.#ofDate(name)
    return field === undefined || (field.kind !== 'list' && textOf(field)?.trim() === '') ? undefined : field
  }

  /** A moment nested in `date` under its own name: `date: {created: …, updated: …}`. */
  #ofDate(name: KeyName): Field | undefined {
    const dates = this.#fields.get('date')?.[0]
    if (dates?.kind !== 'map') return undefined
    const named = (key: string) => (key === 'created' ? 'date' : keyNamed(key))
    return [...dates.entries].find(([key]) => named(key) === name)?.[1].field
  }

  /** Plain text on one line; undefined if absent or blank. */
  text(name: KeyName, limit = Number.POSITIVE_INFINITY): string | undefined {
    const field = this.field(name)
    if (field === undefined) return undefined
    const text = textOf(field)
    if (text === undefined) return this.#invalid(name, field, 'text')
    const line = plainLine(text)
    if (line.length > limit) return this.#invalid(name, field, `at most ${limit} characters`)
    return line === '' ? undefined : line
  }

  /** {@link text} without HTML and template marks left by other programs, which are reported. */
  plainText(name: KeyName, siteUrl: string, limit?: number): string | undefined {
    const whole = this.text(name, limit)
    if (whole === undefined) return undefined
    const offset = this.field(name)?.offset
    // Only summaries are checked, because a headline may well begin with "[Premium]".
    const mark = name === 'summary' ? paywallMarkIn(whole) : undefined
    if (mark !== undefined)
      this.#notes.add(
        'paywall-mark',
        {
          message: `what follows in \`${name}\` is paid content; it is left out`,
          got: mark.source,
          fix: 'write only public text',
        },
        offset,
      )
    const written = mark === undefined ? whole : whole.slice(0, mark.offset).trimEnd()
    const plain = plainTextLine(written, siteUrl, (code, remark) => this.#notes.add(code, remark, offset))
    if (plain !== written)
      this.#notes.add(
        'text-markup',
        {
          message: `\`${name}\` contains markup, and is published as plain text`,
          got: written,
          expected: plain,
          fix: 'write it as plain text',
        },
        offset,
      )
    return plain === '' ? undefined : plain
  }

  /** Whether `name` states a day without a time. */
  isDay(name: KeyName): boolean {
    const field = this.field(name)
    return field !== undefined && !(textOf(field) ?? ':').includes(':')
  }

  /** A moment; see {@link readDate}. */
  date(name: KeyName, timeZone: string): Instant | undefined {
    const field = onlyOne(this.#ofDate(name) ?? this.field(name))
    if (field === undefined) return undefined
    // `updated: true` marks an article as changed; its date is the same.
    if (name === 'updated' && field.kind === 'flag') return this.#ignored(name, field, DATE_FORMS)
    const text = textOf(field)?.trim()
    if (text === undefined) return this.#invalid(name, field, DATE_FORMS)
    const date = readDate(text, timeZone)
    if (typeof date === 'string') return date
    this.#notes.add(
      'date-invalid',
      {
        message: `\`${name}\` ${date.problem}`,
        got: text,
        expected: date.expected ?? DATE_FORMS,
        fix: 'correct the date; without an offset, it is in the time zone of the site',
      },
      field.offset,
    )
    return undefined
  }

  /** Every moment stated by any spelling of the key. */
  moments(name: KeyName, timeZone: string): readonly Instant[] {
    return (this.#fields.get(name) ?? []).flatMap((field) => {
      const text = textOf(field)?.trim()
      const moment = text === undefined ? undefined : readDate(text, timeZone)
      return typeof moment === 'string' ? moment : []
    })
  }

  /** Whether any spelling of the key is true. */
  flag(name: KeyName): boolean {
    let flag = false
    for (const field of this.#fields.get(name) ?? []) {
      if (field.kind === 'flag') flag ||= field.flag
      else if (textOf(field)?.trim().toLowerCase() === 'true') flag = true
      else if (field.kind !== 'nothing' && textOf(field)?.trim() !== '')
        this.#invalid(name, field, 'true or false')
    }
    return flag
  }

  /** @param tagEntity tagging entity of the site, for an id that is not an IRI */
  id(tagEntity: string): string | undefined {
    const field = this.field('id')
    const text = this.text('id')
    if (field === undefined || text === undefined) return undefined
    return (
      permanentIdOf(text.trim(), tagEntity) ??
      this.#invalid(
        'id',
        field,
        'one line of text, preferably an absolute IRI such as tag:example.org,2024:world/strikes',
      )
    )
  }

  url(siteUrl: string): string | undefined {
    const field = this.field('url')
    const text = this.text('url')
    if (field === undefined || text === undefined) return undefined
    const { url, remark } = readAddress(sitePath(text, siteUrl), siteUrl)
    if (field.kind !== 'flag' && url !== undefined && remark === undefined) return url
    return this.#invalid('url', field, remark?.expected ?? 'an http(s) URL or a path such as /world/strikes/')
  }

  /** Canonical form of a BCP 47 tag. */
  language(): string | undefined {
    const field = this.field('language')
    const text = this.text('language')
    if (field === undefined || text === undefined) return undefined
    const tag = canonicalLanguage(text)
    const meant = tag === undefined ? languageNamed(text) : undefined
    return tag ?? this.#ignored('language', field, meant ?? 'a BCP 47 tag such as en, en-GB or zh-Hant')
  }

  /**
   * A list of words, or a text of words separated by commas, without duplicates. Lists may contain nested lists, and
   * maps with a name.
   */
  words(name: KeyName): readonly string[] {
    const words = new Map<string, string>()
    const take = (text: string, field: Field) => {
      const word = plainName(text)
      if (word.length > MAX_NAME) this.#ignored(name, field, `at most ${MAX_NAME} characters`)
      else if (words.size >= MAX_WORDS) this.#ignored(name, field, `at most ${MAX_WORDS} words`)
      else if (word !== '' && !words.has(word.toLowerCase())) words.set(word.toLowerCase(), word)
    }
    const takeItem = (item: Field) => {
      const switches = item.kind === 'map' ? switchedOn(item) : undefined
      if (switches !== undefined) {
        for (const [word, field] of switches) take(word, field)
        return
      }
      const text = textOf(item.kind === 'map' ? (namePart(item) ?? item) : item)
      if (item.kind === 'list') for (const inner of item.items) takeItem(inner)
      else if (text === undefined) this.#ignored(name, item, 'a word, or a map with `name` or `title`')
      else take(text, item)
    }
    for (const field of this.#fields.get(name) ?? []) {
      if (field.kind === 'list' || field.kind === 'map') takeItem(field)
      else for (const part of wordsIn(textOf(field) ?? '')) take(part, field)
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
        if (author.email === undefined && looksLikeEmail(textOf(item) ?? ''))
          this.#ignored('author', item, 'an email address in `Name <mail>`')
        this.#noteJoined(author.name, item)
        found.push(author)
      }
    }
    return found
  }

  #noteJoined(name: string, item: Field): void {
    const names = joinedNames(name)
    if (names !== undefined)
      this.#notes.add(
        'authors-joined',
        {
          message: 'several names in one text are published as one author',
          got: name,
          expected: `author: [${names.join(', ')}]`,
          fix: 'write the authors as a list',
        },
        item.offset,
      )
  }

  #authorOfMap(map: Field & { kind: 'map' }): Author | undefined {
    const parts = this.parts('author', map, ['name', 'email', 'url'])
    const named = authorOfText(parts.get('name') ?? '')
    if (named === undefined || named.name === '' || named.name.length > MAX_NAME) return undefined
    const email = parts.get('email')?.trim()
    const goodEmail = email !== undefined && isEmailAddress(email) ? email : undefined
    if (email !== undefined && goodEmail === undefined) this.#ignored('author', map, 'an e-mail address')
    const url = parts.get('url')
    const goodUrl = url === undefined ? undefined : readAddress(url, 'relative:').url
    if (url !== undefined && goodUrl === undefined) this.#ignored('author', map, 'an absolute http(s) URL')
    return {
      ...named,
      ...(goodEmail !== undefined && { email: goodEmail }),
      ...(goodUrl !== undefined && { url: goodUrl }),
    }
  }

  /** The texts of a map with known keys; other keys are reported. */
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

  /** Reports an invalid value that must not be ignored: the article is excluded. */
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

/** Keys for which several spellings may occur together: tags are combined, and an explicit summary takes precedence. */
const ADDING_UP: ReadonlySet<KeyName> = new Set(['tags', 'summary'])

/** Whether a field takes precedence over another one of the same key: valid before invalid values, then by rank. */
function beats(name: KeyName, field: Field, rank: number, other: Field, otherRank: number): boolean {
  const canRead = isReadable(name, field)
  return canRead === isReadable(name, other) ? rank < otherRank : canRead
}

function isReadable(name: KeyName, field: Field): boolean {
  const text = textOf(field)?.trim()
  if (text === '') return false
  return (
    (name !== 'date' && name !== 'updated') || text === undefined || typeof readDate(text, 'UTC') === 'string'
  )
}

function isSame(fields: readonly Field[]): boolean {
  const [first, ...others] = fields.map(textOf)
  return first !== undefined && others.every((text) => text === first || text === '')
}

/** Keys whose text people read: in a headline, `#1` is more often text than a comment. */
const READ_BY_PEOPLE: ReadonlySet<KeyName> = new Set(['title', 'summary', 'author', 'tags'])

function noteCutOff(key: string, field: Field, notes: FindingCollector): void {
  if (field.kind === 'list') for (const item of field.items) noteCutOff(key, item, notes)
  if (field.kind !== 'text' || field.cutOff === undefined) return
  const whole = `${field.text} #${field.cutOff}`
  notes.add(
    'text-cut-off',
    {
      message: `in \`${shownKey(key)}\` everything after " #" is a comment in YAML, and is left out`,
      got: field.text,
      expected: JSON.stringify(whole),
      fix: 'put the text in quotes, or the comment on its own line',
    },
    field.offset,
  )
}

/** The text of a field as written, before YAML interprets it. */
export function textOf(field: Field): string | undefined {
  if (field.kind === 'text' || field.kind === 'flag') return field.text
  return field.kind === 'nothing' ? '' : undefined
}

function shown(field: Field): string {
  return textOf(field) ?? (field.kind === 'list' ? 'a list' : 'keys and values')
}

/** Unwraps a list of one item. */
function onlyOne(field: Field | undefined): Field | undefined {
  return field?.kind === 'list' && field.items.length === 1 ? field.items[0] : field
}

/** The keys of a map of flags that are true, as in `{politics: true, sport: false}`; undefined for any other map. */
function switchedOn({ entries }: Field & { kind: 'map' }): readonly (readonly [string, Field])[] | undefined {
  const words = [...entries].map(([word, { field }]) => [word, field, flagOf(field)] as const)
  if (words.length === 0 || words.some(([, , flag]) => flag === undefined)) return undefined
  return words.flatMap(([word, field, flag]) => (flag === true ? [[word, field] as const] : []))
}

/** Splits a text into words: at commas or semicolons, or at each `#`. */
function wordsIn(text: string): readonly string[] {
  const isHashed = /^\s*#\S+(?:\s+#\S+)+\s*$/.test(text)
  return text.split(isHashed ? /\s+/ : /[,;]/)
}

/** The name of the thing that a map of another program describes. */
function namePart({ entries }: Field & { kind: 'map' }): Field | undefined {
  const key = ['name', 'title', 'label', 'slug'].find((part) => entries.has(part))
  return key === undefined ? undefined : entries.get(key)?.field
}
