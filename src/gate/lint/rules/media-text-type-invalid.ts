import { wrongAttribute } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'

export const mediaTextTypeInvalid: LintRule = {
  code: 'media-text-type-invalid',
  severity: 'error',
  paragraph: 'Media RSS 1.5.1, media:title, media:description, media:text: type',
  summary: 'The type of a media text is plain or html.',
  fix: 'Write type="plain" or type="html".',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    yield* wrongAttribute(
      document,
      document.named('media:title', 'media:description', 'media:text'),
      'type',
      (value) => value === 'plain' || value === 'html',
      'plain or html',
    )
  },
}
