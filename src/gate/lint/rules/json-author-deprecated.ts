import { member } from '../json-tree.ts'
import type { LintRule } from '../rule.ts'

export const jsonAuthorDeprecated: LintRule = {
  code: 'json-author-deprecated',
  severity: 'warning',
  paragraph: 'JSON Feed 1.1, authors (author is deprecated)',
  summary: 'Authors are in the array authors.',
  fix: 'Write "authors": [{"name": "Jane"}]; you can keep "author" for old feed readers.',
  appliesTo: ['json'],
  *check(document) {
    for (const object of document.dialect.version === '1.1' ? document.jsonObjects : []) {
      const author = member(object, 'author')
      if (author !== undefined && member(object, 'authors') === undefined)
        yield { at: author.start, message: 'There is author, but no authors', expected: 'authors' }
    }
  },
}
