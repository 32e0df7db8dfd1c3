import { idsOf } from '../ids.ts'
import type { LintRule } from '../rule.ts'

export const uuidInvalid: LintRule = {
  code: 'uuid-invalid',
  severity: 'error',
  tolerated: true,
  paragraph: 'RFC 9562 section 4; W3C validator, InvalidUUID',
  summary: 'A urn:uuid: contains a valid UUID.',
  fix: 'Write 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12.',
  appliesTo: ['rss', 'atom', 'json'],
  *check(document) {
    for (const { got, at } of idsOf(document))
      if (/^urn:uuid:/i.test(got) && !/^urn:uuid:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(got))
        yield {
          at,
          message: 'The id is not a UUID',
          got,
          expected: 'urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a',
        }
  },
}
