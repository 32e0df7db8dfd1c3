import { ITUNES_CATEGORIES, OBSOLETE_ITUNES_CATEGORIES, placedCategories } from '../itunes-categories.ts'
import type { LintRule } from '../rule.ts'

export const itunesCategoryObsolete: LintRule = {
  code: 'itunes-category-obsolete',
  severity: 'warning',
  paragraph: 'Apple, Apple Podcasts categories (list of 2019)',
  summary: 'The category of a podcast is one that Apple still has.',
  fix: 'Choose from the list of Apple Podcasts categories.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    for (const { element, name, above } of placedCategories(document)) {
      const key = above ?? name
      const isCurrent =
        above === undefined ? ITUNES_CATEGORIES.has(name) : ITUNES_CATEGORIES.get(above)?.has(name)
      const old = OBSOLETE_ITUNES_CATEGORIES.get(key)
      if (isCurrent !== true && (above === undefined ? old !== undefined : old?.has(name)))
        yield {
          at: element.start,
          message: 'Apple no longer has this category',
          got: above === undefined ? name : `${above}: ${name}`,
          expected: 'a category of Apple Podcasts',
        }
    }
  },
}
