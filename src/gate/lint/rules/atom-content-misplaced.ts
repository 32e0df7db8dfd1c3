import type { LintRule } from '../rule.ts'
import { isBlank } from '../xml-tree.ts'

export const atomContentMisplaced: LintRule = {
  code: 'atom-content-misplaced',
  severity: 'error',
  paragraph: 'RFC 4287 section 4.1.3.2',
  summary: 'Content that has a src is empty.',
  fix: 'Keep either the src or the content.',
  appliesTo: ['atom'],
  *check(document) {
    for (const content of document.named('atom:content'))
      if (content.attributes.has('src') && !isBlank(content))
        yield {
          at: content.start,
          message: 'The content has a src and is not empty',
          expected: 'one of them',
        }
  },
}
