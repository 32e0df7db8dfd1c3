import { localDay, readDate } from '../article/dates.ts'
import type { Field } from '../article/front-matter/fields.ts'
import { expandPattern, type WrittenDay } from './address-pattern.ts'
import type { ForeignSite } from './dialect.ts'
import type { EditedFields } from './fields.ts'

/** Named styles of addresses (jekyllrb.com, permalinks). */
const STYLES: Readonly<Record<string, string>> = {
  date: '/:categories/:year/:month/:day/:title.html',
  pretty: '/:categories/:year/:month/:day/:title/',
  ordinal: '/:categories/:year/:y_day/:title.html',
  none: '/:categories/:title.html',
}

/** The pattern of a style that is named, or else the pattern itself. */
export const styled = (pattern: string): string =>
  (Object.hasOwn(STYLES, pattern) ? STYLES[pattern] : undefined) ?? pattern

/** The day in the site's time zone, as in Jekyll's addresses. */
export function dayOf(date: Field | undefined, { timeZone = 'UTC' }: ForeignSite): WrittenDay | undefined {
  const moment = date?.kind === 'text' ? readDate(date.text, timeZone) : undefined
  if (typeof moment !== 'string') return undefined
  const { year, month, day } = localDay(moment, timeZone)
  return [year, month, day]
}

/** The address of a post. */
export function urlOf(
  edited: EditedFields,
  { slug, categories, day }: { slug: string; categories: readonly string[]; day: WrittenDay | undefined },
  site: ForeignSite,
): string {
  const pattern = edited.text('permalink') ?? site.permalinks[''] ?? STYLES['date'] ?? ''
  const path = expandPattern(styled(pattern), {
    day,
    words: {
      title: slugified(slug, true),
      slug: slugified(slug, false).toLowerCase(),
      name: slugified(slug, true),
      categories: categories
        .map((category) => category.toLowerCase().replace(/#/g, '%23').replace(/\?/g, '%3F'))
        .join('/'),
      slugified_categories: categories.map((category) => slugified(category, false).toLowerCase()).join('/'),
      output_ext: '.html',
    },
  }).replace(/:output_ext/g, '.html')
  return `/${path}`.replace(/\/{2,}/g, '/')
}

/** Most names, which are kept as they are. */
const SLUG = /^[a-z\d]+(?:-[a-z\d]+)*$/i

/** Jekyll's `slugify`: `pretty` keeps more punctuation, and letter case. */
function slugified(text: string, isPretty: boolean): string {
  if (SLUG.test(text)) return text
  const gone = isPretty ? /[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+/gu : /[^\p{M}\p{L}\p{Nd}]+/gu
  return text.replace(gone, '-').replace(/^-|-$/g, '')
}
