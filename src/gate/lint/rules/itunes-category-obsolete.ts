import {
  hasCategory,
  ITUNES_CATEGORIES,
  OBSOLETE_ITUNES_CATEGORIES,
  placedCategories,
} from '../itunes-categories.ts'
import type { LintRule } from '../rule.ts'

export const itunesCategoryObsolete: LintRule = {
  code: 'itunes-category-obsolete',
  severity: 'warning',
  paragraph: 'Apple, Apple Podcasts categories (list of 2019)',
  summary: 'The category of a podcast is one that Apple still has.',
  fix: 'Use a category from the list of Apple Podcasts.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    for (const category of placedCategories(document))
      if (!hasCategory(ITUNES_CATEGORIES, category) && hasCategory(OBSOLETE_ITUNES_CATEGORIES, category))
        yield {
          at: category.element.start,
          message: 'Apple no longer has this category',
          got: category.shown,
          expected: 'a category of Apple Podcasts',
        }
  },
}
