import { eachAttribute } from '../html-scan.ts'
import { remarksOnTags } from '../html-texts.ts'
import type { LintRule } from '../rule.ts'
import { hasScheme } from '../value-forms.ts'

const URL_ATTRIBUTES = new Set([
  'href',
  'src',
  'poster',
  'cite',
  'action',
  'formaction',
  'background',
  'longdesc',
])

/** The URLs of a srcset: at its beginning, and after a comma and white space. */
function candidates(srcset: string): string[] {
  return srcset.split(/,\s+|,(?=https?:)/).flatMap((candidate) => candidate.trim().split(/\s/)[0] || [])
}

export const htmlRelativeUrl: LintRule = {
  code: 'html-relative-url',
  severity: 'warning',
  paragraph: 'RSS profile, relative URLs; W3C validator, ContainsRelRef',
  summary: 'Every URL in HTML is absolute, or is inside an xml:base.',
  fix: 'Resolve links and images against the address of the article before you write the feed.',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  check: ({ htmlTexts }) =>
    remarksOnTags(
      htmlTexts.filter(({ hasBase }) => !hasBase),
      relativeUrl,
    ),
}

const relativeUrl = eachAttribute((tag, name, value) => {
  const got =
    URL_ATTRIBUTES.has(name) && !hasScheme(value)
      ? value
      : name === 'srcset'
        ? candidates(value).find((url) => !hasScheme(url))
        : undefined
  if (got === undefined) return undefined
  return { message: `${name} of <${tag.name}> is relative`, got, expected: 'an absolute URL' }
})
