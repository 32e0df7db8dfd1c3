import type { LintRule } from '../rule.ts'

export const personEmailDoubtful: LintRule = {
  code: 'person-email-doubtful',
  severity: 'warning',
  paragraph: 'RFC 4287 sections 3.2.1 and 3.2.3; W3C validator, ContainsEmail and UnknownHost',
  summary: 'The address of a person is only in email, and its host has a domain.',
  fix: 'Write only the name in <name>, and the complete address in <email>, or omit the address.',
  appliesTo: ['atom'],
  *check(document) {
    for (const { text, start } of document.named('atom:name'))
      if (/[^\s@<>]@[^\s@<>]+\.[a-z]/i.test(text))
        yield {
          at: start,
          message: 'The name holds an email address',
          got: text,
          expected: 'only the name',
        }
    for (const { text, start } of document.named('atom:email'))
      if (/^\s*[^\s@]+@[^\s@.]+\s*$/.test(text))
        yield {
          at: start,
          message: 'The host of the address has no domain',
          got: text,
          expected: 'a host such as example.org',
        }
  },
}
