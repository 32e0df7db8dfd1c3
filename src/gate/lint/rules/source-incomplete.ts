import { lacking } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'

export const sourceIncomplete: LintRule = {
  code: 'source-incomplete',
  severity: 'warning',
  paragraph: 'RFC 4287 section 4.2.11; W3C validator, MissingSourceElement',
  summary: 'The source of an aggregated entry has the id, title and updated of its feed.',
  fix: 'Copy them from the feed the entry came from.',
  appliesTo: ['atom'],
  *check(document) {
    for (const name of ['atom:id', 'atom:title', 'atom:updated'])
      yield* lacking(document.named('atom:source'), name)
  },
}
