import { member, membersOf, stringOf } from '../json-tree.ts'
import type { LintRule } from '../rule.ts'

export const jsonHubIncomplete: LintRule = {
  code: 'json-hub-incomplete',
  severity: 'error',
  paragraph: 'JSON Feed 1.1, hubs',
  summary: 'A hub has type and url.',
  fix: 'Write {"type": "WebSub", "url": "…"}.',
  appliesTo: ['json'],
  *check(document) {
    for (const hub of membersOf(member(document.json, 'hubs')))
      for (const name of ['type', 'url'])
        if ((stringOf(member(hub, name)) ?? '') === '')
          yield { at: hub.start, message: `The hub has no ${name}`, expected: name }
  },
}
