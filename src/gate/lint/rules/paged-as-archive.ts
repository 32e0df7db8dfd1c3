import { feedLinks } from '../links.ts'
import type { LintRule } from '../rule.ts'

export const pagedAsArchive: LintRule = {
  code: 'paged-as-archive',
  severity: 'warning',
  paragraph: 'RFC 5005 section 3',
  summary: 'A feed is either archived or paged, not both.',
  fix: 'Use prev-archive, next-archive and current for archives that do not change; first, last, next and previous for pages that do.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    const isArchived =
      document.named('fh:archive').length > 0 || feedLinks(document, 'prev-archive').length > 0
    if (!isArchived) return
    for (const rel of ['first', 'last', 'next', 'previous'])
      for (const link of feedLinks(document, rel))
        yield {
          at: link.start,
          message: 'An archived feed is paged as well',
          got: rel,
          expected: 'prev-archive, next-archive or current',
        }
  },
}
