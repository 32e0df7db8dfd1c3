import { isMisspelled, URI_OF } from '../namespaces.ts'
import type { LintRule } from '../rule.ts'

export const namespacePrefixReserved: LintRule = {
  code: 'namespace-prefix-reserved',
  severity: 'warning',
  paragraph: 'Namespaces in XML 1.0 section 2; W3C validator, ReservedPrefix',
  summary: 'The usual prefix of one vocabulary is not used for another.',
  fix: 'Write another prefix for your own vocabulary.',
  appliesTo: ['rss', 'rdf', 'atom', 'opml'],
  *check(document) {
    for (const { at, prefix, uri } of document.xml?.oddBindings ?? []) {
      const expected = URI_OF.get(prefix)
      if (expected !== undefined && !/\s/.test(uri) && !isMisspelled(prefix, uri))
        yield { at, message: `The prefix ${prefix} is usual for another vocabulary`, got: uri, expected }
    }
  },
}
