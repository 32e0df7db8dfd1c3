import { member, membersOf, stringOf } from '../json-tree.ts'
import type { LintRule } from '../rule.ts'

export const jsonAuthorEmpty: LintRule = {
  code: 'json-author-empty',
  severity: 'error',
  paragraph: 'JSON Feed 1.1, authors',
  summary: 'An author has a name, a url or an avatar.',
  fix: 'Add the name, or leave the author out.',
  appliesTo: ['json'],
  *check(document) {
    for (const object of [document.json, ...document.itemObjects])
      for (const author of [
        ...membersOf(member(object, 'authors')),
        ...(member(object, 'author') === undefined ? [] : [member(object, 'author')]),
      ])
        if (
          author?.kind === 'object' &&
          ['name', 'url', 'avatar'].every((name) => (stringOf(member(author, name)) ?? '') === '')
        )
          yield { at: author.start, message: 'The author says nothing', expected: 'name, url or avatar' }
  },
}
