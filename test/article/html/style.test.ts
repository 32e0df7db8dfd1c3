import { describe, expect, it } from 'vitest'
import { sanitizeHtml } from '../../../src/article/html/sanitize.ts'

const clean = (html: string) =>
  sanitizeHtml(html, { url: 'https://example.org/world/a/', media: () => undefined }).html

describe('meaning expressed by style', () => {
  it.each([
    ['<p><span style="text-decoration:line-through">old</span> new</p>', '<p><s>old</s> new</p>'],
    ['<p><span style="text-decoration-line: underline line-through">old</span></p>', '<p><s>old</s></p>'],
    ['<p style="text-decoration:line-through red">old</p>', '<p><s>old</s></p>'],
    [
      '<div style="text-decoration:line-through"><p>a</p><ul><li>b</li></ul></div>',
      '<p><s>a</s></p><ul><li><s>b</s></li></ul>',
    ],
    ['<s><ul><li>a<li><p>b</p></ul></s>', '<ul><li><s>a</s></li><li><p><s>b</s></p></li></ul>'],
    ['<del><table><tr><td>a</table></del>', '<table><tbody><tr><td><del>a</del></td></tr></tbody></table>'],
    ['<s style="text-decoration:line-through">a</s>', '<p><s>a</s></p>'],
    ['10<span style="vertical-align:super">6</span>', '<p>10<sup>6</sup></p>'],
    ['H<span style="VERTICAL-ALIGN: sub">2</span>O', '<p>H<sub>2</sub>O</p>'],
    ['<span style="font-weight:600">a</span>', '<p><b>a</b></p>'],
    ['<span style="font-weight:bold;font-style:italic">a</span>', '<p><b><em>a</em></b></p>'],
    ['<span style="font-weight:500">a</span>', '<p>a</p>'],
    [
      '<b style="font-weight:normal"><p>a</p><p>b <strong>c</strong></p></b>',
      '<p>a</p><p>b <strong>c</strong></p>',
    ],
    ['<strong style="font-weight:400">a</strong><i style="font-style:normal">b</i>', '<p>ab</p>'],
    ['<h2 style="font-weight:700">a</h2>', '<h2>a</h2>'],
    ['<p><span style="text-decoration:line-through"> </span>a</p>', '<p> a</p>'],
  ])('%s', (source, expected) => {
    expect(clean(source)).toBe(expected)
    expect(clean(expected)).toBe(expected)
  })

  it.each([
    ['<ol type=a><li>x</ol>', 'type="a"'],
    ['<ol type=I start=4><li>x</ol>', 'start="4"'],
    ['<ol type=I start=4><li>x</ol>', 'type="I"'],
    ['<ol style="list-style-type:lower-alpha"><li>x</ol>', 'type="a"'],
    ['<ol style="list-style: upper-roman inside"><li>x</ol>', 'type="I"'],
    ['<ol><li style="list-style-type:upper-latin">x</ol>', 'type="A"'],
  ])('a list keeps its letters: %s', (source, expected) => expect(clean(source)).toContain(expected))

  it('a list of numbers needs no type', () => {
    expect(clean('<ol type=1 style="list-style-type:decimal"><li>x</ol>')).toBe('<ol><li>x</li></ol>')
    expect(clean('<ol type="a onclick"><li>x</ol>')).toBe('<ol><li>x</li></ol>')
  })
})

describe('direction and language', () => {
  it.each(['div', 'section', 'article', 'main', 'center', 'font', 'form', 'x-wrap', 'b'])(
    'of a %s are inherited by the blocks in it',
    (name) => {
      const html = clean(`<${name} dir=rtl lang=ar><p>a</p><ul><li>b</ul><p dir=ltr>c</p></${name}>`)
      if (name === 'b') expect(html).toContain('<b dir="rtl" lang="ar">a</b>')
      else
        expect(html).toBe(
          '<p dir="rtl" lang="ar">a</p><ul dir="rtl" lang="ar"><li>b</li></ul><p dir="ltr" lang="ar">c</p>',
        )
    },
  )

  it.each(['span', 'font', 'nobr', 'x-word', 'label'])(
    'of a %s within a sentence are kept on a span',
    (name) =>
      expect(clean(`<p>a <${name} dir=RTL lang=he class=x>b <i>c</i></${name}> d</p>`)).toBe(
        '<p>a <span dir="rtl" lang="he">b <i>c</i></span> d</p>',
      ),
  )

  it.each([
    ['<div dir=rtl>a<p>b</p></div>', '<p dir="rtl">a</p><p dir="rtl">b</p>'],
    ['<div dir=rtl><div dir=ltr><p>a</p></div></div>', '<p dir="ltr">a</p>'],
    ['<span dir=rtl> </span>a', '<p>a</p>'],
    ['<span class=x>a</span>', '<p>a</p>'],
    ['<span dir=up lang=!>a</span>', '<p>a</p>'],
    ['<a name=x dir=rtl>a</a>', '<p><span dir="rtl">a</span></p>'],
    ['<h2><div dir=rtl>a</div></h2>', '<h2><span dir="rtl">a</span></h2>'],
  ])('%s', (source, expected) => {
    expect(clean(source)).toBe(expected)
    expect(clean(expected)).toBe(expected)
  })
})
