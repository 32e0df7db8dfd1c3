import { eachAttribute } from '../html-scan.ts'
import { remarksOnTags } from '../html-texts.ts'
import type { LintRule } from '../rule.ts'

/** Maximum number of characters of one URL; an icon has a few thousand. */
const LONGEST = 100_000

export const htmlDataLarge: LintRule = {
  code: 'html-data-large',
  severity: 'warning',
  paragraph: 'RFC 2397 section 1 (small data); practice of readers',
  summary: 'Pictures inside the HTML are small; larger ones are files.',
  fix: 'Save the picture as a file, and write its address into src.',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  check: ({ htmlTexts }) => remarksOnTags(htmlTexts, largeData),
}

const largeData = eachAttribute((tag, name, value) =>
  value.length > LONGEST && /^\s*data:/i.test(value)
    ? {
        message: `${name} of <${tag.name}> is a complete file, which is transferred again with every poll`,
        got: `${value.slice(0, 30)}… (${Math.round(value.length / 1024)} KiB)`,
        expected: 'the address of a file',
      }
    : undefined,
)
