import { dateIn, localDay } from '../article/dates.ts'
import type { Field } from '../article/front-matter/fields.ts'
import { type Instant, instantToMs } from '../article/instant.ts'
import { isTimeZone } from '../article/time-zone.ts'
import type { SiteFolder } from './dialect.ts'
import { strftime, strftimeOf } from './eleventy-dates.ts'
import { exportsOf, type Surroundings } from './script-exports.ts'
import { Properties, UnknownValue, unknown, type Value } from './script-values.ts'

/** What a function for an address is given. */
export interface PageData {
  /** Path below the site folder. */
  readonly path: string
  readonly fileSlug: string
  readonly filePathStem: string
  readonly date: Instant | undefined
  /** Front matter and inherited values; undefined if there is none of that name. */
  field(name: string): Field | undefined
  /** Whether files for the whole site or its configuration may have a value of that name. */
  isGlobal(name: string): boolean
}

/** The address that code makes: a permalink, false for none, undefined for the usual one, or that it is not known. */
export type MadeAddress =
  | { readonly isKnown: true; readonly permalink: string | false | undefined }
  | { readonly isKnown: false }

/**
 * The permalink that a data file computes for a page. Its functions are followed as far as they are known without
 * running them.
 *
 * @param maker the data file, and whether a permalink of the article or a nearer file replaces its `permalink`, which
 * `eleventyComputed` is not affected by
 * @param scripts all data files of the page that are scripts
 * @returns undefined if the other permalink applies
 */
export function madeAddress(
  { script, isOverridden }: { readonly script: string; readonly isOverridden: boolean },
  scripts: readonly string[],
  page: PageData,
  folder: SiteFolder,
): MadeAddress | undefined {
  try {
    const values = dataOf(script, folder)
    const computed = computedIn(values, 'permalink')
    if (computed === undefined) {
      const isElsewhere = (path: string) => computedIn(dataOf(path, folder), 'permalink') !== undefined
      if (scripts.some((path) => path !== script && isElsewhere(path))) return { isKnown: false }
      if (isOverridden) return undefined
    }
    const made = computed ?? values.of('permalink') ?? unknown()
    const permalink = typeof made === 'function' ? made(dataFor(page, scripts, folder)) : made
    if (permalink === undefined || permalink === false || (typeof permalink === 'string' && permalink !== ''))
      return { isKnown: true, permalink }
    return { isKnown: false }
  } catch (error) {
    // A RangeError: a date or a form of normalization that does not exist.
    if (error instanceof UnknownValue || error instanceof RangeError) return { isKnown: false }
    throw error
  }
}

/** The exported object, or that of the exported function. */
function dataOf(path: string, folder: SiteFolder): Properties {
  const exported = exportsOf(path, folder, ELEVENTY).of('default')
  const values = typeof exported === 'function' ? exported() : exported
  return values instanceof Properties ? values : unknown()
}

function computedIn(values: Properties, name: string): Value {
  const computed = values.of('eleventyComputed')
  return computed === undefined ? undefined : computed instanceof Properties ? computed.of(name) : unknown()
}

function dataFor(page: PageData, scripts: readonly string[], folder: SiteFolder): Properties {
  const ofPage = new Properties((name) => {
    if (name === 'fileSlug') return page.fileSlug
    if (name === 'filePathStem') return page.filePathStem
    if (name === 'inputPath') return `./${page.path}`
    return name === 'date' && page.date !== undefined ? new Date(instantToMs(page.date)) : unknown()
  })
  return new Properties((name) => {
    if (name === 'page') return ofPage
    const field = page.field(name)
    if (name === 'permalink') return field && valueIn(field)
    const all = scripts.map((path) => dataOf(path, folder))
    if (name === 'tags' || all.some((values) => computedIn(values, name) !== undefined)) return unknown()
    if (field !== undefined) return valueIn(field)
    const isElsewhere =
      ELSEWHERE.test(name) || page.isGlobal(name) || all.some((values) => values.of(name) !== undefined)
    return isElsewhere ? unknown() : undefined
  })
}

/** Values of layouts, of Eleventy itself, or of the name of the file. */
const ELSEWHERE = /^(?:title|description|date|layout|collections|pkg|eleventy|pagination)$/

/** YAML makes dates and numbers of texts that look like them. */
function valueIn(field: Field): Value {
  if (field.kind === 'flag') return field.flag
  if (field.kind === 'nothing') return null
  if (field.kind === 'list') return field.items.map(valueIn)
  if (field.kind === 'map')
    return new Properties((name) => {
      const entry = field.entries.get(name)
      return entry === undefined ? undefined : valueIn(entry.field)
    })
  const { text } = field
  if (/^\d{4}-\d{1,2}-\d{1,2}(?!\d)/.test(text)) {
    const moment = dateIn(text, 'UTC')
    return moment === undefined ? unknown() : new Date(instantToMs(moment))
  }
  if (/^[-+.]?\d[\d._]*(?:e[-+]?\d+)?$/i.test(text))
    return String(Number(text)) === text ? Number(text) : unknown()
  return text
}

const GERMAN: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
  ß: 'ss',
  ẞ: 'Ss',
}

/** `@sindresorhus/slugify`, for Latin letters. */
export function slugified(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[äöüÄÖÜßẞ]/g, (letter) => GERMAN[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

/** The filter for one text without options. Letters that it would write in Latin are unknown. */
function slugify(...[text, ...options]: readonly Value[]): Value {
  if (typeof text !== 'string' || options.length > 0) return unknown()
  return /[^\p{ASCII}–—‘’“”…]/u.test(
    text
      .normalize('NFD')
      .replace(/\p{Mn}/gu, '')
      .replace(/ß/gi, ''),
  )
    ? unknown()
    : slugified(text)
}

/** The package itself also separates words in `camelCase`. */
const slugifyPackage = (...args: readonly Value[]): Value =>
  typeof args[0] === 'string' && /[\p{Ll}\d]\p{Lu}|\p{Lu}{2}[\p{Ll}\d]/u.test(args[0])
    ? unknown()
    : slugify(...args)

const properties = (values: Readonly<Record<string, Value>>): Properties =>
  new Properties((name) => (Object.hasOwn(values, name) ? values[name] : unknown()))

/** A date of Luxon. Without a zone it is in that of the machine: UTC where sites are built. */
function luxonDate(...[date, options]: readonly Value[]): Value {
  const stated = options instanceof Properties ? options.of('zone') : 'UTC'
  const zone =
    typeof stated === 'string' && isTimeZone(stated)
      ? stated
      : /^utc$/i.test(String(stated))
        ? 'UTC'
        : unknown()
  const moment = date instanceof Date ? dateIn(date.toISOString(), 'UTC') : undefined
  if (moment === undefined) return unknown()
  const { year, month, day } = localDay(moment, zone)
  const write = (format: Value) =>
    strftime((typeof format === 'string' ? strftimeOf(format) : undefined) ?? unknown(), [year, month, day])
  return properties({ toFormat: write, toISODate: () => write('yyyy-MM-dd') })
}

/** What Eleventy and its usual packages offer to the code of a site that is built to be published. */
const ELEVENTY: Surroundings = {
  globals: {
    process: properties({
      env: properties({ NODE_ENV: 'production', ELEVENTY_ENV: 'production', ELEVENTY_RUN_MODE: 'build' }),
    }),
  },
  packages: {
    '@sindresorhus/slugify': properties({ default: slugifyPackage }),
    luxon: properties({ DateTime: properties({ fromJSDate: luxonDate }) }),
  },
  self: properties({ slugify }),
}
