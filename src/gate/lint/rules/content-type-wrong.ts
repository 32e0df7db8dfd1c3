import type { LintRule } from '../rule.ts'

const XML = ['application/xml', 'text/xml']
const TYPES = new Map([
  ['rss', ['application/rss+xml', ...XML]],
  ['rdf', ['application/rss+xml', 'application/rdf+xml', ...XML]],
  ['atom', ['application/atom+xml', ...XML]],
  ['json', ['application/feed+json', 'application/json']],
  ['opml', ['text/x-opml', 'application/x-opml+xml', ...XML]],
])

export const contentTypeWrong: LintRule = {
  code: 'content-type-wrong',
  severity: 'warning',
  paragraph: 'RFC 4287 section 7; RFC 7303 section 9; JSON Feed 1.1, media type',
  summary: 'The document is served with the media type of its format.',
  fix: 'Serve RSS as application/rss+xml, Atom as application/atom+xml (or either as application/xml), JSON Feed as application/feed+json, all in UTF-8.',
  appliesTo: 'any',
  *check(document) {
    const { contentType } = document.facts
    const type = contentType?.split(';')[0]?.trim().toLowerCase()
    const expected = TYPES.get(document.dialect.family)
    if (type !== undefined && expected !== undefined && !expected.includes(type))
      yield {
        at: 0,
        message: `The media type is not that of ${document.dialect.label}`,
        got: type,
        expected: expected.join(' or '),
      }
  },
}
