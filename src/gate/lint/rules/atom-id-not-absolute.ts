import type { LintRule } from '../rule.ts'
import { isAbsoluteIri } from '../value-forms.ts'
import { isBlank } from '../xml-tree.ts'

export const atomIdNotAbsolute: LintRule = {
  code: 'atom-id-not-absolute',
  severity: 'error',
  paragraph: 'RFC 4287 section 4.2.6',
  summary: 'Ids are absolute IRIs.',
  fix: 'Use a tag: or urn:uuid: URI. Mind that readers will take the entries for new ones: change ids once, then never again.',
  appliesTo: ['atom'],
  *check(document) {
    for (const id of document.named('atom:id'))
      if (!isBlank(id) && !isAbsoluteIri(id.text.trim()))
        yield {
          at: id.start,
          message: 'The id is no absolute IRI',
          got: id.text,
          expected: 'for example tag:example.org,2024:levels',
        }
  },
}
