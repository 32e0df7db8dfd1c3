import type { LintRule } from '../rule.ts'
import { encodingOf } from '../value-forms.ts'

const KNOWN_ELSEWHERE = /^(?:x-)?(?:mac|cp|ibm|ebcdic|ucs|utf|iso|windows|koi|big5|hz|viscii|tis)/i

export const encodingDeclarationFalse: LintRule = {
  code: 'encoding-declaration-false',
  severity: 'error',
  paragraph: 'XML 1.0 section 4.3.3',
  summary: 'The XML declaration names an existing encoding, and ASCII only for a document in ASCII.',
  fix: 'Write encoding="utf-8", and save the document in UTF-8.',
  appliesTo: 'any',
  *check(document) {
    const declaration = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(document.text)
    const [, label = ''] = declaration ?? []
    if (label === '' || /charset=/i.test(document.facts.contentType ?? '')) return
    if (/^(?:us-)?ascii$/i.test(label)) {
      const at = document.text.search(/[^\x00-\x7f]/)
      if (at !== -1)
        yield {
          at,
          message: `The document declares ${label} and contains other characters`,
          got: label,
          expected: 'utf-8',
        }
    } else if (encodingOf(label) === undefined && !KNOWN_ELSEWHERE.test(label)) {
      yield { at: 0, message: 'There is no such encoding', got: label, expected: 'utf-8' }
    }
  },
}
