import { eachAttribute } from '../html-scan.ts'
import { remarksOnTags } from '../html-texts.ts'
import type { LintRule } from '../rule.ts'

const URL_ATTRIBUTES = new Set([
  'href',
  'src',
  'action',
  'formaction',
  'data',
  'poster',
  'background',
  'xlink:href',
])
const UNSAFE = /^(?:javascript|vbscript|data(?!:image\/(?:png|jpe?g|gif|webp|avif))):/i
/** Pictures run no scripts, not even SVG (HTML standard, 4.8.3); but SVG opened as a document does. */
const PICTURE = /^data:image\//i
const PICTURES = new Set(['img src', 'video poster', 'table background', 'td background', 'body background'])

export const htmlUnsafeUrl: LintRule = {
  code: 'html-unsafe-url',
  severity: 'warning',
  paragraph: 'RFC 4287 section 8.1; W3C validator, SecurityRisk',
  summary: 'No URL in HTML runs code.',
  fix: 'Remove links that start with javascript: or vbscript:, and data: other than pictures.',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  check: ({ htmlTexts }) => remarksOnTags(htmlTexts, unsafeUrl),
}

const unsafeUrl = eachAttribute((tag, name, value) =>
  URL_ATTRIBUTES.has(name) && isUnsafe(`${tag.name} ${name}`, value.replace(/[\p{Cc}\s]/gu, ''))
    ? { message: `${name} of <${tag.name}> runs code`, got: value, expected: 'http or https' }
    : undefined,
)

function isUnsafe(place: string, url: string): boolean {
  return UNSAFE.test(url) && !(PICTURES.has(place) && PICTURE.test(url))
}
