import type { LintRule } from '../rule.ts'

export const atomLanguageMissing: LintRule = {
  code: 'atom-language-missing',
  severity: 'warning',
  paragraph: 'RFC 4287 section 2; FEED hygiene',
  summary: 'The feed states its language.',
  fix: 'Add xml:lang="en" (or your language) to <feed>.',
  appliesTo: ['atom'],
  *check(document) {
    const root = document.channel
    if (
      root !== undefined &&
      !root.attributes.has('xml:lang') &&
      !document.itemElements.every(({ attributes }) => attributes.has('xml:lang'))
    )
      yield { at: root.start, message: 'The feed does not state its language', expected: 'xml:lang' }
  },
}
