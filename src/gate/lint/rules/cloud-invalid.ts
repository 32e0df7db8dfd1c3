import type { LintRule } from '../rule.ts'
import { wrongValues } from '../value-facts.ts'

export const cloudInvalid: LintRule = {
  code: 'cloud-invalid',
  severity: 'error',
  paragraph: 'RSS 2.0, channel: cloud',
  summary: 'The port of a cloud is a number from 1 to 65535.',
  fix: 'Write the port in digits, or remove the element and use WebSub.',
  appliesTo: ['rss'],
  *check(document) {
    yield* wrongValues(document, [
      {
        places: ['cloud@port'],
        isRight: (value) => /^[1-9]\d{0,4}$/.test(value.trim()) && Number(value) <= 65_535,
        expected: '1 to 65535',
      },
    ])
  },
}
