import { describe, expect, it } from 'vitest'
import { sanitizeHtml } from '../../../src/article/html/sanitize.ts'
import { readSrcset, writeSrcset } from '../../../src/article/html/srcset.ts'

const BASE = 'https://example.org/world/a/'
const PLACE = { url: BASE, media: () => undefined }
const clean = (html: string) => sanitizeHtml(html, PLACE).html

describe('sanitizeHtml', () => {
  it.each([
    ['text becomes a paragraph', 'hello <b>x</b>', '<p>hello <b>x</b></p>'],
    ['groups become paragraphs', '<div>a</div><section>b<p>c</p></section>', '<p>a</p><p>b</p><p>c</p>'],
    ['wrappers go, text stays', '<p><font color=red><span>x</span></font></p>', '<p>x</p>'],
    ['attributes go', '<p style=x class=y id=z onclick=a data-b=c>t</p>', '<p>t</p>'],
    [
      'elements go with their content',
      '<script>1</script><style>2</style><select><option>3</select><svg><p>4</svg>',
      '<p>4</p>',
    ],
    ['comments go', '<p>a<!-- b -->c</p>', '<p>ac</p>'],
    ['empty paragraphs go', '<p>&nbsp;</p><p><br></p><p>x</p>', '<p>x</p>'],
    ['a link around a block', '<a href=x><div>t</div></a>', `<p><a href="${BASE}x">t</a></p>`],
    [
      'a link around a picture',
      '<a href=x><figure><img src=p.jpg></figure></a>',
      `<figure><img src="${BASE}p.jpg" alt=""></figure>`,
    ],
    [
      'links',
      '<a href="../b?c=1&d=2" target=_blank rel="noopener nofollow">t</a>',
      '<p><a href="https://example.org/world/b?c=1&amp;d=2" rel="nofollow">t</a></p>',
    ],
    ['a link to the notes', '<a href="#n1">1</a>', `<p><a href="${BASE}#n1">1</a></p>`],
    ['mail', '<a href="mailto:a@example.org">a</a>', '<p><a href="mailto:a@example.org">a</a></p>'],
    ['a script as a link', '<a href="jav&#x09;ascript:alert(1)">x</a>', '<p>x</p>'],
    [
      'tables',
      '<table><tr><td>1<td colspan=2>2</table>',
      '<table><tbody><tr><td>1</td><td colspan="2">2</td></tr></tbody></table>',
    ],
    ['lists', '<ol start=3><li value=4>a<li>b</ol>', '<ol start="3"><li value="4">a</li><li>b</li></ol>'],
    ['a lonely item', '<li>x', '<p>x</p>'],
    ['headings with blocks', '<h2><div>a</div></h2>', '<h2>a</h2>'],
    ['pre keeps its lines', '<pre>\n\n  a\n</pre>', '<pre>\n\n  a\n</pre>'],
    ['languages', '<p lang=EN-gb dir=RTL>x</p><p lang=!>y</p>', '<p lang="en-GB" dir="rtl">x</p><p>y</p>'],
    [
      'quotes',
      '<blockquote cite=/q>x</blockquote>',
      '<blockquote cite="https://example.org/q">x</blockquote>',
    ],
    ['old names', '<strike>x</strike><tt>y</tt>', '<p><s>x</s><code>y</code></p>'],
    ['time', '<time datetime="2024-02-02">x</time>', '<p><time datetime="2024-02-02">x</time></p>'],
    [']]>', 'a ]]> b', '<p>a ]]&gt; b</p>'],
    ['references to what is forbidden', 'a&#1;&#xFFFE;b', '<p>ab</p>'],
    [
      'details',
      '<details open><summary>s</summary>t</details>',
      '<details open=""><summary>s</summary>t</details>',
    ],
  ])('%s', (_name, source, expected) => expect(clean(source)).toBe(expected))

  it.each([
    [
      'a late source',
      '<img src="data:image/gif;base64,R0" data-src=r.jpg>',
      `<img src="${BASE}r.jpg" alt="">`,
    ],
    [
      'another late source',
      '<img src=/img/placeholder.png data-lazy-src=r.jpg alt="A &quot;b&quot;">',
      `<img src="${BASE}r.jpg" alt="A &quot;b&quot;">`,
    ],
    [
      'its twin after it',
      '<img src=blank.gif data-src=r.jpg><noscript><img src=r.jpg></noscript>',
      `<img src="${BASE}r.jpg" alt="">`,
    ],
    [
      'its twin before it',
      '<noscript><img src=r.jpg></noscript> <img src=blank.gif data-src=r.jpg>',
      `<img src="${BASE}r.jpg" alt="">`,
    ],
    [
      'only a twin',
      '<img src="data:x"><noscript><img src=r.jpg></noscript>',
      `<img src="${BASE}r.jpg" alt="">`,
    ],
    [
      'only late candidates',
      '<img data-srcset="a.jpg 300w, b.jpg 600w" sizes=auto>',
      `<img src="${BASE}b.jpg" srcset="${BASE}a.jpg 300w, ${BASE}b.jpg 600w" alt="">`,
    ],
    [
      'picture',
      '<picture><source data-srcset="a.webp 1x" type=image/webp><img data-src=a.jpg></picture>',
      `<picture><source type="image/webp" srcset="${BASE}a.webp 1x"><img src="${BASE}a.jpg" alt=""></picture>`,
    ],
    [
      'size',
      '<img src=a.jpg width=640px height=480 loading=lazy>',
      `<img src="${BASE}a.jpg" alt="" width="640" height="480">`,
    ],
  ])('restores %s', (_name, source, expected) => expect(clean(source)).toBe(`<p>${expected}</p>`))

  it.each([
    '<img width=1 height=1 src=//t.example/p.gif>',
    '<img width="1px" height="0" src=//t.example/p.gif>',
    '<img style="width:1px;height:1px" src=//t.example/p.gif>',
    '<img src=https://stats.wp.com/x.gif>',
    '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
    '<img src="data:image/png;base64,AA">',
    '<img src=javascript:x srcset="data:x 1x">',
    '<img>',
    '<picture><source srcset=a.jpg></picture>',
    '<video></video>',
    '<noscript>Please enable JavaScript</noscript>',
    '<iframe src="javascript:x"></iframe>',
    '<iframe srcdoc="<script>x</script>"></iframe>',
    '<object><embed></object>',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
    '<template><p>x</p></template>',
    '<a href=x></a>',
  ])('removes %s completely', (source) => expect(clean(source)).toBe(''))

  it.each([
    [
      'a known player',
      '<iframe src="https://www.youtube-nocookie.com/embed/x" width=560 onload=y></iframe>',
      '<iframe src="https://www.youtube-nocookie.com/embed/x" width="560" referrerpolicy="strict-origin-when-cross-origin" allowfullscreen=""></iframe><br><a href="https://www.youtube-nocookie.com/embed/x">https://www.youtube-nocookie.com/embed/x</a>',
    ],
    [
      'a late player',
      '<iframe data-src="//player.vimeo.com/video/1" title="T"></iframe>',
      '<iframe src="https://player.vimeo.com/video/1" title="T" allowfullscreen=""></iframe><br><a href="https://vimeo.com/1">T</a>',
    ],
    [
      'another frame',
      '<iframe src="https://maps.example/x" title="Map"></iframe>',
      '<a href="https://maps.example/x">Map</a>',
    ],
    [
      'a player over http',
      '<iframe src="http://www.youtube.com/embed/x"></iframe>',
      '<a href="http://www.youtube.com/embed/x">http://www.youtube.com/embed/x</a>',
    ],
    [
      'a host that ends alike',
      '<iframe src="https://evil-www.youtube.com.example/embed/x"></iframe>',
      '<a href="https://evil-www.youtube.com.example/embed/x">https://evil-www.youtube.com.example/embed/x</a>',
    ],
    [
      'a video',
      '<video src=a.mp4 poster=p.jpg autoplay>old</video>',
      `<video src="${BASE}a.mp4" poster="${BASE}p.jpg" controls=""></video><br><a href="${BASE}a.mp4">a.mp4</a>`,
    ],
    [
      'a recording',
      '<audio><source src=a.mp3 type=audio/mpeg><p>old</p></audio>',
      `<audio controls=""><source src="${BASE}a.mp3" type="audio/mpeg"></audio><br><a href="${BASE}a.mp3">a.mp3</a>`,
    ],
  ])('%s', (_name, source, expected) => expect(clean(source)).toBe(`<p>${expected}</p>`))

  it.each([
    ['deep nesting', `${'<div>'.repeat(100_000)}text`, '<p>text</p>'],
    ['deep formatting', `${'<b>'.repeat(100_000)}text &amp; &lt;more`, '<p>text &amp; &lt;more</p>'],
    ['tables in tables', `${'<table><tr><td>'.repeat(30_000)}text`, '<p>text</p>'],
    ['scripts in the ruins', `${'<div>'.repeat(1000)}<script>x</script><p>a</p><p>b`, '<p>a</p><p>b</p>'],
  ])('keeps the text of %s', (_name, source, expected) => {
    const { html, complex } = sanitizeHtml(source, PLACE)
    expect(html).toBe(expected)
    expect(complex).toBe(true)
    expect(clean(html)).toBe(html)
  })

  it.each([
    ['attributes', `<a ${Array.from({ length: 50_000 }, (_, index) => `a${index}`).join(' ')}>x`],
    ['opening brackets', '<'.repeat(200_000)],
    ['scripts that never end', '<script'.repeat(50_000)],
    ['candidates', `<img srcset="${'a.jpg 1x, '.repeat(50_000)}">`],
  ])('terminates with any number of %s', (_name, source) => expect(typeof clean(source)).toBe('string'))
})

