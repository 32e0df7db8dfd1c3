import { lacking } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'

export const atomIdMissing: LintRule = {
  code: 'atom-id-missing',
  severity: 'error',
  paragraph: 'RFC 4287 sections 4.1.1 and 4.1.2',
  summary: 'The feed and each entry have an id.',
  fix: 'Add <id> with a permanent IRI, for example a tag: URI that you never change.',
  appliesTo: ['atom'],
  *check(document) {
    yield* lacking([document.channel, ...document.itemElements], 'atom:id')
  },
}
