import { HTML_ELEMENTS } from '../html-elements.ts'
import type { HtmlTag, TagRemark } from '../html-scan.ts'
import { remarksOnTags } from '../html-texts.ts'
import type { LintRule } from '../rule.ts'

const UNSAFE = new Set([
  ...[
    'script',
    'noscript',
    'style',
    'link',
    'meta',
    'base',
    'object',
    'embed',
    'applet',
    'frame',
    'frameset',
  ],
  ...['form', 'input', 'button', 'select', 'textarea', 'plaintext', 'xmp', 'portal', 'dialog'],
])

export const htmlUnsafeElement: LintRule = {
  code: 'html-unsafe-element',
  severity: 'warning',
  paragraph: 'RFC 4287 section 8.1; W3C validator, SecurityRisk',
  summary: 'HTML contains no scripts, plug-ins, style sheets or forms.',
  fix: 'Sanitize the HTML with an allow-list before you write the feed.',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  *check(document) {
    for (const { html, at } of document.htmlTexts)
      if (html.includes('<?') && /<\?import\b/i.test(html))
        yield {
          at,
          message: 'HTML imports a behavior',
          got: '<?import',
          expected: 'no processing instruction',
        }
    yield* remarksOnTags(document.htmlTexts, unsafeElement)
  },
}

function unsafeElement({ name }: HtmlTag): readonly TagRemark[] {
  if (!UNSAFE.has(name) && !isUnknownDrawing(name)) return []
  return [
    {
      message: `HTML contains <${name}>`,
      got: name,
      expected: 'text, pictures, audio, video, tables and links',
    },
  ]
}

/** Whether an element in the namespace of SVG or MathML is unknown there, and so may be anything. */
function isUnknownDrawing(name: string): boolean {
  const [prefix, local] = name.includes(':') ? name.split(':') : []
  return (prefix === 'svg' || prefix === 'mathml') && !HTML_ELEMENTS.has((local ?? '').toLowerCase())
}
