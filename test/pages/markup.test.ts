import fc from 'fast-check'
import { parseFragment } from 'parse5'
import { describe, expect, it } from 'vitest'
import { legalText } from '../../src/article/text.ts'
import { attribute, lines, markup } from '../../src/pages/markup.ts'
import { hostileText } from './hostile.ts'
import { textOf } from './tree.ts'

describe('markup', () => {
  it.each([
    ['<b>', '&lt;b&gt;'],
    ['"\'', '&quot;&#39;'],
    ['&amp;', '&amp;amp;'],
    ['a\u0000b\ud800', 'ab'],
  ])('takes %j as text', (text, source) => {
    expect(markup`${text}`.source).toBe(source)
  })

  it('keeps markup, numbers and lists, and leaves out what is undefined', () => {
    const list = [markup`<b>`, markup`</b>`]
    expect(markup`<p>${list}${1}${undefined}${markup`<i>`}</p>`.source).toBe('<p><b>\n</b>1<i></p>')
    expect(lines(markup`a`, undefined, markup``, markup`b`).source).toBe('a\nb')
    expect(attribute('lang', undefined).source).toBe('')
    expect(attribute('lang', '"en"').source).toBe(' lang="&quot;en&quot;"')
  })

  it('takes no one’s word for it that something is markup', () => {
    const forged = JSON.parse('{"source":"<script>"}')
    expect(() => markup`${forged}`.source).toThrow()
  })

  it('gives every text back whole, between tags and in attributes', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const { childNodes } = parseFragment(markup`<p title="${text}">${text}</p>`.source)
        const [paragraph] = childNodes
        expect(childNodes).toHaveLength(1)
        expect(paragraph).toMatchObject({
          tagName: 'p',
          attrs: [{ name: 'title', value: legalText(text) }],
        })
        expect(paragraph && textOf(paragraph)).toBe(legalText(text))
      }),
      { seed: 20, numRuns: 500 },
    )
  })
})
