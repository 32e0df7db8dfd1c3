import { lackingAttribute } from '../absence.ts'
import type { LintRule } from '../rule.ts'

export const linkHrefMissing: LintRule = {
  code: 'link-href-missing',
  severity: 'error',
  paragraph: 'RFC 4287 section 4.2.7.1',
  summary: 'Every atom:link has an href.',
  fix: 'Add href="…", or write the URL there instead of between the tags.',
  appliesTo: ['rss', 'rdf', 'atom'],
  *check(document) {
    yield* lackingAttribute(document.named('atom:link'), 'href')
  },
}
