import { idsOf } from '../ids.ts'
import type { LintRule } from '../rule.ts'
import { isTagUri } from '../value-forms.ts'

export const tagUriInvalid: LintRule = {
  code: 'tag-uri-invalid',
  severity: 'error',
  tolerated: true,
  paragraph: 'RFC 4151 section 2.1; W3C validator, InvalidTAG',
  summary: 'A tag: URI has an authority, a date, and a specific part.',
  fix: 'Write tag:example.org,2024:levels: a host name that you owned on that date, a comma, a year (or year and month and day), a colon.',
  appliesTo: ['rss', 'atom', 'json'],
  *check(document) {
    for (const { got, at } of idsOf(document))
      if (/^tag:/i.test(got) && !isTagUri(got))
        yield {
          at,
          message: 'The id is not a well-formed tag: URI',
          got,
          expected: 'tag:example.org,2024:something',
        }
  },
}
