import { FEED_MEMBERS, ITEM_MEMBERS } from '../json-feed-members.ts'
import type { LintRule } from '../rule.ts'

export const jsonKeyUnknown: LintRule = {
  code: 'json-key-unknown',
  severity: 'warning',
  paragraph: 'JSON Feed 1.1, extensions (custom keys start with an underscore)',
  summary: 'Members that the format does not define start with an underscore.',
  fix: 'Correct the name, or put an underscore before it.',
  appliesTo: ['json'],
  *check(document) {
    for (const object of document.jsonObjects) {
      const known = object === document.json ? FEED_MEMBERS : ITEM_MEMBERS
      for (const { name, at } of object.keys)
        if (!name.startsWith('_') && !known.has(name))
          yield {
            at,
            message: 'JSON Feed does not define this member',
            got: name,
            expected: `a known name, or _${name}`,
          }
    }
  },
}
