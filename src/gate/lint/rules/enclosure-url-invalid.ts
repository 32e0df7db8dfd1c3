import type { LintRule } from '../rule.ts'
import { hasScheme, isWebUrl } from '../value-forms.ts'

export const enclosureUrlInvalid: LintRule = {
  code: 'enclosure-url-invalid',
  severity: 'error',
  paragraph: 'RSS 2.0, item: enclosure (the url must be an http url)',
  summary: 'The url of an enclosure is an absolute http(s) URL.',
  fix: 'Write the complete address, with spaces as %20.',
  appliesTo: ['rss'],
  *check(document) {
    for (const enclosure of document.named('enclosure')) {
      const got = enclosure.attributes.get('url') ?? ''
      if (hasScheme(got) && !isWebUrl(got))
        yield {
          at: document.attributeAt(enclosure, 'url'),
          message: 'The enclosure cannot be fetched from this address',
          got,
          expected: 'an http(s) URL',
        }
    }
  },
}
