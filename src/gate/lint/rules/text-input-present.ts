import type { LintRule } from '../rule.ts'
import { children } from '../xml-tree.ts'

export const textInputPresent: LintRule = {
  code: 'text-input-present',
  severity: 'warning',
  paragraph: 'RSS profile, textInput',
  summary: 'The channel has no textInput.',
  fix: 'Remove it, and link to a search page from the description.',
  appliesTo: ['rss'],
  *check(document) {
    for (const { start } of children(document.channel, 'textInput'))
      yield { at: start, message: 'The channel has a textInput', expected: 'none' }
  },
}
