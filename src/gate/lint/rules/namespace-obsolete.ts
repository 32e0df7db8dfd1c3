import type { LintRule } from '../rule.ts'

const RENAMED = new Map([
  ['http://www.usemod.com/cgi-bin/mb.pl?ModWiki', 'http://purl.org/rss/1.0/modules/wiki/'],
])

export const namespaceObsolete: LintRule = {
  code: 'namespace-obsolete',
  severity: 'warning',
  paragraph: 'W3C validator, ObsoleteWikiNamespace',
  summary: 'A vocabulary is called by the name it has today.',
  fix: 'Write the namespace as its specification has it today.',
  appliesTo: ['rss', 'rdf', 'atom'],
  foreign: true,
  *check(document) {
    const told = new Set<string>()
    for (const { name, start } of document.xml?.elements ?? []) {
      if (!name.startsWith('{')) continue
      const got = name.slice(1, name.lastIndexOf('}'))
      const expected = RENAMED.get(got)
      if (expected !== undefined && !told.has(got))
        yield { at: start, message: 'The namespace has another name today', got, expected }
      told.add(got)
    }
  },
}
