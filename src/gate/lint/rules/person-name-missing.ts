import { lacking } from '../absence.ts'
import type { LintRule } from '../rule.ts'

export const personNameMissing: LintRule = {
  code: 'person-name-missing',
  severity: 'error',
  paragraph: 'RFC 4287 section 3.2.1',
  summary: 'Every person has a name.',
  fix: 'Add <name> inside <author> or <contributor>.',
  appliesTo: ['atom'],
  *check(document) {
    yield* lacking(document.named('atom:author', 'atom:contributor'), 'atom:name')
  },
}
