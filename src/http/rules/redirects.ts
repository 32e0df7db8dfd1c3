import type { AnswerRule } from '../rule.ts'

export const redirectInsecure: AnswerRule = {
  code: 'redirect-insecure',
  severity: 'warning',
  paragraph: 'RFC 9110 section 17.1',
  summary: 'No redirect leads from https to http.',
  fix: 'Redirect to the https address. With http, anyone on the network path can change the feed.',
  *check({ redirects }) {
    for (const { from, to, isDowngrade } of redirects)
      if (isDowngrade)
        yield { message: `${from} leads from https to http`, got: to, expected: 'only https addresses' }
  },
}
