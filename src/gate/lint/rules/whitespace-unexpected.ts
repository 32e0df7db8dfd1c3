import { shownName } from '../names.ts'
import type { LintRule } from '../rule.ts'

const PLACES = [
  'atom:id',
  'atom:uri',
  'atom:icon',
  'atom:logo',
  'atom:updated',
  'atom:published',
  'atom:email',
]

export const whitespaceUnexpected: LintRule = {
  code: 'whitespace-unexpected',
  severity: 'error',
  paragraph: 'RFC 4287 sections 2, 3.3 and 4.2.6',
  summary: 'Ids, addresses and dates have no white space around them.',
  fix: 'Write the value and its tags on one line: <id>tag:example.org,2024:levels</id>.',
  appliesTo: ['atom'],
  *check(document) {
    for (const { name, text, start, children } of document.named(...PLACES))
      if (children.length === 0 && text.trim() !== '' && text !== text.trim())
        yield {
          at: start,
          message: `<${shownName(name)}> has white space around its value`,
          got: JSON.stringify(text),
          expected: JSON.stringify(text.trim()),
        }
  },
}
