import type { LintRule } from '../rule.ts'
import { child, children } from '../xml-tree.ts'

export const opmlBodyEmpty: LintRule = {
  code: 'opml-body-empty',
  severity: 'error',
  paragraph: 'OPML 2.0, body',
  summary: 'The list has a body with outlines.',
  fix: 'Put the feeds into <body> as <outline> elements.',
  appliesTo: ['opml'],
  *check(document) {
    const body = child(document.root, 'body')
    if (children(body, 'outline').length === 0)
      yield {
        at: body?.start ?? document.root?.start ?? 0,
        message: 'The list has no outlines',
        expected: '<body> with <outline> elements',
      }
  },
}
