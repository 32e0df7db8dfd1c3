import { feedLinks } from '../links.ts'
import type { LintRule } from '../rule.ts'

const ENDS = [
  ['last', 'next'],
  ['first', 'previous'],
] as const

export const pagedPastEnd: LintRule = {
  code: 'paged-past-end',
  severity: 'error',
  paragraph: 'RFC 5005 section 3; W3C validator, LinkPastEnd',
  summary: 'The last page has no next link, and the first no previous link.',
  fix: 'Remove the link from this page.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    const self = feedLinks(document, 'self')[0]?.attributes.get('href')
    for (const [end, beyond] of ENDS)
      if (self !== undefined && feedLinks(document, end)[0]?.attributes.get('href') === self)
        for (const link of feedLinks(document, beyond))
          yield {
            at: link.start,
            message: `The ${end} page has a link to a ${beyond} one`,
            got: link.attributes.get('href') ?? '',
            expected: 'no such link',
          }
  },
}
