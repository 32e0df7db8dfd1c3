import { describe, expect, it } from 'vitest'
import { renderBody } from '../../../src/article/body.ts'
import { article, media, SITE } from '../desk.ts'

const render = (body: string) => renderBody(article(`---\ntitle: T\n---\n${body}`), { site: SITE, media })

describe('formulas in Markdown', () => {
  it.each(['$a*b*c$', '$x_1 + x_2$', '$\\frac{1}{3}$', '$$\\sum_{i=1}^n x_i$$'])(
    '%s are kept as written, also in summaries',
    (formula) => {
      const { contentHtml, summary } = render(`So ${formula} is *it*.`)
      expect(contentHtml).toBe(`<p>So ${formula} is <em>it</em>.</p>`)
      expect(summary).toBe(`So ${formula} is it.`)
    },
  )

  it('keep their row separators', () =>
    expect(render('$$\na_1 \\\\\nb_1\n$$').contentHtml).toContain('a_1 \\\\'))

  it.each([
    ['It costs $5 and *not* $6.', 'It costs $5 and <em>not</em> $6.'],
    ['From $5 to the *low* 3$ a day', 'From $5 to the <em>low</em> 3$ a day'],
    ['US$ *and* A$', 'US$ <em>and</em> A$'],
    ['\\$5 and \\$6', '$5 and $6'],
    ['\\(not a *formula*\\)', '(not a <em>formula</em>)'],
    ['\\[sic\\]', '[sic]'],
    ['`$a*b$`', '<code>$a*b$</code>'],
    ['$HOME', '$HOME'],
  ])('are not recognized in %s', (body, html) => expect(render(body).contentHtml).toBe(`<p>${html}</p>`))

  it('terminate with any number of marks', () =>
    expect(typeof render('$a_'.repeat(60_000)).contentHtml).toBe('string'))
})
