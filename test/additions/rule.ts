import type { LintRule } from '../../src/gate/lint/rule.ts'

/** Headlines in capitals. */
export const titleShouts: LintRule = {
  code: 'title-shouts',
  severity: 'warning',
  paragraph: 'Practice of editors',
  summary: 'No headline is all capitals.',
  fix: 'Write it in small letters.',
  appliesTo: ['rss'],
  *check(document) {
    for (const { title } of document.aggregatorViews)
      if (/^[A-Z ]+$/.test(title)) yield { at: 0, message: 'a headline shouts', got: title }
  },
}
