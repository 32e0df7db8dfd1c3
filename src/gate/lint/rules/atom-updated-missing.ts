import { lacking } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'

export const atomUpdatedMissing: LintRule = {
  code: 'atom-updated-missing',
  severity: 'error',
  paragraph: 'RFC 4287 sections 4.1.1 and 4.1.2',
  summary: 'The feed and each entry state when they were updated.',
  fix: 'Add <updated> with the time of the last significant change.',
  appliesTo: ['atom'],
  *check(document) {
    yield* lacking([document.channel, ...document.itemElements], 'atom:updated')
  },
}
