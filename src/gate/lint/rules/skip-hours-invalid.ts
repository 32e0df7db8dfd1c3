import type { LintRule } from '../rule.ts'
import { isWholeNumber } from '../value-forms.ts'
import { children } from '../xml-tree.ts'

export const skipHoursInvalid: LintRule = {
  code: 'skip-hours-invalid',
  severity: 'error',
  paragraph: 'RSS 2.0, channel: skipHours; skipHours and skipDays',
  summary: 'skipHours lists hours from 0 to 23, each once.',
  fix: 'Write <hour>0</hour> to <hour>23</hour>, in GMT, each hour once.',
  appliesTo: ['rss'],
  *check(document) {
    for (const list of document.named('skipHours')) {
      const seen = new Set<number>()
      for (const { text, start } of children(list, 'hour')) {
        const hour = Number(text)
        if (!isWholeNumber(text) || hour > 23 || seen.has(hour))
          yield {
            at: start,
            message: 'This is not an hour, or it occurs twice',
            got: text,
            expected: '0 to 23, each once',
          }
        seen.add(hour)
      }
    }
  },
}
