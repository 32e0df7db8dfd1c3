import { eachAttribute } from '../html-scan.ts'
import { remarksOnTags } from '../html-texts.ts'
import type { LintRule } from '../rule.ts'

export const htmlEventHandler: LintRule = {
  code: 'html-event-handler',
  severity: 'warning',
  paragraph: 'RFC 4287 section 8.1; W3C validator, SecurityRiskAttr',
  summary: 'HTML has no event handler attributes.',
  fix: 'Remove onclick, onload and similar attributes. Your scripts do not run in feed readers.',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  check: ({ htmlTexts }) => remarksOnTags(htmlTexts, eventHandler),
}

const eventHandler = eachAttribute((tag, name) =>
  /^on[a-z]/.test(name)
    ? {
        message: `<${tag.name}> has an event handler`,
        got: name,
        expected: 'no attribute that starts with on',
      }
    : undefined,
)