describe('srcset', () => {
  it.each([
    ['a.jpg', [['a.jpg', '']]],
    [
      'a.jpg 1x, b.jpg 2x',
      [
        ['a.jpg', '1x'],
        ['b.jpg', '2x'],
      ],
    ],
    [
      'a.jpg 1x,b.jpg 2x',
      [
        ['a.jpg', '1x'],
        ['b.jpg', '2x'],
      ],
    ],
    [
      'a.jpg, b.jpg 1.5x',
      [
        ['a.jpg', ''],
        ['b.jpg', '1.5x'],
      ],
    ],
    [
      'w_1,h_2/a.jpg 640w, ,b.jpg',
      [
        ['w_1,h_2/a.jpg', '640w'],
        ['b.jpg', ''],
      ],
    ],
    ['a.jpg nonsense, b.jpg 1x', [['b.jpg', '1x']]],
    ['  ', []],
  ])('%s', (text, expected) =>
    expect(readSrcset(text).map(({ url, descriptor }) => [url, descriptor])).toEqual(expected),
  )

  it('is written so that it is parsed the same', () => {
    const candidates = [
      { url: 'https://a.example/w_1,h_2/a.jpg', descriptor: '2x' },
      { url: 'https://a.example/b', descriptor: '' },
    ]
    expect(readSrcset(writeSrcset(candidates))).toEqual(candidates)
    expect(writeSrcset([{ url: 'https://a.example/b,', descriptor: '' }])).toBe('https://a.example/b%2C')
  })
})
