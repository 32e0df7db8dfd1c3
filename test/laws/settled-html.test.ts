import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sanitizeHtml } from '../../src/article/html/sanitize.ts'
import { isSettled } from '../../src/article/html/settled.ts'
import type { CleanElement } from '../../src/article/html/tree.ts'
import { markdownToHtml } from '../../src/article/markdown/markdown-to-html.ts'

const PICTURE = { url: 'https://example.org/media/a.png', type: 'image/png', width: 20, height: 20 }
const PLACE = {
  url: 'https://example.org/world/a/',
  media: (ref: string) => (/a\.png$/.test(ref) ? PICTURE : undefined),
}
const clean = (html: string) => sanitizeHtml(html, PLACE)

/** A text that holds a player is always read again as a whole. */
const PLAYER = '<p><iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe></p>'
const PLAYED = clean(PLAYER)

const words = fc.constantFrom(
  ...[
    'words',
    'Wörter',
    '文字',
    'かな',
    '😀',
    ':tada:',
    'a&b',
    '&nbsp;',
    '&lt;b&gt;',
    'x < y',
    '"said"',
    '1.',
  ],
  ...[
    '\u00a0',
    '\u2028',
    '\t',
    '  ',
    '\n',
    '  \n',
    '\\\n',
    ' \n',
    '*',
    '**',
    '_',
    '~~',
    '`',
    '``',
    '[',
    ']',
    '![',
  ],
  ...['[x](/a/b?c=1&d=2)', '[x](https://example.com "a  title")', '[ ](/a)', '[x](#part)', '[x](<a b>)'],
  ...[
    '[x](javascript:alert(1))',
    '[x](www.example.com)',
    '[x](mailto:a@example.com)',
    '[x](http://localhost/)',
  ],
  ...[
    '![alt](a.png)',
    '![](b.png)',
    '![*x*](data:,x "t")',
    '[![x](a.png)](/y)',
    '[x][r]',
    '[^1]',
    '<https://a.example>',
  ],
)
const marks = fc.constantFrom(
  ...[
    '<b>',
    '</b>',
    '<br>',
    '<p>',
    '</div>',
    '<span dir="rtl">',
    '<!-- x -->',
    '<a href="/z#y">',
    '</a>',
    '<pre>\n',
  ],
)
const inline = (withHtml: boolean) =>
  fc
    .array(withHtml ? fc.oneof({ weight: 5, arbitrary: words }, marks) : words, {
      minLength: 1,
      maxLength: 7,
    })
    .map((parts) => parts.join(' '))
const oneLine = (text: string) => text.replaceAll('\n', ' ')
const block = (withHtml: boolean) =>
  fc.tuple(fc.nat({ max: 12 }), inline(withHtml), inline(withHtml)).map(([kind, one, two]) => {
    const line = oneLine(one)
    switch (kind) {
      case 0:
        return `## ${line}`
      case 1:
        return `${line}\n---`
      case 2:
        return `- ${one}\n- ${line}\n  - ${oneLine(two)}\n\n  ${line}`
      case 3:
        return `3. ${line}\n4. ${oneLine(two)}`
      case 4:
        return `> ${line}\n>\n> ${oneLine(two)}`
      case 5:
        return `\`\`\`js\n\n${one}\n${two}\n\`\`\``
      case 6:
        return `| ${line} | b |\n| :-- | --- |\n| ${oneLine(two)} | d |`
      case 7:
        return `    ${one}\n`
      case 8:
        return `${line}\n: ${two}`
      case 9:
        return `[^1]: ${line}\n\n[r]: /r "t"`
      case 10:
        return '***'
      default:
        return `${one}\n${two}`
    }
  })
const body = (withHtml: boolean) =>
  fc.array(block(withHtml), { maxLength: 5 }).map((blocks) => blocks.join('\n\n'))

const site = { url: 'https://example.org/' }

function check(source: string): readonly CleanElement[] {
  const { html, blocks } = clean(source)
  const whole = clean(html + PLAYER)
  expect(whole.html).toBe(html + PLAYED.html)
  expect(whole.blocks).toEqual([...blocks, ...PLAYED.blocks])
  return blocks
}

it('gives what reading the whole text again gives, of any Markdown', () => {
  let settled = 0
  let all = 0
  fc.assert(
    fc.property(fc.oneof({ weight: 3, arbitrary: body(false) }, body(true)), (text) => {
      const blocks = check(markdownToHtml(text, site, () => {}))
      all += blocks.length
      settled += blocks.filter((one) => isSettled(one, () => true)).length
    }),
    { seed: 31, numRuns: 1500 },
  )
  // Else nothing was compared.
  expect(settled / all).toBeGreaterThan(0.5)
})

const names = fc.constantFrom(
  ...'p h2 ul ol li dl dt dd blockquote pre table thead tbody tr th td a code em span div b br hr sup del figure'.split(
    ' ',
  ),
)
const piece = fc.oneof(
  fc
    .tuple(names, fc.constantFrom('', ' href="/a"', ' dir="rtl"', ' start="3"', ' title=" x "'))
    .map(([n, a]) => `<${n}${a}>`),
  names.map((name) => `</${name}>`),
  fc.constantFrom(' ', '\n', 'text', '文\n字', '&amp;', '&nbsp;', '\n\n'),
)

it('gives what reading the whole text again gives, of any markup', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      check(pieces.join(''))
    }),
    { seed: 32, numRuns: 1500 },
  )
})
