import type { LintRule } from '../rule.ts'

const SHOWN = 120

export const outputAfterFeed: LintRule = {
  code: 'output-after-feed',
  severity: 'error',
  paragraph: 'XML 1.0 section 2.1; RFC 8259 section 2',
  summary:
    'Nothing follows the feed, such as a warning of the program that writes it, or a script of the host.',
  fix: 'Make the program that writes the feed end with it: correct what its message says, write messages to a log (in PHP, display_errors = Off), and have the host add nothing to feeds.',
  appliesTo: 'any',
  *check({ outputAfterAt, text }) {
    if (outputAfterAt === undefined) return
    const got = text.slice(outputAfterAt).replace(/\s+/g, ' ').trim()
    yield {
      at: outputAfterAt,
      message: 'Something was written after the feed, and strict readers refuse the whole feed',
      got: got.length > SHOWN ? `${got.slice(0, SHOWN)}…` : got,
      expected: 'the end of the document',
    }
  },
}
