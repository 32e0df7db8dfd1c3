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
  summary: 'The feed leaves readers an hour to ask for it, and does not make them wait longer than a week.',
  fix: 'Name only the hours and days without news, or leave the element out; Cache-Control and 304 make polls cheap.',
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
          message: `${list} forbids to ask for the feed at any time`,
          got: `${named.size} of ${all}`,
          expected: `fewer than ${all}`,
        }
    }
    const ttl = child(document.channel, 'ttl')
    if (ttl !== undefined && Number(ttl.text) > LONGEST_TTL)
      yield {
        at: ttl.start,
        message: 'Readers that obey ttl ask again after more than a week',
        got: ttl.text,
        expected: 'minutes, such as 60',
      }
  },
}
