import { describe, expect, it } from 'vitest'
import { sanitizeHtml } from '../../../src/article/html/sanitize.ts'
import { plainTextOf } from '../../../src/article/html/text.ts'

function read(html: string) {
  const remarks: string[] = []
  const place = {
    url: 'https://example.org/world/a/',
    media: () => undefined,
    remark: (code: string) => void remarks.push(code),
  }
  const { html: clean, blocks } = sanitizeHtml(html, place)
  expect(sanitizeHtml(clean, place).html).toBe(clean)
  return { html: clean, said: plainTextOf(blocks), remarks }
}

const HALF = '<mfrac><mn>1</mn><mn>2</mn></mfrac>'
const annotated = (parts: string, tex: string) =>
  `<math xmlns="http://www.w3.org/1998/Math/MathML" class="x"><semantics><mrow>${parts}</mrow><annotation encoding="application/x-tex">${tex}</annotation></semantics></math>`
const drawing = '<span class="katex-html" aria-hidden="true"><span>2</span><span>1</span></span>'

describe('formulas', () => {
  it.each([
    [
      'KaTeX',
      `<span class="katex"><span class="katex-mathml">${annotated(HALF, '\\frac12')}</span>${drawing}</span>`,
    ],
    [
      'MathJax 2',
      `<span class="MathJax_Preview">2 1</span><span class="MathJax"><nobr aria-hidden="true">2<br>1</nobr><span class="MJX_Assistive_MathML">${annotated(HALF, '\\frac12')}</span></span><script type="math/tex">\\frac12</script>`,
    ],
    [
      'MathJax 3',
      `<mjx-container jax="CHTML"><mjx-math>21</mjx-math><mjx-assistive-mml>${annotated(HALF, '\\frac12')}</mjx-assistive-mml></mjx-container>`,
    ],
    ['MathML', annotated(HALF, '\\frac12')],
  ])('of %s are published once and complete', (_name, source) =>
    expect(read(`<p>About ${source} of it.</p>`)).toEqual({
      html: `<p>About <math alttext="\\frac12"><mrow>${HALF}</mrow></math> of it.</p>`,
      said: 'About 1/2 of it.',
      remarks: [],
    }),
  )

  it.each([
    ['<msup><mn>10</mn><mn>6</mn></msup>', '10^6'],
    ['<msup><mn>10</mn><mrow><mo>-</mo><mn>3</mn></mrow></msup>', '10^(- 3)'],
    ['<msub><mi>x</mi><mn>1</mn></msub><mo>=</mo><mn>2</mn>', 'x_1 = 2'],
    ['<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac>', '(a + b)/c'],
    ['<msqrt><mn>2</mn></msqrt>', '√2'],
    ['<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>', 'x_i^2'],
    ['<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr></mtable>', 'the source'],
    ['<mover><mi>x</mi><mo>¯</mo></mover>', 'the source'],
  ])('%s is read as %s', (parts, said) => expect(read(annotated(parts, 'the source')).said).toBe(said))

  it.each([
    ['an unknown element', '<apply><plus/><ci>a</ci></apply>'],
    ['too few parts', '<mfrac><mn>1</mn></mfrac>'],
    ['a picture in it', '<mglyph src="x.png"></mglyph>'],
  ])('with %s are published as their source', (_name, parts) => {
    expect(read(annotated(parts, 'a+b')).html).toBe('<p><code>a+b</code></p>')
    expect(read(`<math>${parts}<mn>5</mn></math>`)).toEqual({
      html: '<p>[…]</p>',
      said: '[…]',
      remarks: ['formula-left-out'],
    })
  })

  it('that exist only as drawings are reported as missing', () => {
    expect(read(`<p>About ${drawing} of it.</p>`)).toEqual({
      html: '<p>About […] of it.</p>',
      said: 'About […] of it.',
      remarks: ['formula-left-out'],
    })
    expect(
      read('<span class="MathJax"><nobr>21</nobr></span><script type="math/tex">\\frac12</script>').html,
    ).toBe('<p><code>\\frac12</code></p>')
  })

  it('keep their brackets', () =>
    expect(
      read('<math><mfenced open="[" close="]" separators=";"><mi>a</mi><mi>b</mi></mfenced></math>').html,
    ).toBe('<p><math><mrow><mo>[</mo><mi>a</mi><mo>;</mo><mi>b</mi><mo>]</mo></mrow></math></p>'))

  it('contain no active content', () => {
    const { html } = read(
      '<math href="javascript:x" onclick=x display="block"><maction actiontype="toggle"><mi mathcolor="red" class=a>x</mi><mi>y</mi></maction>' +
        '<mtext><a href="https://x.example">t</a><script>1</script></mtext><mspace width="99999em" height="1em"></mspace></math>',
    )
    expect(html).toBe(
      '<p><math display="block"><mi>x</mi><mtext>t</mtext><mspace height="1em"></mspace></math></p>',
    )
  })
})
