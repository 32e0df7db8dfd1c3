import { lackingAttribute } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'

export const enclosureIncomplete: LintRule = {
  code: 'enclosure-incomplete',
  severity: 'error',
  paragraph: 'RSS 2.0, item: enclosure (three required attributes)',
  summary: 'An enclosure has url, length and type.',
  fix: 'Add what is missing; the length is the size of the file in bytes.',
  appliesTo: ['rss'],
  *check(document) {
    for (const name of ['url', 'length', 'type']) yield* lackingAttribute(document.named('enclosure'), name)
  },
}
