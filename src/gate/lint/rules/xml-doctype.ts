import type { LintRule } from '../rule.ts'

export const xmlDoctype: LintRule = {
  code: 'xml-doctype',
  severity: 'error',
  paragraph: 'XML 1.0 section 2.8; RSS Advisory Board, DOCTYPE of RSS 0.91 withdrawn',
  summary: 'The document has no document type declaration.',
  fix: 'Remove the <!DOCTYPE …> line. Feeds do not need it, and parsers refuse it because it can define entities.',
  appliesTo: 'any',
  *check(document) {
    const at = document.xml?.doctypeAt
    if (at !== undefined && document.dialect.family !== 'html')
      yield { at, message: 'The feed has a document type declaration', expected: 'none' }
  },
}
