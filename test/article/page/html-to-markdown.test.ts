import { expect, it } from 'vitest'
import { sanitizeHtml } from '../../../src/article/html/sanitize.ts'
import { markdownToHtml } from '../../../src/article/markdown/markdown-to-html.ts'
import { markdownOf } from '../../../src/article/page/html-to-markdown.ts'
import { SITE } from '../desk.ts'

const PLACE = { url: 'https://example.org/a/', media: () => undefined }
const clean = (html: string) => sanitizeHtml(html, PLACE)
/** White space between blocks, and boxes without a meaning, say nothing. */
const read = (html: string) =>
  clean(html)
    .html.replace(/<\/?div>/g, '')
    .replace(/\s*(<\/?(?:p|li|ul|ol|blockquote|h\d)\b[^>]*>)\s*/g, '$1')

it.each([
  ['<p>Plain.</p>', 'Plain.'],
  ['<h2>A</h2><p>b</p>', '## A\n\nb'],
  ['<ul><li>a</li><li>b</li></ul>', '- a\n- b'],
  ['<p>a <strong>b</strong>, <em>c</em></p>', 'a **b**, *c*'],
  ['<p><a href="https://x.example/">x</a></p>', '[x](<https://x.example/>)'],
  ['<blockquote><p>a</p><p>b</p></blockquote>', '> a\n>\n> b'],
])('%s is %s', (html, markdown) => expect(markdownOf(clean(html).blocks)).toBe(markdown))

it.each([
  '<p>1. May, # 2 * 3 _x_ [a] &lt;b&gt; `c` ~~d~~ | $e$ {{f}} ==g== ^h^ :smile:</p>',
  '<p>- no list</p><p># no heading</p><p>+ none</p><p>2) none</p>',
  '<p>a<strong>b</strong>c <em> d </em>e <strong><em>f</em></strong></p>',
  '<p>one<br>- two</p>',
  '<ol><li><p>a</p><p>b</p></li><li><p>c</p><ul><li>d</li></ul></li></ol>',
  '<ol start="3"><li>a</li></ol>',
  '<blockquote><p>a</p><blockquote><p>b</p></blockquote><ul><li>c</li></ul></blockquote>',
  '<pre><code>a\n\n\nb  &lt;c&gt;\n</code></pre><p>d</p>',
  '<figure><img src="https://x.example/a.jpg" alt="A"><figcaption>B</figcaption></figure><p>c</p>',
  '<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table><p>c</p>',
  '<p><img src="https://x.example/a_b.jpg" alt="a_b"> <code>x_y</code> <code>a`b</code> <sub>2</sub></p>',
  '<p><a href="https://x.example/a_(b)?c=*d*">e_f</a></p>',
  '<p lang="fr">Bonjour</p><hr><p>no\u00a0break</p>',
])('%s reads the same as Markdown', (html) => {
  const markdown = markdownOf(clean(html).blocks)
  expect(read(markdownToHtml(markdown, SITE, () => {}))).toBe(read(html))
})
