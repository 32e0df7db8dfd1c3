import type { LintRule } from '../rule.ts'

export const htmlTrackingPixel: LintRule = {
  code: 'html-tracking-pixel',
  severity: 'warning',
  paragraph: 'Feed hygiene; Media RSS has no place for it either',
  summary: 'HTML contains no invisible pictures.',
  fix: 'Remove pictures of one pixel, and count at the server instead.',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  *check(document) {
    for (const { tags, offsetOf } of document.htmlTexts)
      for (const tag of tags) {
        const isTiny = (name: string) => /^\s*[01](?:px)?\s*$/.test(tag.attributes.get(name) ?? '')
        if (tag.name === 'img' && isTiny('width') && isTiny('height'))
          yield {
            at: offsetOf(tag),
            message: 'There is an invisible picture',
            got: tag.attributes.get('src') ?? '',
            expected: 'visible pictures',
          }
      }
  },
}
