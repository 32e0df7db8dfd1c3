import { describe, expect, it } from 'vitest'
import { renderBody } from '../../../src/article/body.ts'
import { article, media, SITE } from '../desk.ts'

const render = (body: string) => renderBody(article(`---\ntitle: T\n---\n${body}`), { site: SITE, media })

describe('remains of Office documents in Markdown', () => {
  it.each([
    ['The crew<o:p></o:p> went to <st1:City w:st="on">Bergen</st1:City>.', '<p>The crew went to Bergen.</p>'],
    ['<o:p>Home</o:p>', '<p>Home</p>'],
    ['A <st1:place>town</st1:place> and <w:sdt id=1 />more', '<p>A town and more</p>'],
    [
      "<![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>First",
      '<p>First</p>',
    ],
    ['<![if !supportLists]>§ <![endif]>First', '<p>First</p>'],
    ['<![if !supportLists]>(a) <![endif]>First', '<p>(a) First</p>'],
    ['<![if !vml]>Seen<![endif]>', '<p>Seen</p>'],
    ['Text<?xml:namespace prefix = o ns = "urn:schemas-microsoft-com:office:office" />', '<p>Text</p>'],
    ['<p class=MsoListParagraph><![if !supportLists]>o <![endif]>First</p>', '<p>First</p>'],
  ])('%s', (body, html) => expect(render(body).contentHtml).toBe(html))

  it.each([
    ['Code stays: `<o:p>` and 3 < 5.', '&lt;o:p&gt;'],
    ['    <st1:City w:st="on">', '&lt;st1:City'],
    ['<https://example.org/x> and <mailto:a@example.org>', 'href="https://example.org/x"'],
    ['<tel:+4930123>', 'href="tel:+4930123"'],
    ['If a <b: c> d', 'b: c'],
  ])('is not a tag: %s', (body, kept) => expect(render(body).contentHtml).toContain(kept))
})

describe('Markdown does not lose text', () => {
  it.each(['<!-- note', '<script>', '<style>', '<textarea>', '<?php echo 1', '<![CDATA[ x'])(
    'after a block that never ends: %s',
    (open) => {
      const { contentHtml } = render(`Before.\n\n${open}\n\nThe *rest*.\n\n${open}\n\nIts end.`)
      expect(contentHtml).toContain('<p>The <em>rest</em>.</p>')
      expect(contentHtml).toContain('<p>Its end.</p>')
    },
  )

  it.each(['<!-- a\n\nb -->', '<script>\n\nlet x\n\n</script>', '<style>\n\np {}\n\n</style>'])(
    'and recognizes the end of a block: %s',
    (block) =>
      expect(render(`Before.\n\n${block}\n\nAfter.`).contentHtml).toBe('<p>Before.</p><p>After.</p>'),
  )

  it.each([
    ['quotations', (text: string) => `${'>'.repeat(150)} ${text}`],
    ['lists', (text: string) => `${'- '.repeat(150)}${text}`],
    ['both', (text: string) => `${'> - '.repeat(80)}${text}`],
  ])('in %s of a hundred levels', (_name, nested) => {
    const { contentHtml } = render(`Before.\n\n${nested('The *deep* end.')}\n\nAfter.`)
    expect(contentHtml.replace(/<[^>]*>/g, ' ')).toMatch(/Before\..*The\s+deep\s+end\..*After\./s)
  })

  it.each([
    ['comments that never end', '<!-- x\n\n'.repeat(20_000)],
    ['tags with a colon', '<a:b '.repeat(50_000)],
    ['conditions', '<![if '.repeat(50_000)],
  ])('and terminates with any number of %s', (_name, body) =>
    expect(typeof render(body).contentHtml).toBe('string'),
  )
})
