import type { LintRule } from '../rule.ts'

const RENAMED = new Map([
  ['http://www.usemod.com/cgi-bin/mb.pl?ModWiki', 'http://purl.org/rss/1.0/modules/wiki/'],
  ['http://www.rssboard.org/media-rss', 'http://search.yahoo.com/mrss/'],
])

export const namespaceObsolete: LintRule = {
  code: 'namespace-obsolete',
  severity: 'warning',
  paragraph: 'Media RSS 1.5.1, namespace declaration; W3C validator, ObsoleteWikiNamespace',
  summary: 'A vocabulary has its usual namespace.',
  fix: 'Write exactly the expected namespace.',
  appliesTo: ['rss', 'rdf', 'atom'],
  othersOnly: true,
  *check(document) {
    for (const [got, expected] of RENAMED)
      if (document.xml?.namespaces.has(got))
        yield {
          at: Math.max(0, document.text.indexOf(got)),
          message: 'The vocabulary has another namespace',
          got,
          expected,
        }
  },
}
