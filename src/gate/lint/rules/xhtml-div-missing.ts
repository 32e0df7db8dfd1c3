import type { LintRule } from '../rule.ts'

export const xhtmlDivMissing: LintRule = {
  code: 'xhtml-div-missing',
  severity: 'error',
  paragraph: 'RFC 4287 sections 3.1.1.3 and 4.1.3.3',
  summary: 'A text of type xhtml is one div in the XHTML namespace.',
  fix: 'Wrap it in <div xmlns="http://www.w3.org/1999/xhtml">.',
  appliesTo: ['atom'],
  *check(document) {
    for (const element of document.named(
      'atom:title',
      'atom:subtitle',
      'atom:summary',
      'atom:rights',
      'atom:content',
    ))
      if (
        element.attributes.get('type') === 'xhtml' &&
        (element.children.length !== 1 ||
          element.children[0]?.name !== 'xhtml:div' ||
          element.text.trim() !== '')
      )
        yield {
          at: element.start,
          message: 'The text of type xhtml is not one div',
          got: element.children.map(({ name }) => name).join(' '),
          expected: '<div xmlns="http://www.w3.org/1999/xhtml">',
        }
  },
}
