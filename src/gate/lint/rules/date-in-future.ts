import { instantToMs } from '../../../article/instant.ts'
import type { LintRule } from '../rule.ts'

/** Tolerance in milliseconds for differences of clocks and zones. */
const DAY = 86_400_000

export const dateInFuture: LintRule = {
  code: 'date-in-future',
  severity: 'warning',
  paragraph: 'RSS profile, pubDate; W3C validator, ImplausibleDate',
  summary: 'No date is more than a day in the future.',
  fix: 'Publish the item when its date arrives, or correct the time zone. The usual cause is a local time written as GMT.',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  *check(document) {
    const { now } = document.facts
    for (const { reading, where, text, at } of now === undefined ? [] : document.dates)
      if (now !== undefined && reading !== undefined && reading.ms > instantToMs(now) + DAY)
        yield { at, message: `${where} is in the future`, got: text, expected: `nothing after ${now}` }
  },
}
