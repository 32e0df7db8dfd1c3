import type { LintRule } from '../rule.ts'

const SHOWN = 120

export const outputBeforeFeed: LintRule = {
  code: 'output-before-feed',
  severity: 'error',
  paragraph: 'XML 1.0 section 2.1; RFC 8259 section 2',
  summary: 'Nothing precedes the feed, such as a warning of the program that writes it.',
  fix: 'Make the program that writes the feed print nothing else: correct what its message says, and write messages to a log (in PHP, display_errors = Off).',
  appliesTo: 'any',
  *check({ output, text }) {
    if (output === undefined) return
    const written = text.slice(output.at, output.end).replace(/<[^<>]*>/g, '')
    const got = written
      .replace(/\p{Default_Ignorable_Code_Point}/gu, named)
      .replace(/\s+/g, ' ')
      .trim()
    yield {
      at: output.at,
      message: 'A program wrote something before the feed, so that readers cannot read it',
      got: got.length > SHOWN ? `${got.slice(0, SHOWN)}…` : got,
      expected: text.startsWith('<?xml', output.end) ? '<?xml as the first characters' : 'the feed alone',
    }
  },
}

const named = (character: string): string =>
  `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`
