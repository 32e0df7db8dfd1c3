import { feedLinks } from '../links.ts'
import type { LintRule } from '../rule.ts'

export const archiveCurrentMissing: LintRule = {
  code: 'archive-current-missing',
  severity: 'warning',
  paragraph: 'RFC 5005 section 4; W3C validator, MissingCurrentInArchive',
  summary: 'An archive document links to the current feed.',
  fix: 'Add <link rel="current" href="…"/> with the address of the subscription document.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    const archive = document.named('fh:archive')[0]
    const isComplete = document.named('fh:complete').length > 0
    if (archive !== undefined && !isComplete && feedLinks(document, 'current').length === 0)
      yield {
        at: archive.start,
        message: 'The archive document does not link to the current feed',
        expected: 'a link with rel="current"',
      }
  },
}
