import { wrongAttribute } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'

export const mediaMediumInvalid: LintRule = {
  code: 'media-medium-invalid',
  severity: 'error',
  paragraph: 'Media RSS 1.5.1, media:content: medium',
  summary: 'medium is image, audio, video, document or executable.',
  fix: 'Write one of the five words.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    yield* wrongAttribute(
      document,
      document.named('media:content'),
      'medium',
      (value) => /^(?:image|audio|video|document|executable)$/.test(value),
      'image, audio, video, document or executable',
    )
  },
}
