import { readDate } from '../date-forms.ts'
import type { LintRule } from '../rule.ts'
import { child } from '../xml-tree.ts'

/** Minimum number of items with the date of the build; a few articles can be published together. */
const FEWEST = 3
/** Minimum number if the date of the build is not stated. */
const MANY = 5
/** In milliseconds; all articles of a day share a date without a time. */
const DAY = 86_400_000

export const dateShared: LintRule = {
  code: 'date-shared',
  severity: 'warning',
  paragraph: 'RSS 2.0, item: pubDate; JSON Feed 1.1, date_published',
  summary: 'Not all items have the same date.',
  fix: 'Write the date on which each article was published, not that of the build.',
  appliesTo: ['rss', 'rdf', 'json'],
  guess: true,
  *check(document) {
    const [first, ...others] = document.aggregatorViews
    const moment = first?.date?.ms
    if (first === undefined || moment === undefined || others.length + 1 < FEWEST) return
    if (!others.every(({ date }) => date?.ms === moment)) return
    const built = readDate(child(document.channel, 'lastBuildDate')?.text.trim() ?? '', 'rfc822')?.ms
    if (built !== moment && (others.length + 1 < MANY || moment % DAY === 0)) return
    yield {
      at: first.at,
      message: `All ${others.length + 1} items have the same date${built === moment ? ', that of lastBuildDate' : ''}: feed readers show all of them as new`,
      got: new Date(moment).toISOString(),
      expected: 'the publication date of each article',
    }
  },
}
