import { describe, expect, it } from 'vitest'
import { renderBody } from '../../../src/article/body.ts'
import { MARKDOWN_EXTENSIONS, type MarkdownExtension } from '../../../src/article/markdown/extensions.ts'
import { article, media, SITE } from '../desk.ts'

function render(body: string, markdown: readonly MarkdownExtension[] = MARKDOWN_EXTENSIONS) {
  return renderBody(article(`---\ntitle: T\n---\n${body}`), { site: { ...SITE, markdown }, media })
}
const html = (body: string, markdown?: readonly MarkdownExtension[]) =>
  render(body, markdown).contentHtml.replaceAll('\n', '')
const remarks = (body: string) =>
  render(body).findings.map(({ code, line, got }) =>
    [code, line, got].filter((part) => part !== undefined).join(' '),
  )

/** What is written, by which extension, and what a reader gets. */
const READ: readonly (readonly [MarkdownExtension, string, string])[] = [
  [
    'footnotes',
    'One^[aside].',
    '<p>One<sup><a href="https://example.org/world/a/#fn1">1</a></sup>.</p><hr><ol><li><p>aside</p></li></ol>',
  ],
  ['attributes', '## Ferries {#ferries}', '<h2>Ferries</h2>'],
  ['attributes', '## Ferries ## {#ferries .wide data-x="a b"}', '<h2>Ferries</h2>'],
  ['attributes', 'Text.\n{: .lead}', '<p>Text.</p>'],
  ['attributes', '*a*{: .x} and [b]{.small}', '<p><em>a</em> and b</p>'],
  ['attributes', 'Text.\n\n{:.box #b}\n\nMore.', '<p>Text.</p><p>More.</p>'],
  ['attributes', 'The set {a, b} and {5}', '<p>The set {a, b} and {5}</p>'],
  ['toc', '[[toc]]\n\nText.', '<p>Text.</p>'],
  ['toc', '[TOC]\n\nText.', '<p>Text.</p>'],
  ['toc', '1. list to fill\n{:toc}\n\nText.', '<p>Text.</p>'],
  ['tasks', '- [ ] one\n- [x] two', '<ul><li>☐ one</li><li>☑ two</li></ul>'],
  [
    'alerts',
    '> [!WARNING]\n> Ice *ahead*.',
    '<blockquote><p><strong>Warning</strong></p><p>Ice <em>ahead</em>.</p></blockquote>',
  ],
  [
    'alerts',
    '> [!tip]+ By train\n> Faster.',
    '<blockquote><p><strong>By train</strong></p><p>Faster.</p></blockquote>',
  ],
  ['definitions', 'Berth\n: Where a ship lies', '<dl><dt>Berth</dt><dd>Where a ship lies</dd></dl>'],
  ['containers', '::: tip\nGo *now*.\n:::', '<p><strong>Tip</strong></p><p>Go <em>now</em>.</p>'],
  [
    'containers',
    ':::note[Mind the *gap*]{#x}\nText.\n:::',
    '<p><strong>Mind the <em>gap</em></strong></p><p>Text.</p>',
  ],
  [
    'containers',
    ':::info Update (14 July): even faster\nText.\n:::',
    '<p><strong>Update (14 July): even faster</strong></p><p>Text.</p>',
  ],
  ['containers', '::: {.callout-tip}\nText.\n:::', '<p>Text.</p>'],
  ['containers', '::: details More\nText.\n:::', '<details><summary>More</summary><p>Text.</p></details>'],
  ['emoji', ':tada: (:ship:)', '<p>🎉 (🚢)</p>'],
  ['emoji', '10:100:30 a:on:b :nosuch:', '<p>10:100:30 a:on:b :nosuch:</p>'],
  ['east-asian-emphasis', '**港が開く。**船が出る', '<p><strong>港が開く。</strong>船が出る</p>'],
  ['formulas', 'So $a*b*c$ and \\(x_1*y_2*z\\).', '<p>So $a*b*c$ and \\(x_1*y_2*z\\).</p>'],
  ['formulas', '$$\nx = 1\n- 2\n$$', '<p>$$x = 1- 2$$</p>'],
  [
    'formulas',
    'From $5 *or* $6 to **$7** or **US$**',
    '<p>From $5 <em>or</em> $6 to <strong>$7</strong> or <strong>US$</strong></p>',
  ],
  ['formulas', '\\[*not* code\\]', '<p>[<em>not</em> code]</p>'],
]

