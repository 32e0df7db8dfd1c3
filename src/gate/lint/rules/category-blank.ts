import type { LintRule } from '../rule.ts'
import { isBlank } from '../xml-tree.ts'

export const categoryBlank: LintRule = {
  code: 'category-blank',
  severity: 'warning',
  paragraph: 'RSS 2.0, category; W3C validator, NotBlank',
  summary: 'A category is not empty.',
  fix: 'Omit the element if an article has no category.',
  appliesTo: ['rss', 'rdf'],
  *check(document) {
    for (const category of document.named('category', 'dc:subject'))
      if (isBlank(category))
        yield { at: category.start, message: 'The category is empty', expected: 'a word, or no element' }
  },
}
