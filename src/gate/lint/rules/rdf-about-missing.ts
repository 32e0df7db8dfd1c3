import { lackingAttribute } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'

export const rdfAboutMissing: LintRule = {
  code: 'rdf-about-missing',
  severity: 'error',
  paragraph: 'RSS 1.0 sections 5.3 and 5.5',
  summary: 'The channel and each item have their URI in rdf:about.',
  fix: "Add rdf:about with the item's link.",
  appliesTo: ['rdf'],
  *check(document) {
    if (document.dialect.version === '1.0')
      yield* lackingAttribute(document.named('channel', 'item'), 'rdf:about')
  },
}
