import { HTML_ELEMENTS } from '../html-elements.ts'
import type { LintRule } from '../rule.ts'

/** Elements of other vocabularies have a prefix; here, those of SVG and MathML. */
const PREFIX = /^(?:svg|mathml):/

export const htmlElementUnknown: LintRule = {
  code: 'html-element-unknown',
  severity: 'warning',
  paragraph: 'HTML, elements; W3C validator, NotHtml and SecurityRisk',
  summary: 'HTML texts contain only elements of HTML, SVG and MathML.',
  fix: 'Remove the tags. Feed readers remove them, some with their content.',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  guess: true,
  *check(document) {
    for (const { tags, offsetOf } of document.htmlTexts) {
      const told = new Set<string>()
      for (const tag of tags.distinct) {
        const name = tag.name.replace(PREFIX, '').toLowerCase()
        if (HTML_ELEMENTS.has(name) || told.has(name) || name.startsWith('atom:')) continue
        told.add(name)
        yield {
          at: offsetOf(tag),
          message: `HTML has no <${tag.name}>`,
          got: tag.name,
          expected: 'an element of HTML',
        }
      }
    }
  },
}
