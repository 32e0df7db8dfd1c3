import type { LintRule } from '../rule.ts'

/** The beginning of a tag that never ends, and a reference without its semicolon. */
const HALF = /<[/a-z][^<>]*(?:<|$)|&#(?:\d{1,7}|x[\da-f]{0,6})(?![\da-f;])/i
/** Hexadecimal references are the RSS profile's sign that < and & are meant as such. */
const MEANT = /&#x(?:3c|26);/i

export const titleAmbiguous: LintRule = {
  code: 'title-ambiguous',
  severity: 'warning',
  paragraph: 'RSS profile, character data; W3C validator, CharacterData',
  summary: 'A < or & in a title of RSS cannot be taken for the beginning of a tag or a reference.',
  fix: 'Write &#x3C; for a < and &#x26; for an & that are meant as such, or put a space behind.',
  appliesTo: ['rss'],
  guess: true,
  *check(document) {
    for (const title of document.named('title'))
      if (HALF.test(title.text) && !MEANT.test(document.written(title)))
        yield {
          at: title.start,
          message: 'Readers of HTML may lose the title from here on',
          got: HALF.exec(title.text)?.[0] ?? '',
          expected: '&#x3C; or &#x26;',
        }
  },
}
