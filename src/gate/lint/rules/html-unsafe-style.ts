import { eachAttribute } from '../html-scan.ts'
import { remarksOnTags } from '../html-texts.ts'
import type { LintRule } from '../rule.ts'

const DANGEROUS =
  /position\s*:|expression\s*\(|javascript:|behaviou?r\s*:|-moz-binding|@import|url\s*\(|z-index\s*:|(?<![.\d])\d{4,}(?:em|ex|px|pt|%|vw|vh)|(?:^|[;\s])(?:mso-|tab-stops)/i

export const htmlUnsafeStyle: LintRule = {
  code: 'html-unsafe-style',
  severity: 'warning',
  paragraph: 'W3C validator, DangerousStyleAttr',
  summary: 'Inline styles neither run code nor move the text over other content.',
  fix: 'Remove the style attribute. Feed readers have their own style.',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  check: ({ htmlTexts }) => remarksOnTags(htmlTexts, dangerousStyle),
}

const dangerousStyle = eachAttribute((tag, name, got) =>
  name === 'style' && (DANGEROUS.test(got) || (got.trim() !== '' && !got.includes(':')))
    ? { message: `The style of <${tag.name}> is dangerous`, got, expected: 'no style attribute' }
    : undefined,
)
