import { describe, expect, it } from 'vitest'
import { sanitiseHtml } from '../../src/article/html.ts'

function read(html: string) {
  const remarks: [string, string | undefined][] = []
  const place = {
    url: 'https://example.org/world/a/',
    media: () => undefined,
    remark: (code: string, { got }: { got?: string }) => void remarks.push([code, got]),
  }
  return { html: sanitiseHtml(html, place).html, remarks }
}

const HIDING = [
  'hidden',
  'hidden=""',
  'hidden=hidden',
  'HIDDEN',
  'style="display:none"',
  'style="Display : NONE !important"',
  'style="color:red;display:none;"',
  'style="display:/**/none"',
  'style="d\\69splay:none"',
  'style="display:none !important; display:block"',
  'style="visibility: hidden"',
  'style="visibility:collapse"',
  'style="content-visibility:hidden"',
  "style='mso-hide:all'",
  'popover',
]

describe('what a page hides', () => {
  it.each(HIDING)('is left out whatever is %s, and said', (attribute) => {
    for (const [open, close] of [
      ['<div %>', '</div>'],
      ['<p %>', '</p>'],
      ['<p>Ships <span %>', '</span> sail.</p>'],
      ['<ul><li>a</li><li %>', '</li></ul>'],
      ['<table><tr><td>a</td><td %>', '</td></tr></table>'],
      ['<section %><figure><img src=secret.jpg><figcaption>', '</figcaption></figure></section>'],
      ['<x-note %>', '</x-note>'],
    ] as const) {
      const { html, remarks } = read(
        `${open.replace('%', attribute)}Ask <b>the clerk</b>${close}<p>Open.</p>`,
      )
      expect(html).not.toMatch(/Ask|clerk|secret/)
      expect(html).toContain('<p>Open.</p>')
      expect(remarks).toEqual([['text-hidden', 'Ask the clerk']])
    }
  })

  it.each([
    '<p hidden="until-found">Found.</p>',
    '<p style="display:block;visibility:visible">Found.</p>',
    '<p title="hidden" data-hidden>Found.</p>',
    '<p style="content:\'display:none\'">Found.</p>',
    '<details><summary>Found.</summary></details>',
    '<dialog open>Found.</dialog>',
  ])('is not %s', (source) => {
    const { html, remarks } = read(source)
    expect(html).toContain('Found.')
    expect(remarks).toEqual([])
  })

  it('includes a dialog that is closed', () =>
    expect(read('<dialog>Sign up.</dialog><p>x</p>')).toEqual({
      html: '<p>x</p>',
      remarks: [['text-hidden', 'Sign up.']],
    }))

  it('is not published when the markup is beyond all reason either', () => {
    const { html } = read(`<p>Open.</p>${'<div>'.repeat(300)}<!-- a <b>note</b> -->Seen. <p hidden>Clerk`)
    expect(html).toContain('Seen.')
    expect(html).not.toMatch(/note|Clerk/)
  })
})

describe('what a word processor keeps for the desk', () => {
  it.each([
    [
      '<p>Signed.<span class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">[AL1]</a></span></p>',
      0,
    ],
    [
      "<p>Signed.</p><div style='mso-element:comment-list'><div class=msocomtxt><p>Ask her</p></div></div>",
      1,
    ],
    ['<p>Signed.</p><p class="MsoCommentText">Ask her again</p>', 1],
    [
      '<p>Signed.<del cite="mailto:ann@desk.example" datetime="2025-03-03T10:00">He was charged.</del></p>',
      1,
    ],
    ['<p>Signed.<span class=msoDel>charged</span></p>', 1],
    [
      '<p>Signed.<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p><div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Ask her now</span></p><p>or never</p></div>',
      1,
    ],
  ])('goes, and is said: %s', (source, said) => {
    const { html, remarks } = read(source)
    expect(html).toBe('<p>Signed.</p>')
    expect(remarks.map(([code]) => code)).toEqual(Array.from({ length: said }, () => 'desk-comment'))
  })

  it('keeps what is commented on, and what an author struck out', () => {
    expect(
      read("<p>The <a style='mso-comment-reference:AL_1;mso-comment-date:1'>minister</a> left.</p>"),
    ).toEqual({ html: '<p>The minister left.</p>', remarks: [] })
    expect(read('<p><del cite="/log">old</del></p>').html).toBe(
      '<p><del cite="https://example.org/log">old</del></p>',
    )
  })

  it('names no colleague by mail address', () =>
    expect(read('<p><ins cite="mailto:ann@desk.example">new</ins></p>').html).toBe('<p><ins>new</ins></p>'))
})
