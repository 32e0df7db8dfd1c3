import { member } from '../json-tree.ts'
import type { LintRule } from '../rule.ts'

export const jsonAuthorDeprecated: LintRule = {
  code: 'json-author-deprecated',
  severity: 'warning',
  paragraph: 'JSON Feed 1.1, authors (author is deprecated)',
  summary: 'Authors stand in the array authors.',
  fix: 'Write "authors": [{"name": "Jane"}]; "author" may stay beside it for old readers.',
  appliesTo: ['json'],
  *check(document) {
    for (const object of document.dialect.version === '1.1' ? document.jsonObjects : []) {
      const author = member(object, 'author')
      if (author !== undefined && member(object, 'authors') === undefined)
        yield { at: author.start, message: 'author stands without authors', expected: 'authors' }
    }
  },
}
