import { idsOf } from '../ids.ts'
import type { LintRule } from '../rule.ts'

const TAG =
  /^tag:(?:[\w.+-]+@)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*,\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?:(?:[\w.~!$&'()*+,;=:@/?-]|[^\x00-\x7f]|%[\da-f]{2})*(?:#\S*)?$/i

export const tagUriInvalid: LintRule = {
  code: 'tag-uri-invalid',
  severity: 'error',
  tolerated: true,
  paragraph: 'RFC 4151 section 2.1; W3C validator, InvalidTAG',
  summary: 'A tag: URI has an authority, a date, and a specific part.',
  fix: 'Write tag:example.org,2024:levels: a host name you held on that date, a comma, a year (or year and month and day), a colon.',
  appliesTo: ['rss', 'atom', 'json'],
  *check(document) {
    for (const { got, at } of idsOf(document))
      if (/^tag:/i.test(got) && !TAG.test(got))
        yield {
          at,
          message: 'The id is no well-formed tag: URI',
          got,
          expected: 'tag:example.org,2024:something',
        }
  },
}
