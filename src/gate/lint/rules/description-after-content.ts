import type { LintRule } from '../rule.ts'

export const descriptionAfterContent: LintRule = {
  code: 'description-after-content',
  severity: 'warning',
  paragraph: 'RSS profile, content:encoded; W3C validator, NeedDescriptionBeforeContent',
  summary: 'The summary in description comes before the full text in content:encoded.',
  fix: 'Write <description> first.',
  appliesTo: ['rss'],
  *check(document) {
    for (const item of document.itemElements) {
      const names = item.children.map(({ name }) => name)
      const content = names.indexOf('content:encoded')
      if (content !== -1 && names.indexOf('description') > content)
        yield {
          at: item.children[content]?.start ?? item.start,
          message: 'content:encoded comes before description',
          expected: 'description first',
        }
    }
  },
}
