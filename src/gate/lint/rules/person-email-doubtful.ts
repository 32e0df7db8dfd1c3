import type { LintRule } from '../rule.ts'

export const personEmailDoubtful: LintRule = {
  code: 'person-email-doubtful',
  severity: 'warning',
  paragraph: 'RFC 4287 sections 3.2.1 and 3.2.3; W3C validator, ContainsEmail and UnknownHost',
  summary: 'A person’s address stands in email alone, and its host has a domain.',
  fix: 'Write the name alone in <name>, and the whole address in <email>, or leave the address out.',
  appliesTo: ['atom'],
  *check(document) {
    for (const { text, start } of document.named('atom:name'))
      if (/[^\s@<>]@[^\s@<>]+\.[a-z]/i.test(text))
        yield {
          at: start,
          message: 'The name holds an e-mail address',
          got: text,
          expected: 'the name alone',
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
