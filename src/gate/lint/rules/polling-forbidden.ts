import type { LintRule } from '../rule.ts'
import { child, children } from '../xml-tree.ts'

const HOURS = 24
const DAYS = 7
/** Minutes of a week. */
const LONGEST_TTL = 7 * 24 * 60

export const pollingForbidden: LintRule = {
  code: 'polling-forbidden',
  severity: 'warning',
  paragraph: 'RSS 2.0, channel: ttl, skipHours and skipDays',
  summary: 'The feed allows polls in at least one hour, and at least once a week.',
  fix: 'List only the hours and days without new items, or remove the element. Cache-Control and 304 make polls cheap.',
  appliesTo: ['rss'],
  *check(document) {
    for (const [list, one, all] of [
      ['skipHours', 'hour', HOURS],
      ['skipDays', 'day', DAYS],
    ] as const) {
      const element = child(document.channel, list)
      const named = new Set(
        children(element, one).map(({ text }) =>
          text
            .trim()
            .toLowerCase()
            .replace(/^0(?=\d)/, ''),
        ),
      )
      if (element !== undefined && named.size >= all)
        yield {
          at: element.start,
          message: `${list} forbids all polls`,
          got: `${named.size} of ${all}`,
          expected: `fewer than ${all}`,
        }
    }
    const ttl = child(document.channel, 'ttl')
    if (ttl !== undefined && Number(ttl.text) > LONGEST_TTL)
      yield {
        at: ttl.start,
        message: 'Feed readers that obey ttl poll again only after more than a week',
        got: ttl.text,
        expected: 'minutes, such as 60',
      }
  },
}
