import type { Field } from './fields.ts'
import { flagOf, foldedSet } from './gates.ts'
import { foldKey } from './key-spelling.ts'

/** Keys that, when they say yes, keep a page from search engines. */
const HIDING = foldedSet(
  'noindex isNoindex robotsNoindex metaNoindex seoNoindex excludeFromSitemap sitemapExclude sitemapIgnore',
)
/** Keys that hold what robots may do, settings of the sitemap, or both. */
const HOLDING = foldedSet('robots metaRobots robotsMeta seo yoast sitemap')
/** Keys within these that say yes to hiding. */
const WITHIN = foldedSet('noindex exclude disable disabled ignore hidden')

/** Whether a key of a front matter, however it is spelled, says whether search engines may list the page. */
export function isSearchKey(spelling: string): boolean {
  const key = foldKey(spelling)
  return HIDING.has(key) || HOLDING.has(key)
}

/** Whether such a key keeps the page from search engines: `noindex: true`, `robots: "noindex, follow"`, `sitemap: false`. */
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
