import type { LintRule } from '../rule.ts'

/** The beginning of an incomplete tag, or a reference without semicolon. */
const HALF = /<[/a-z][^<>]*(?:<|$)|&#(?:\d{1,7}|x[\da-f]{0,6})(?![\da-f;])/i
/** By the RSS profile, hexadecimal references show that < and & are meant literally. */
const MEANT = /&#x(?:3c|26);/i

export const titleAmbiguous: LintRule = {
  code: 'title-ambiguous',
  severity: 'warning',
  paragraph: 'RSS profile, character data; W3C validator, CharacterData',
  summary: 'No < or & in an RSS title looks like the beginning of a tag or a reference.',
  fix: 'Write &#x3C; for a literal < and &#x26; for a literal &, or add a space after it.',
  appliesTo: ['rss'],
  guess: true,
  *check(document) {
    for (const title of document.named('title'))
      if (HALF.test(title.text) && !MEANT.test(document.written(title)))
        yield {
          at: title.start,
          message: 'Feed readers that parse titles as HTML may drop the title from here on',
          got: HALF.exec(title.text)?.[0] ?? '',
          expected: '&#x3C; or &#x26;',
        }
  },
}
