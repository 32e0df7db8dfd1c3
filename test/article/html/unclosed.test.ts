import { describe, expect, it } from 'vitest'
import { sanitizeHtml } from '../../../src/article/html/sanitize.ts'

function read(html: string) {
  const remarks: string[] = []
  const place = {
    url: 'https://example.org/world/a/',
    media: () => undefined,
    remark: (code: string) => void remarks.push(code),
  }
  return { html: sanitizeHtml(html, place).html, remarks }
}

const AFTER = '<p>The rest of the story.</p><p>Its end.</p>'
const NAMES =
  'iframe script style textarea title xmp noembed noframes plaintext select object form button canvas template video audio'

describe('no unclosed element hides the rest of an article', () => {
  it.each(NAMES.split(' '))('an open %s', (name) => {
    for (const tag of [`<${name}>`, `<${name} class="a > b">`, `<${name.toUpperCase()} data-x='"'>`]) {
      const { html } = read(`<p>Before.</p>${tag}${AFTER}`)
      expect(html.replace(/<[^>]*>/g, ' ')).toMatch(/Before\..*The rest of the story\..*Its end\./)
    }
  })

  it.each(['iframe', 'script', 'style', 'textarea', 'title', 'object', 'video', 'audio'])(
    'a %s that closes itself',
    (name) => {
      const tag = `<${name} src="https://www.youtube.com/embed/x" />`
      for (const later of ['', `<${name}></${name}>`]) {
        const { html, remarks } = read(`<p>Before.</p>${tag}${AFTER}${later}`)
        expect(html).toContain('The rest of the story.')
        expect(html).toContain('Its end.')
        // What a script would have drawn is named; its text never goes with it.
        expect(remarks).toEqual(name === 'script' ? ['embed-left-out'] : [])
        if (name === 'iframe') expect(html).toContain('<iframe src="https://www.youtube.com/embed/x"')
      }
    },
  )

  it.each([
    ['<p>a</p><!-- note to self<p>b</p>', '<p>a</p><p>b</p>'],
    ['<p>a</p><!-- note <b>to</b> self\n\n<p>b</p>', '<p>a</p><p>b</p>'],
    ['<p>a</p><script>let x = 1<p>b</p>', '<p>a</p><p>b</p>'],
    ['<p>a</p><textarea>b', '<p>a</p><p>b</p>'],
  ])('and causes a finding: %s', (source, expected) =>
    expect(read(source)).toEqual({ html: expected, remarks: ['element-unclosed'] }),
  )

  it.each([
    ['<p>a</p><iframe src="https://x.example/f">b<p>c</p><iframe src="https://x.example/g"></iframe>', 'abc'],
    ['<p>a</p><title>b<p>c</p><svg width="90" height="90"><title>Chart</title></svg>', 'abc'],
    ['<p>a</p><textarea>b<p>c</p><textarea>d</textarea>', 'abcd'],
    [
      '<p>a</p><video src="https://x.example/v.mp4">b<p>c</p><video src="https://x.example/w.mp4"></video>',
      'abc',
    ],
    ['<p>a</p><noframes>b<p>c</p><noframes>x</noframes>', 'abc'],
  ])('ends with the end tag of a later one: %s', (source, words) => {
    const { html, remarks } = read(source)
    expect(remarks).toContain('element-unclosed')
    const said = html.replace(/<a [^>]*>https?:[^<]*<\/a>|<[^>]*>/g, '')
    for (const word of words) expect(said).toContain(word)
  })

  it('takes time linear in the length, with any number of unclosed elements', () => {
    const many = '<title><iframe><textarea>'.repeat(8000)
    expect(read(`${many}</title></iframe></textarea><p>b</p>`).html).toContain('b')
  })

  it('an open player keeps its files', () =>
    expect(read(`<video controls><source src=a.mp4> <source src=a.webm>${AFTER}`).html).toContain('a.webm'))

  it.each([
    '<!--><p>b</p>',
    '<!-- x --><p>b</p>',
    '<!-- x --!><p>b</p>',
    '<script>if (a < b) "<!--"</script><p>b</p>',
    '<style>a::after{content:"<title>"}</style><p>b</p>',
    '<p title="<!-- <script>">b</p>',
  ])('closed elements are not changed: %s', (source) => {
    const { html, remarks } = read(source)
    expect(html.replace(/ title="[^"]*"/, '')).toBe('<p>b</p>')
    expect(remarks).toEqual([])
  })

  it.each(['form', 'button', 'label', 'object', 'fieldset', 'dialog open', 'canvas', 'applet', 'marquee'])(
    'the text of a closed %s is kept',
    (name) =>
      expect(read(`<${name}>The <b>whole</b> story.</${name.split(' ')[0]}>`)).toEqual({
        html: '<p>The <b>whole</b> story.</p>',
        remarks: [],
      }),
  )

  it('reports content that feeds do not support', () =>
    expect(read('<select><option>Yes<option>No</select>')).toEqual({
      html: '',
      remarks: ['text-left-out'],
    }))
})
