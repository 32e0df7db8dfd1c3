import type { Field } from './fields.ts'
import { flagOf, foldedSet } from './gates.ts'
import { foldKey } from './key-spelling.ts'

/** Keys that exclude a page from search engines if true. */
const HIDING = foldedSet(
  'noindex isNoindex robotsNoindex metaNoindex seoNoindex excludeFromSitemap sitemapExclude sitemapIgnore',
)
/** Keys for directives to robots, settings of the sitemap, or both. */
const HOLDING = foldedSet('robots metaRobots robotsMeta seo yoast sitemap')
/** Keys within these that exclude the page if true. */
const WITHIN = foldedSet('noindex exclude disable disabled ignore hidden')

/** Whether a front matter key, in any spelling, controls whether search engines may list the page. */
export function isSearchKey(spelling: string): boolean {
  const key = foldKey(spelling)
  return HIDING.has(key) || HOLDING.has(key)
}

/**
 * Whether the value of such a key excludes the page from search engines: `noindex: true`, `robots: "noindex, follow"`,
 * `sitemap: false`.
 */
export function hidesFromSearch(spelling: string, field: Field): boolean {
  const key = foldKey(spelling)
  if (HIDING.has(key)) return flagOf(field) === true
  if (field.kind === 'text')
    return /\b(?:noindex|none)\b/i.test(field.text) || (key === 'sitemap' && flagOf(field) === false)
  if (field.kind === 'flag') return key === 'sitemap' && !field.flag
  if (field.kind === 'list') return field.items.some((item) => hidesFromSearch('robots', item))
  if (field.kind !== 'map') return false
  return [...field.entries].some(
    ([name, { field: inner }]) =>
      (WITHIN.has(foldKey(name)) && flagOf(inner) === true) ||
      (HOLDING.has(foldKey(name)) && inner.kind !== 'map' && hidesFromSearch(name, inner)) ||
      (foldKey(name) === 'index' && flagOf(inner) === false),
  )
}
