import type { LintRule } from '../rule.ts'
import { wrongValues } from '../value-facts.ts'
import { hasScheme } from '../value-forms.ts'

export const extensionUrlRelative: LintRule = {
  code: 'extension-url-relative',
  severity: 'warning',
  paragraph: 'RSS profile, relative URLs; W3C validator, ContainsRelRef',
  summary: 'Addresses in module elements are absolute.',
  fix: 'Write the complete address, beginning with https://.',
  appliesTo: ['rss'],
  *check(document) {
    yield* wrongValues(document, [
      {
        places: ['feedburner:feedFlare@href', 'feedburner:feedFlare@src', 'thr:in-reply-to@href'],
        isRight: (value) => value === '' || hasScheme(value),
        expected: 'an absolute URL',
      },
    ])
  },
}
