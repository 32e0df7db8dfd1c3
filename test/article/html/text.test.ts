import { describe, expect, it } from 'vitest'
import { sanitizeHtml } from '../../../src/article/html/sanitize.ts'
import { plainTextOf, proseOf } from '../../../src/article/html/text.ts'

const blocks = (html: string) =>
  sanitizeHtml(html, { url: 'https://example.org/world/a/', media: () => undefined }).blocks

describe('the text of an element on one line', () => {
  it.each([
    [
      'what is struck out',
      '<p>The <s>guilty</s> <del>man</del><ins>accused</ins> mayor.</p>',
      'The accused mayor.',
    ],
    ['by style', '<p><span style="text-decoration:line-through">He lied.</span> He left.</p>', 'He left.'],
    [
      'marks of notes',
      '<p>Per cent.<sup>2</sup> He<sup>[3]</sup> left<sup>*</sup>, she<sup><a href="#n1">4</a></sup> stayed<a href="#n2"><sup>5</sup></a>.</p>',
      'Per cent. He left, she stayed.',
    ],
    [
      'exponents stay',
      '<p>10<sup>6</sup> m<sup>2</sup>, 5 km<sup>2</sup>, E = mc<sup>2</sup>, x<sup>n+1</sup>, 10<sup>-3</sup>, 2<sup>k</sup></p>',
      '10⁶ m², 5 km², E = mc², xⁿ⁺¹, 10⁻³, 2^k',
    ],
    ['ordinals stay', '<p>The 1<sup>st</sup>, 2<sup>e</sup>, M<sup>me</sup> X</p>', 'The 1st, 2e, Mme X'],
    ['what stands lower', '<p>CO<sub>2</sub>, x<sub>i</sub></p>', 'CO₂, xi'],
    ['readings over signs', '<p><ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>へ</p>', '東京へ'],
    ['line breaks', '<p>One<br>two</p>', 'One two'],
    ['chances to break', '<p>Super<wbr>market</p>', 'Supermarket'],
    ['quotations', '<p>He said <q>no</q>.</p>', 'He said “no”.'],
    [
      'items of a list',
      '<p>Voted:</p><ul><li>yes</li><li><p>no.</p></li><li>none</li></ul>',
      'Voted: yes; no. none',
    ],
    ['cells', '<table><tr><th>Name<th>Votes<tr><td>Ann<td>12</table>', 'Name, Votes; Ann, 12'],
    ['paragraphs', '<blockquote><p>a</p><p>b</p></blockquote>', 'a b'],
  ])('%s', (_name, html, said) => expect(plainTextOf(blocks(html))).toBe(said))

  it('of prose has no headings, tables or code', () =>
    expect(proseOf(blocks('<h2>a</h2><p>b</p><pre>c</pre><blockquote><p>d</p></blockquote>'), 9)).toEqual([
      'b',
      'd',
    ]))
})
