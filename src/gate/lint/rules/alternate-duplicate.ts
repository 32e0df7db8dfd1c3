import { linksOf } from '../links.ts'
import type { LintRule } from '../rule.ts'

export const alternateDuplicate: LintRule = {
  code: 'alternate-duplicate',
  severity: 'error',
  paragraph: 'RFC 4287 sections 4.1.1, 4.1.2 and 4.2.11; W3C validator, DuplicateAtomLink',
  summary: 'There is one alternate link for each media type and language.',
  fix: 'Keep one, or give them different type and hreflang attributes.',
  appliesTo: ['atom'],
  *check(document) {
    for (const parent of [document.channel, ...document.itemElements, ...document.named('atom:source')]) {
      const seen = new Set<string>()
      for (const link of linksOf(parent, 'alternate')) {
        const kind = `${link.attributes.get('type') ?? ''} ${link.attributes.get('hreflang') ?? ''}`
        if (seen.has(kind))
          yield {
            at: link.start,
            message: 'There is another alternate link of the same type and language',
            got: link.attributes.get('href') ?? '',
            expected: 'one',
          }
        seen.add(kind)
      }
    }
  },
}
