import { ITUNES_CATEGORIES, OBSOLETE_ITUNES_CATEGORIES, placedCategories } from '../itunes-categories.ts'
import type { LintRule } from '../rule.ts'

export const itunesCategoryInvalid: LintRule = {
  code: 'itunes-category-invalid',
  severity: 'error',
  paragraph: 'Apple, Apple Podcasts categories',
  summary: 'The category of a podcast is one of Apple’s, spelled as Apple spells it.',
  fix: 'Choose from the list of Apple Podcasts categories, with a subcategory only under its own category.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    for (const { element, name, above } of placedCategories(document))
      if (!isKnown(ITUNES_CATEGORIES, name, above) && !isKnown(OBSOLETE_ITUNES_CATEGORIES, name, above))
        yield {
          at: element.start,
          message: 'Apple has no such category',
          got: above === undefined ? name : `${above}: ${name}`,
          expected: 'a category of Apple Podcasts',
        }
  },
}

function isKnown(table: ReadonlyMap<string, ReadonlySet<string>>, name: string, above?: string): boolean {
  return above === undefined ? table.has(name) : table.get(above)?.has(name) === true
}
