import { lackingAttribute } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'

export const sourceUrlMissing: LintRule = {
  code: 'source-url-missing',
  severity: 'error',
  paragraph: 'RSS 2.0, item: source',
  summary: 'The source of an item states the URL of its feed.',
  fix: 'Add url="…" with the address of the feed the item came from.',
  appliesTo: ['rss'],
  *check(document) {
    yield* lackingAttribute(
      document.named('source').filter(({ parent }) => parent?.name === 'item'),
      'url',
    )
  },
}
