import { describe, expect, it } from 'vitest'
import { renderBody } from '../../src/article/body.ts'
import { article, media, PICTURE, SITE } from './desk.ts'

const render = (body: string, key?: string) =>
  renderBody(article(`---\ntitle: T\n---\n${body}`, key), { site: SITE, media })

describe('renderBody', () => {
  it.each([
    ['CommonMark', 'A *b* **c** `d`\n\n> e', '<p>A <em>b</em> <strong>c</strong> <code>d</code></p>'],
    ['strikethrough', '~~a~~', '<p><s>a</s></p>'],
    ['HTML in the text', 'a <span onclick=x>b</span>\n\n<script>x</script>', '<p>a b</p>'],
    ['no typography', '"a" -- (c) http://b.example', '<p>&quot;a&quot; -- (c) http://b.example</p>'],
    ['a link no browser may follow', '[a](javascript:x)', '<p>a</p>'],
    ['a link from the root', '[a](/b)', '<p><a href="https://example.org/b">a</a></p>'],
    ['a table', '|a|b|\n|-|-|\n|1|2|', '<table>'],
  ])('%s', (_name, body, html) => expect(render(body).contentHtml.startsWith(html)).toBe(true))

  it('keeps paragraphs unchanged', () => {
    const text = '*No* Markdown & <b>no</b> HTML.\n\n# Nor here.'
    const page = { ...article('---\ntitle: T\n---\n'), body: { kind: 'paragraphs' as const, text } }
    expect(renderBody(page, { site: SITE, media }).contentHtml).toBe(
      '<p>*No* Markdown &amp; &lt;b&gt;no&lt;/b&gt; HTML.</p><p># Nor here.</p>',
    )
  })

  it('finds local pictures, with their size', () => {
    for (const ref of [
      'pic.jpg',
      './pic.jpg?x',
      '/world/pic.jpg',
      '../world/pic.jpg',
      'https://example.org/world/pic.jpg',
    ]) {
      const { contentHtml, firstImage, findings } = render(`![A runway](${ref} "T")`)
      expect(contentHtml).toBe(
        '<p><img src="https://example.org/world/pic.jpg" alt="A runway" title="T" width="800" height="600"></p>',
      )
      expect(firstImage).toEqual({ ...PICTURE, alt: 'A runway' })
      expect(findings).toEqual([])
    }
  })

  it('reports missing pictures, and makes no requests', () => {
    const asked: string[] = []
    const spy = (path: string) => {
      asked.push(path)
      return undefined
    }
    const body = '![a](no.jpg) ![b](../../../etc/passwd) ![c](/assets/c.jpg) ![d](https://d.example/d.jpg)'
    const { contentHtml, findings } = renderBody(article(`---\ntitle: T\n---\n${body}`), {
      site: SITE,
      media: spy,
    })
    expect(contentHtml).toContain('src="https://example.org/world/a/no.jpg"')
    expect(findings).toMatchObject([{ code: 'media-missing', got: 'no.jpg', file: 'world/a.md' }])
    expect(asked.filter((path) => path.includes('..') || path.startsWith('/'))).toEqual([])
  })

  it('reports the line of each missing picture', () => {
    const body = 'One\n\n![a](no.jpg)\n\nTwo ![b](no.jpg) and <img src="n%20o&amp;p.jpg">'
    const { findings } = render(body)
    expect(findings.map(({ got, line, column }) => [got, line, column])).toEqual([
      ['no.jpg', 6, 6],
      ['no.jpg', 8, 10],
      ['n%20o&p.jpg', 8, 32],
    ])
    const headed = renderBody(article('# Headline\n\n![a](no.jpg)'), { site: SITE, media })
    expect(headed.findings).toMatchObject([{ line: 3 }])
  })

  it('reports twenty findings of a kind, and the number of the others', () => {
    const { findings } = render('![a](no.jpg)\n\n'.repeat(30))
    expect(findings).toHaveLength(21)
    expect(findings.at(-1)?.message).toContain('10 more')
  })

  it('uses the first usable picture', () => {
    const { firstImage } = render(
      '<img src=https://a.example/i.png width=16 height=16>\n\n![](https://a.example/x)\n\n![b](https://a.example/b.webp)',
    )
    expect(firstImage).toEqual({ url: 'https://a.example/b.webp', type: 'image/webp', alt: 'b' })
    expect(render('No picture').firstImage).toBeUndefined()
  })

  it('ends the excerpt at the end of a block', () => {
    const block = `${'word '.repeat(50)}end.`
    const { excerptHtml, contentHtml } = render([block, block, '## Then', block].join('\n\n'))
    expect(excerptHtml.match(/<p>/g)).toHaveLength(2)
    expect(excerptHtml).not.toContain('<h2>')
    expect(contentHtml.startsWith(excerptHtml)).toBe(true)
  })

  it('makes a plain-text summary without headings and tables', () => {
    const { summary } = render('## Head\n\nOne *two* & <three>.\n\n|a|\n|-|\n|b|\n\nFour.')
    expect(summary).toBe('One two & . Four.')
    expect(
      render('<figure><img src="pic.jpg"><figcaption>Sea</figcaption></figure>\n\n![](pic.jpg)').summary,
    ).toBe('Sea')
    const long = render('A sentence of some length. '.repeat(40)).summary
    expect(long.length).toBeLessThanOrEqual(300)
    expect(long.endsWith('length.')).toBe(true)
  })

  it('reports HTML that is nested too deeply', () => {
    const { contentHtml, findings } = render(`${'<div>'.repeat(1000)}text`)
    expect(contentHtml).toBe('<p>text</p>')
    expect(findings.map(({ code }) => code)).toEqual(['html-too-complex'])
  })

  it('publishes only the summary of a text that is too long for any feed', () => {
    const { contentHtml, summary, findings } = render('A sentence of some length. '.repeat(20_000))
    expect(contentHtml).toBe('')
    expect(summary.endsWith('length.')).toBe(true)
    expect(findings.map(({ code }) => code)).toEqual(['body-too-long'])
  })
})