describe('syntax in addition to CommonMark', () => {
  it.each(READ)('%s: %j', (_name, source, expected) => {
    expect(html(source)).toBe(expected)
    expect(remarks(source)).toEqual([])
  })

  it('can be switched by name', () => {
    for (const [name, source, expected] of READ) {
      expect(html(source, [name])).toBe(expected)
      const others = MARKDOWN_EXTENSIONS.filter((other) => other !== name)
      const isText = html(source, []) === expected
      if (!isText) expect(html(source, others), source).not.toBe(expected)
    }
  })

  it('is not changed in code', () => {
    for (const [, source] of READ) {
      if (source.includes('\n')) continue
      const shown = source.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
      expect(html(`\`\`\`\n${source}\n\`\`\``)).toBe(`<pre><code>${shown}</code></pre>`)
    }
  })

  it('numbers footnotes in the order of their first mark', () => {
    const text = 'A[^b] and B[^a], again[^b].\n\n[^a]: Second, see [here](/x).\n[^b]: First.'
    const { contentHtml, summary } = render(text)
    expect(contentHtml.replaceAll('\n', '')).toMatch(
      /A<sup><a [^>]*>1<\/a><\/sup> and B<sup><a [^>]*>2<\/a><\/sup>, again<sup><a [^>]*>1<\/a><\/sup>\.<\/p><hr><ol><li><p>First\.<\/p><\/li><li><p>Second, see <a href="https:\/\/example\.org\/x">here<\/a>\.<\/p><\/li><\/ol>$/,
    )
    expect(summary).toBe('A and B, again.')
  })

  it('removes heading marks from a headline', () =>
    expect(article('---\ndate: 2024-01-01\n---\n# Ferry strike ends :tada: {#ferry .x}\n\nText.').title).toBe(
      'Ferry strike ends 🎉',
    ))

  it.each([
    ['A mark[^x].', 'footnote-unmatched 4'],
    ['Text.\n\n[^x]: No mark.', 'footnote-unmatched 6'],
    ['Text.\n\n::: weather\nRain.\n:::', 'markup-unread 6 ::: weather'],
    ['Text.\n\n!!! note "X"\n    Text', 'markup-unread 6 !!! note "X"'],
    ['See [[Ports|the ports]].', 'markup-unread 4 [[Ports|the ports]]'],
    ['Text.\n\n::youtube{id=x}', 'markup-unread 6 ::youtube{id=x}'],
  ])('reports unsupported syntax: %j', (source, remark) => expect(remarks(source)).toEqual([remark]))

  it.each([
    [
      '<!--more-->The [list](/l) is *new*.',
      '<p>The <a href="https://example.org/l">list</a> is <em>new</em>.</p>',
    ],
    ['<!-- truncate --> *b*', '<p><em>b</em></p>'],
    ['```\n<!--more-->*x*\n```', '<pre><code>&lt;!--more--&gt;*x*</code></pre>'],
  ])('continues after the mark of a fold: %j', (source, expected) => expect(html(source)).toBe(expected))

  it('takes time linear in the length of its input', () => {
    const units = [
      '^[a] ',
      '[^a] ',
      '[^1]: a\n',
      '[[toc]]\n\n',
      '* TOC\n{:toc}\n\nx\n\n',
      '{#a ',
      '{a="',
      '$a ',
      '\\( ',
      ':a',
      ' :tada:',
    ]
    for (const unit of [
      ...units,
      '- [ ] a\n',
      '> [!NOTE]\n> a\n\n',
      '::: note\n',
      '[[a]] ',
      'a\n: b\n',
      '{: .a}\n',
      '# a {#b}\n',
    ])
      expect(typeof html(unit.repeat(20_000 / unit.length)), unit).toBe('string')
    const notes = Array.from({ length: 4000 }, (_, index) => `a[^${index}]\n\n[^${index}]: b\n\n`).join('')
    expect(html(notes).match(/<li>/g)).toHaveLength(4000)
  })
})

describe('targets of links and pictures', () => {
  it.each([
    ['[a](/Port plan 2.pdf)', '<p><a href="https://example.org/Port%20plan%202.pdf">a</a></p>'],
    [
      '![a](/a b.png "At *dawn*")',
      '<p><img src="https://example.org/a%20b.png" alt="a" title="At *dawn*"></p>',
    ],
    [
      '![a](/a.png =100x50) ![b](/b.png =80%x)',
      '<p><img src="https://example.org/a.png" alt="a"> <img src="https://example.org/b.png" alt="b"></p>',
    ],
    ['`[a](b c.png)` and a[1] (see b.pdf)', '<p><code>[a](b c.png)</code> and a[1] (see b.pdf)</p>'],
  ])('%s', (body, expected) => {
    expect(html(body)).toBe(expected)
    expect(remarks(body)).toEqual([])
  })

  it('are searched in linear time', () => {
    const text = `[a](${' '.repeat(300_000)}b.png "`
    expect(html(text)).toContain('[a](')
  })

  it('that cannot be parsed are reported', () =>
    expect(remarks('Text [a](https:// port.example/x) more.')).toEqual([
      'markup-unread 4 [a](https:// port.example/x)',
    ]))
})
