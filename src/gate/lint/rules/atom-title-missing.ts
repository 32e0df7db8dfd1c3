import { shownName } from '../names.ts'
import type { LintRule } from '../rule.ts'
import { child } from '../xml-tree.ts'

export const atomTitleMissing: LintRule = {
  code: 'atom-title-missing',
  severity: 'error',
  paragraph: 'RFC 4287 sections 4.1.1 and 4.1.2',
  summary: 'The feed and each entry have a title element.',
  fix: 'Add <title>. For a post without a title, use its first words.',
  appliesTo: ['atom'],
  *check(document) {
    for (const parent of [document.channel, ...document.itemElements])
      if (parent !== undefined && child(parent, 'atom:title') === undefined)
        yield {
          at: parent.start,
          message: `<${shownName(parent.name)}> has no <title>`,
          expected: 'a <title>',
        }
  },
}
