import fc from 'fast-check'
import { parseFragment } from 'parse5'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { sanitizeHtml } from '../../src/article/html/sanitize.ts'
import { dangersIn } from '../fuzz/safe-html.ts'

const PLACE = { url: 'https://example.org/world/a/', media: () => undefined }
const clean = (html: string) => sanitizeHtml(html, PLACE)

const NAMES = (
  'p div span a b i em img table tr td tbody caption ul ol li dl dt dd h2 pre code script style svg math mtext mi mglyph ' +
  'malignmark annotation-xml foreignObject desc title template noscript noembed noframes xmp plaintext textarea select ' +
  'option form button input object marquee iframe picture source video audio figure figcaption details summary ruby rt ' +
  'annotation math mrow mfrac msup mn maction mfenced semantics mtable mtd blockquote br hr font nobr body html head frameset center section article menu listing image isindex keygen base u s'
).split(' ')
const ATTRIBUTES = [
  'href="javascript:alert(1)"',
  'href="&#106;avascript:alert(1)"',
  'href="/x?a=1&b=2"',
  "href='//h.example/y'",
  'src="data:image/gif;base64,AA"',
  'src=pic.jpg',
  'srcset="a.jpg 1x, b.jpg 2x"',
  'data-src="real.jpg"',
  'onerror=alert(1)',
  'style="width:1px"',
  'title="]]>"',
  'title="</p><script>x</script>"',
  'width=1 height=1',
  'class=x id=y',
  'lang=EN-gb dir=RTL',
  'hidden',
  'style="display:none"',
  'style="text-decoration:line-through;font-weight:700"',
  'style="font-weight:normal;vertical-align:super"',
  'class="katex-html"',
  'actiontype="statusline" mathbackground="url(x)"',
  'alttext="<img onerror=x>" display=block',
  'xlink:href="javascript:x"',
  'alt="`"',
  'definitionurl=x',
  'encoding="text/html"',
  'color=red',
]
const TEXTS = [
  ']]>',
  '<![CDATA[x]]>',
  '<!--',
  '-->',
  '--!>',
  '&lt;script&gt;',
  '&#1;',
  '&#xfffe;',
  '\u0000',
  '\ud800',
  'text ',
  '\n',
  '&nbsp;',
  '<',
  '>',
  '"',
  '&amp;amp;',
  '</',
  '<!doctype html>',
  '<?php ?>',
  '<br/>',
]

const piece = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.constantFrom(...NAMES), fc.subarray(ATTRIBUTES, { maxLength: 3 }))
      .map(([name, attributes]) => `<${[name, ...attributes].join(' ')}>`),
  },
  { weight: 3, arbitrary: fc.constantFrom(...NAMES).map((name) => `</${name}>`) },
  { weight: 3, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
)
const hostile = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''))

describe('for any HTML, what the sanitizer lets out', () => {
  it('is a fixed point, clean, and absolute', () => {
    fc.assert(
      fc.property(hostile, (source) => {
        const { html } = clean(source)
        expect(clean(html).html).toBe(html)
        expect(html).not.toContain(']]>')
        expect(dangersIn(html)).toEqual([])
        expect(html).toMatch(/^[\t\n\u0020-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\u{10000}-\u{10ffff}]*$/u)
        expect(html).not.toMatch(
          /<(?:script|style|svg|annotation|form|object|embed|template|input|textarea|xmp|plaintext)\b/i,
        )
        for (const [, name = '', value = ''] of html.matchAll(/ ([a-z-]+)="([^"]*)"/g)) {
          expect(name).not.toMatch(/^(?:on|data-|style$|class$|id$)/)
          if (['href', 'src', 'cite', 'poster'].includes(name)) expect(value).toMatch(/^https?:\/\//)
          if (name === 'srcset') for (const part of value.split(', ')) expect(part).toMatch(/^https?:\/\//)
        }
      }),
      { seed: 11, numRuns: 1000 },
    )
  })

  it('is the same tree to a browser as here, whatever it stands in', () => {
    fc.assert(
      fc.property(hostile, (source) => {
        const { html } = clean(source)
        const tree = (node: unknown) =>
          JSON.stringify(node, (key, value) => (key === 'parentNode' ? undefined : value))
        const alone = parseFragment(html)
        const again = parseFragment(`<div>${html}</div>`).childNodes[0]
        if (again === undefined || !('childNodes' in again)) throw new Error('no element')
        expect(tree(again.childNodes)).toBe(tree(alone.childNodes))
      }),
      { seed: 12, numRuns: 500 },
    )
  })

  it('is well-formed as XML once its void elements are closed', () => {
    fc.assert(
      fc.property(hostile, (source) => {
        const xml = clean(source).html.replace(/<(br|hr|img|source|wbr)((?: [a-z-]+="[^"]*")*)>/g, '<$1$2/>')
        const parser = new SaxesParser()
        parser.on('error', (error) => {
          throw error
        })
        parser.write(`<r>${xml}</r>`).close()
      }),
      { seed: 13, numRuns: 500 },
    )
  })
})
