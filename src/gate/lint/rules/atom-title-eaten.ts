import { decodeReferences } from '../html-scan.ts'
import type { LintRule } from '../rule.ts'

/** Markup that readers keep in titles, or remove without loss. */
const INLINE =
  /<\/?(?:a|abbr|b|bdi|bdo|big|br|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|rp|rt|ruby|s|samp|small|span|strike|strong|sub|sup|tt|u|var|wbr)(?:\s[^<>]*)?\/?>/gi
/** What simple programs remove as a tag: from a `<` that is followed by text up to the next `>`, or to the end. */
const EATEN = /<[^\s>][^>]*(?:>|$)/g

export const atomTitleEaten: LintRule = {
  code: 'atom-title-eaten',
  severity: 'warning',
  paragraph: 'RFC 4287 sections 3.1.1.2 and 4.2.14; HTML standard 13.2.5.6',
  summary: 'A title of type html loses no text when it is parsed as HTML.',
  fix: 'Write type="text", where < needs to be escaped once; or escape it once more (&amp;lt;) if the type is html.',
  appliesTo: ['atom'],
  guess: true,
  *check(document) {
    for (const { attributes, text, start } of document.named('atom:title')) {
      if (attributes.get('type') !== 'html') continue
      const plain = text.slice(0, 10_000).replace(INLINE, '')
      const remains = decodeReferences(plain.replace(EATEN, '')).replace(/\s+/g, ' ').trim()
      if (plain.replace(EATEN, '') !== plain || (remains === '' && text.trim() !== ''))
        yield {
          at: start,
          message: remains === '' ? 'Readers see an empty title' : `Readers see the title “${remains}”`,
          got: text,
          expected: 'type="text", or &amp;lt; for each literal <',
        }
    }
  },
}
