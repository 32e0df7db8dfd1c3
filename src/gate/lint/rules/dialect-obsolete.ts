import type { LintRule } from '../rule.ts'

export const dialectObsolete: LintRule = {
  code: 'dialect-obsolete',
  severity: 'warning',
  paragraph: 'RSS 2.0, introduction; RFC 4287, abstract',
  summary: 'The feed is written in a version that is still maintained: RSS 2.0, RSS 1.0 or Atom 1.0.',
  fix: 'Publish RSS 2.0 or Atom 1.0 at the same address. Feed readers detect the format.',
  appliesTo: ['rss', 'rdf', 'atom03', 'opml'],
  *check(document) {
    const { family, version, label } = document.dialect
    const isCurrent =
      document.root?.name === 'opml' ||
      (family === 'rss'
        ? !version.startsWith('0.9')
        : family === 'rdf' &&
          version !== '0.90' &&
          document.named('rdf:RDF')[0]?.children.some(({ name }) => name === 'channel'))
    if (!isCurrent)
      yield {
        at: document.root?.start ?? 0,
        message: `${label} is obsolete`,
        expected: 'RSS 2.0 or Atom 1.0',
      }
  },
}
