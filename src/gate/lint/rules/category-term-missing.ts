import { lackingAttribute } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'

export const categoryTermMissing: LintRule = {
  code: 'category-term-missing',
  severity: 'error',
  paragraph: 'RFC 4287 section 4.2.2.1',
  summary: 'Every category has a term.',
  fix: 'Add term="…"; the text between the tags is not read.',
  appliesTo: ['atom'],
  *check(document) {
    yield* lackingAttribute(document.named('atom:category'), 'term')
  },
}
