import type { LintRule } from '../rule.ts'

/**
 * UTF-8 that was decoded as ISO 8859-1 or Windows-1252, and control characters that are letters only in Windows-1252.
 */
const GARBLED =
  /[\u0080-\u0084\u0086-\u009f]|Ã[\u0080-\u009f\u00a1-\u00aa\u00ac-\u00b9\u00bc-\u00bf]|â€[\u0153\u2018-\u201d\u2122\u00a6\u201c]/g

/** The declaration states the encoding in which these codes are letters. */
const WINDOWS = /encoding\s*=\s*["'](?:windows-|cp)1252/i

export const charactersGarbled: LintRule = {
  code: 'characters-garbled',
  severity: 'warning',
  paragraph: 'W3C validator, BadCharacters',
  summary: 'Texts were not decoded in the wrong encoding.',
  fix: 'Find the place where the text is read or written in the wrong encoding, usually UTF-8 as Windows-1252.',
  appliesTo: ['rss', 'rdf', 'atom', 'opml', 'json'],
  guess: true,
  *check(document) {
    const isWindows = document.facts.encoding?.used === 'windows-1252'
    for (const { index, 0: got } of document.text.matchAll(GARBLED)) {
      if (isWindows && WINDOWS.test(document.text.slice(0, 200)) && got.length === 1) continue
      yield {
        at: index,
        message: 'Characters look garbled',
        got: document.text.slice(Math.max(0, index - 10), index + got.length + 10),
        expected: 'the intended letters',
      }
    }
  },
}
