import { feedLinks, resolvedHref } from '../links.ts'
import type { LintRule } from '../rule.ts'

/** Relations to another document of the series; `first`, `last` and `current` may refer to the document itself. */
const OTHERS = ['next', 'previous', 'prev', 'prev-archive', 'next-archive']

export const pagedToItself: LintRule = {
  code: 'paged-to-itself',
  severity: 'error',
  paragraph: 'RFC 5005 sections 3 and 4',
  summary: 'The links to the next page and to the previous archive lead to another document.',
  fix: 'Remove the link from the last document of the series.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    const { selfUrl } = document.facts
    const own = feedLinks(document, 'self').map(resolvedHref)
    for (const rel of OTHERS)
      for (const link of feedLinks(document, rel)) {
        const href = resolvedHref(link)
        if (href !== undefined && (own.includes(href) || href === selfUrl))
          yield {
            at: document.attributeAt(link, 'href'),
            message: `The link ${rel} leads to this document itself, so feed readers request it again and again`,
            got: href,
            expected: 'another document, or no such link',
          }
      }
  },
}
