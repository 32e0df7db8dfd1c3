import { shownName } from '../names.ts'
import type { LintRule } from '../rule.ts'
import { child } from '../xml-tree.ts'

export const personNameMissing: LintRule = {
  code: 'person-name-missing',
  severity: 'error',
  paragraph: 'RFC 4287 section 3.2.1',
  summary: 'Every person has a name.',
  fix: 'Add <name> inside <author> or <contributor>.',
  appliesTo: ['atom'],
  *check(document) {
    for (const person of document.named('atom:author', 'atom:contributor'))
      if (child(person, 'atom:name') === undefined)
        yield {
          at: person.start,
          message: `<${shownName(person.name)}> has no <name>`,
          expected: 'a <name> with text',
        }
  },
}
