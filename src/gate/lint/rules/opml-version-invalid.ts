import type { LintRule } from '../rule.ts'

export const opmlVersionInvalid: LintRule = {
  code: 'opml-version-invalid',
  severity: 'error',
  paragraph: 'OPML 2.0, opml element',
  summary: 'The opml element states version 1.0, 1.1 or 2.0.',
  fix: 'Write <opml version="2.0">.',
  appliesTo: ['opml'],
  *check(document) {
    const got = document.root?.attributes.get('version') ?? ''
    if (!/^(?:1\.0|1\.1|2\.0)$/.test(got))
      yield {
        at: document.root?.start ?? 0,
        message: 'The list does not state its version',
        got: got || 'nothing',
        expected: '2.0',
      }
  },
}
