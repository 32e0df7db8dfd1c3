import {
  hasCategory,
  ITUNES_CATEGORIES,
  OBSOLETE_ITUNES_CATEGORIES,
  placedCategories,
} from '../itunes-categories.ts'
import type { LintRule } from '../rule.ts'

export const itunesCategoryInvalid: LintRule = {
  code: 'itunes-category-invalid',
  severity: 'error',
  paragraph: 'Apple, Apple Podcasts categories',
  summary: 'The category of a podcast is one of Apple’s, with the same spelling.',
  fix: 'Use a category from the list of Apple Podcasts, with a subcategory only under its own category.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    for (const category of placedCategories(document))
      if (!hasCategory(ITUNES_CATEGORIES, category) && !hasCategory(OBSOLETE_ITUNES_CATEGORIES, category))
        yield {
          at: category.element.start,
          message: 'Apple has no such category',
          got: category.shown,
          expected: 'a category of Apple Podcasts',
        }
  },
}
