import type { LintRule } from '../rule.ts'

export const notAFeed: LintRule = {
  code: 'not-a-feed',
  severity: 'error',
  paragraph: 'RSS 2.0, RFC 4287 section 2, JSON Feed 1.1, OPML 2.0',
  summary: 'The document is a feed: its root is that of RSS, RDF, Atom, JSON Feed or OPML.',
  fix: 'Check that the address or file is that of the feed.',
  appliesTo: 'any',
  // Our own documents are parsed according to their format, which may be none of these.
  othersOnly: true,
  *check(document) {
    const { dialect, problem, root } = document
    if (
      dialect.family !== 'unknown' ||
      document.templateAt !== undefined ||
      (problem !== undefined && root === undefined && document.text.trim() !== '')
    )
      return
    const got = root === undefined ? document.text.trim() || 'an empty document' : `<${root.name}>`
    yield {
      at: root?.start ?? 0,
      message: 'This is not a feed',
      got,
      expected: 'RSS, Atom, JSON Feed or OPML',
    }
  },
}
