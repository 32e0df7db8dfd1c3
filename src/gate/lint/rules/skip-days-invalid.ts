import type { LintRule } from '../rule.ts'
import { children } from '../xml-tree.ts'

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

export const skipDaysInvalid: LintRule = {
  code: 'skip-days-invalid',
  severity: 'error',
  paragraph: 'RSS 2.0, channel: skipDays; skipHours and skipDays',
  summary: 'skipDays lists English names of days, each once.',
  fix: 'Write Monday to Sunday in full.',
  appliesTo: ['rss'],
  *check(document) {
    for (const list of document.named('skipDays')) {
      const seen = new Set<string>()
      for (const { text, start } of children(list, 'day')) {
        if (!DAYS.includes(text.trim()) || seen.has(text.trim()))
          yield {
            at: start,
            message: 'This is not a day, or it occurs twice',
            got: text,
            expected: 'Monday to Sunday, each once',
          }
        seen.add(text.trim())
      }
    }
  },
}
