import { authorsOf } from '../json-feed-members.ts'
import { member, stringOf } from '../json-tree.ts'
import type { LintRule } from '../rule.ts'

export const jsonAuthorEmpty: LintRule = {
  code: 'json-author-empty',
  severity: 'error',
  paragraph: 'JSON Feed 1.1, authors',
  summary: 'An author has a name, a url or an avatar.',
  fix: 'Add the name, or remove the author.',
  appliesTo: ['json'],
  *check(document) {
    for (const object of document.jsonObjects)
      for (const author of authorsOf(object))
        if (
          author.kind === 'object' &&
          ['name', 'url', 'avatar'].every((name) => (stringOf(member(author, name)) ?? '') === '')
        )
          yield { at: author.start, message: 'The author is empty', expected: 'name, url or avatar' }
  },
}
