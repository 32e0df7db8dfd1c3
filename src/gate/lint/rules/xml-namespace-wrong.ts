import { isMisspelled, URI_OF } from '../namespaces.ts'
import type { LintRule } from '../rule.ts'

export const xmlNamespaceWrong: LintRule = {
  code: 'xml-namespace-wrong',
  severity: 'error',
  paragraph: 'Media RSS 1.5.1, namespace declaration; Namespaces in XML 1.0 section 2.1',
  summary: 'A well-known namespace is written exactly, and no namespace contains white space.',
  fix: 'Copy the namespace exactly from its specification, with or without the slash at its end.',
  appliesTo: ['rss', 'rdf', 'atom', 'opml'],
  *check(document) {
    for (const { at, prefix, uri } of document.xml?.oddBindings ?? [])
      if (/\s/.test(uri) || isMisspelled(prefix, uri))
        yield {
          at,
          message: `xmlns:${prefix} is not the usual namespace of this prefix`,
          got: uri,
          expected: URI_OF.get(prefix) ?? 'a URI without spaces',
        }
  },
}
