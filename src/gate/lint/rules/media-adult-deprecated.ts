import type { LintRule } from '../rule.ts'

export const mediaAdultDeprecated: LintRule = {
  code: 'media-adult-deprecated',
  severity: 'warning',
  paragraph: 'Media RSS 1.5.1, media:adult (deprecated for media:rating)',
  summary: 'media:rating is used, not media:adult.',
  fix: 'Write <media:rating>adult</media:rating> or <media:rating>nonadult</media:rating>.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    for (const { start } of document.named('media:adult'))
      yield { at: start, message: 'media:adult is obsolete', expected: 'media:rating' }
  },
}
