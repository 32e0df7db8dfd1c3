import type { LintRule } from '../rule.ts'

export const opmlTextMissing: LintRule = {
  code: 'opml-text-missing',
  severity: 'error',
  paragraph: 'OPML 2.0, outline: text',
  summary: 'Every outline has a text.',
  fix: 'Add text="…" with the name of the feed; title alone is not enough.',
  appliesTo: ['opml'],
  *check(document) {
    for (const outline of document.named('outline'))
      if (!outline.attributes.has('text'))
        yield { at: outline.start, message: 'The outline has no text', expected: 'an attribute text' }
  },
}
