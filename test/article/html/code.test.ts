import { describe, expect, it } from 'vitest'
import { sanitizeHtml } from '../../../src/article/html/sanitize.ts'

function clean(source: string): string {
  const place = { url: 'https://example.org/world/a/', media: () => undefined }
  const { html } = sanitizeHtml(source, place)
  expect(sanitizeHtml(html, place).html).toBe(html)
  return html
}

const LINES = ['def count(votes):', '    for vote in votes:', '', '        yield <b>vote</b>']
const CODE = `<pre><code>${LINES.join('\n')}</code></pre>`
const each = (open: string, close: string, end = '') =>
  LINES.map((line) => `${open}${line || end}${close}`).join('')

describe('code', () => {
  it.each([
    [
      'divs in divs',
      `<pre><code>${each('<div class=l><div class=code>', '</div></div>', '\n')}</code></pre>`,
    ],
    [
      'divs that end in line feeds',
      `<pre><code>${LINES.map((line) => `<div>${line}\n</div>`).join('')}</code></pre>`,
    ],
    [
      'spans shown as blocks',
      `<pre><code>${each('<span style="display:block">', '</span>', '\n')}</code></pre>`,
    ],
    ['spans named as lines', `<pre><code>${each('<span class="line">', '</span>')}</code></pre>`],
    ['spans numbered as lines', `<pre><code>${each('<span data-line="">', '</span>', '\n')}</code></pre>`],
    [
      'spans named as lines, with line feeds',
      `<pre><code>${LINES.map((line) => `<span class="line">${line}</span>`).join('\n')}</code></pre>`,
    ],
    [
      'spans shown as rows',
      `<pre><code>${each('<span style="color:red; display: flex">', '</span>')}</code></pre>`,
    ],
    ['items', `<pre><code><ol>${each('<li>', '</li>')}</ol></code></pre>`],
    [
      'white space between blocks',
      `<pre><code>\n  ${LINES.map((line) => `<div>${line}</div>`).join('\n  ')}\n</code></pre>`,
    ],
    ['breaks in empty lines', `<pre><code>${each('<div>', '</div>', '<br>')}</code></pre>`],
    [
      'numbers before lines',
      `<pre><code>${LINES.map((line, at) => `<div><div class="gutter"><div>${at + 1}</div></div><div>${line}</div></div>`).join('')}</code></pre>`,
    ],
    [
      'numbers that cannot be selected',
      `<pre><code>${LINES.map((line, at) => `<span style="display:flex"><span style="user-select:none;padding:1em">${at + 1}\n</span><span>${line}</span></span>`).join('')}</code></pre>`,
    ],
    [
      'a table in it',
      `<pre><code><table>${LINES.map((line, at) => `<tr><td class="hljs-ln-numbers">${at + 1}</td><td class="hljs-ln-code">${line}</td></tr>`).join('')}</table></code></pre>`,
    ],
    [
      'a table around it',
      `<table><tr><td class="gutter"><pre>1\n2\n3\n4</pre></td><td class="code">${CODE}</td></tr></table>`,
    ],
    [
      'a table of lines',
      `<table>${LINES.map((line, at) => `<tr><td class="blob-num">${at + 1}</td><td>${line}</td></tr>`).join('')}</table>`,
    ],
    ['a button', `<pre><code>${LINES.join('\n')}</code><button>Copy</button></pre>`],
    ['no blocks', CODE],
  ])('with %s keeps its lines', (_name, source) => expect(clean(source)).toBe(CODE))

  it('keeps white space as it is', () =>
    expect(clean('<pre>  a\n\n\tb  \n</pre>')).toBe('<pre>  a\n\n\tb  \n</pre>'))

  it('keeps numbers that are text', () => {
    expect(clean('<table><tr><td class="gutter">Seats</td><td>12</td></tr></table>')).toContain('Seats')
    expect(clean('<p class="ln">12</p>')).toBe('<p>12</p>')
    expect(clean('<pre>x = <span class="mi">42</span></pre>')).toBe('<pre>x = 42</pre>')
  })

  it('keeps struck-out text, but no decoration', () =>
    expect(
      clean(
        '<pre><span style="font-weight:bold">def</span> <span style="text-decoration:line-through">a</span></pre>',
      ),
    ).toBe('<pre>def <s>a</s></pre>'))
})
