import type { LintRule } from '../rule.ts'

export const xmlVersionUnsupported: LintRule = {
  code: 'xml-version-unsupported',
  severity: 'error',
  paragraph: 'XML 1.0 section 2.8',
  summary: 'The document is XML 1.0.',
  fix: 'Write <?xml version="1.0" encoding="utf-8"?>.',
  appliesTo: 'any',
  *check(document) {
    const version = /^\s*<\?xml\s+version\s*=\s*["']([^"']*)["']/.exec(document.text)?.[1]
    if (version !== undefined && version !== '1.0')
      yield {
        at: 0,
        message: 'The document is in a version of XML that feed readers do not support',
        got: version,
        expected: '1.0',
      }
  },
}
