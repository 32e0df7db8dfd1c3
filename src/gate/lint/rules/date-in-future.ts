import { instantToMs } from '../../../article/instant.ts'
import type { LintRule } from '../rule.ts'

/** Milliseconds; what clocks and zones may differ by. */
const DAY = 86_400_000

export const dateInFuture: LintRule = {
  code: 'date-in-future',
  severity: 'warning',
  paragraph: 'RSS profile, pubDate; W3C validator, ImplausibleDate',
  summary: 'No date lies more than a day in the future.',
  fix: 'Publish the item at its moment, or correct the zone: a local time written as GMT is the usual cause.',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  *check(document) {
    const { now } = document.facts
    for (const { reading, where, text, at } of now === undefined ? [] : document.dates)
      if (now !== undefined && reading !== undefined && reading.ms > instantToMs(now) + DAY)
        yield { at, message: `${where} lies in the future`, got: text, expected: `nothing after ${now}` }
  },
}
