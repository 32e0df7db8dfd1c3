import type { LintRule } from '../rule.ts'
import { isAbsoluteIri } from '../value-forms.ts'
import { isBlank } from '../xml-tree.ts'

export const atomIdNotAbsolute: LintRule = {
  code: 'atom-id-not-absolute',
  severity: 'error',
  paragraph: 'RFC 4287 section 4.2.6',
  summary: 'Ids are absolute IRIs.',
  fix: 'Use a tag: or urn:uuid: URI. Feed readers will show the entries as new, so change ids once and then never again.',
  appliesTo: ['atom'],
  *check(document) {
    for (const id of document.named('atom:id'))
      if (!isBlank(id) && !isAbsoluteIri(id.text.trim()))
        yield {
          at: id.start,
          message: 'The id is not an absolute IRI',
          got: id.text,
          expected: 'for example tag:example.org,2024:levels',
        }
  },
}
