import { wrongAttribute } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'

export const mediaExpressionInvalid: LintRule = {
  code: 'media-expression-invalid',
  severity: 'error',
  paragraph: 'Media RSS 1.5.1, media:content: expression and isDefault',
  summary: 'expression is sample, full or nonstop, and isDefault is true or false.',
  fix: 'Write one of these words.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    yield* wrongAttribute(
      document,
      document.named('media:content'),
      'expression',
      (value) => /^(?:sample|full|nonstop)$/.test(value),
      'sample, full or nonstop',
    )
    yield* wrongAttribute(
      document,
      document.named('media:content'),
      'isDefault',
      (value) => /^(?:true|false)$/.test(value),
      'true or false',
    )
  },
}
