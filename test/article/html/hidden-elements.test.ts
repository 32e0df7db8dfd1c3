import { describe, expect, it } from 'vitest'
import { sanitizeHtml } from '../../../src/article/html/sanitize.ts'
import { withoutSuggestions } from '../../../src/article/html/suggestions.ts'

function read(html: string) {
  const remarks: [string, string | undefined][] = []
  const place = {
    url: 'https://example.org/world/a/',
    media: () => undefined,
    remark: (code: string, { got }: { got?: string }) => void remarks.push([code, got]),
  }
  return { html: sanitizeHtml(html, place).html, remarks }
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
  'style="opacity:0"',
  'style="opacity: .0 !important"',
  'style="opacity:0%"',
  'popover',
  'style="position:absolute; left:-9999px"',
  'style="position:fixed;top:-10000em"',
  'style="position:absolute;clip:rect(0, 0, 0, 0)"',
  'style="position:absolute;clip:rect(1px 1px 1px 1px)"',
  'style="clip-path:inset(50%)"',
  'style="margin-left:-9999px"',
  'style="text-indent:-9999px"',
  'style="max-height:0;overflow:hidden"',
  'style="height:0;overflow:hidden"',
  'class="hidden"',
  'class="note d-none d-print-block"',
]

describe('hidden content of a page', () => {
  it.each(HIDING)('is removed with a finding if it is %s', (attribute) => {
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
    '<p class="hidden md:inline-block">Found.</p>',
    '<p class="hidden dark:md:!flex">Found.</p>',
    '<p class="d-none d-lg-block">Found.</p>',
    '<p class="hidden" style="display:block">Found.</p>',
    '<!-- wp:group {"metadata":{"blockVisibility":true}} --><p>Found.</p><!-- /wp:group -->',
    '<!-- wp:spacer {"metadata":{"blockVisibility":false}} /--><p>Found.</p>',
  ])('is not %s', (source) => {
    const { html, remarks } = read(source)
    expect(html).toContain('Found.')
    expect(remarks).toEqual([])
  })

  it.each(['"metadata":{"blockVisibility":false}', '"blockVisibility":{"hideBlock":true,"x":1}'])(
    'includes a block of WordPress with %s',
    (setting) => {
      const block = `<!-- wp:group {"a":1,${setting}} -->\n<div>Ask</div>\n<!-- wp:group -->her<!-- /wp:group -->\n<!-- /wp:group -->`
      const { html, remarks } = read(`${block}<p>Open.</p>`)
      expect(html).toBe('<p>Open.</p>')
      expect(remarks).toEqual([
        ['text-hidden', 'Ask'],
        ['text-hidden', 'her'],
      ])
      expect(read(`<p>Open.</p>${'<div>'.repeat(300)}${block}`).html).not.toMatch(/Ask|her/)
    },
  )

  it.each([
    ['<span class="material-icons">home</span>', ''],
    ['<i class="x material-symbols-outlined"> arrow_back </i>', ''],
    ['<p class="material-icons">Icons of 2024</p>', '<p>Icons of 2024</p>'],
  ])('includes the name of an icon: %s', (source, html) =>
    expect(read(source)).toEqual({ html, remarks: [] }),
  )

  it('includes a closed dialog', () =>
    expect(read('<dialog>Sign up.</dialog><p>x</p>')).toEqual({
      html: '<p>x</p>',
      remarks: [['text-hidden', 'Sign up.']],
    }))

  it('is not published even if the markup is nested too deeply', () => {
    expect(read(`<p>Open.</p>${'<div>'.repeat(300)}Seen. <p class="a d-none">Clerk`).html).not.toMatch(
      /Clerk/,
    )
    const { html } = read(`<p>Open.</p>${'<div>'.repeat(300)}<!-- a <b>note</b> -->Seen. <p hidden>Clerk`)
    expect(html).toContain('Seen.')
    expect(html).not.toMatch(/note|Clerk/)
    const sheet = read(`<style>.n{display:none}</style>Open.${'<div>'.repeat(300)}Seen. <p class=n>Clerk`)
    expect(sheet.html).toContain('Seen.')
    expect(sheet.html).not.toContain('Clerk')
  })
})

describe('content hidden by a style sheet in the text', () => {
  const sheet = (css: string, body = '<p>Open.</p>') => read(`<style>${css}</style>${body}`)
  const NOTE = '<p>Open.</p><div class="desk note" id="n" data-desk="x"><p>Ask <b>the clerk</b></p></div>'

  it.each([
    '.note{display:none}',
    '.note { display : NONE !important; }',
    '#n{visibility:hidden}',
    'div.desk.note{display:none}',
    'p, .note, h2 {display:none}',
    '[data-desk]{display:none}',
    "div[data-desk='x']{display:none}",
    'div{display:none}',
    '.note{opacity:0}',
    '.note{font-size:0}',
    '.note p{display:none}',
    '.note > p{display:none}',
    '.post-content .note{display:none}',
    'body article .note{display:none}',
    ':root .note{display:none}',
    '.n\\6fte{display:none}',
    '/* { */ .note/**/{/* display:block */display:none}',
    '.x{content:"}"} .note{display:none}',
    '@charset "utf-8"; @import "x.css"; .note{display:none}',
    '@media screen{.note{display:none}}',
    '@media all { @layer base { .note{display:none} } }',
    '.note{display:block} .note{display:none}',
    '.note{display:none} div{display:block}',
    '#n{display:none} .note{display:block}',
    '.note{display:none !important} #n{display:block}',
    '.note { .in{color:red} display:none }',
    '.note::before{display:block} .note{display:none}',
    '.note{display:none} .other.open{display:block}',
    '.note{display:none} @media print{.other{display:block}}',
    '<!-- .note{display:none} -->',
    '.note{display:none',
  ])('is removed: %s', (css) => {
    const body = css.startsWith('p,') ? NOTE.replace('<p>Open.</p>', '<h3>Open.</h3>') : NOTE
    for (const { html, remarks } of [sheet(css, body), read(`${body}<style>${css}</style>`)]) {
      expect(html).not.toMatch(/Ask|clerk/)
      expect(html).toContain('Open.')
      expect(new Set(remarks.map(([code]) => code))).toEqual(new Set(['text-hidden']))
    }
  })

  it.each([
    ['for other elements', '.other, p.desk, #m, [data-open], div[data-desk=y] {display:none}'],
    ['for print', '@media print{.note{display:none}}'],
    ['for small screens', '@media (max-width: 600px){.note{display:none}}'],
    ['where something is supported', '@supports (display:grid){.note{display:none}}'],
    ['when the mouse is over it', '.note:hover{display:none}'],
    ['but when it is a target', '.note{display:none} .note:target{display:block}'],
    ['but when it is open', '.note{display:none} .note.open{display:block}'],
    ['but when another is chosen', '.note{display:none} #all:checked ~ .note{display:block}'],
    ['but in something open', '.note{display:none} .open .note{display:block}'],
    ['but on large screens', '.note{display:none} @media (min-width:40em){.note{display:block}}'],
    ['before it shows it', '.note{display:none} #n{display:block}'],
    ['where scripts run', '.js .note{display:none}'],
    ['in the dark', '.dark .note{display:none}'],
    ['in what is elsewhere in the text', '.box .note{display:none}'],
    ['until it appears', '.note{opacity:0;transition:opacity 1s}'],
    ['until it is animated', '.note{opacity:0} .note.seen{animation:fade 1s forwards}'],
    ['before it', '.note::before{display:none}'],
    ['with a part of it', '.note{display:none}.note{display:revert}'],
    ['nothing', '.note{opacity:0.5;font-size:0.9em}'],
    ['a frame of an animation', '@keyframes x{from{display:none}}'],
  ])('excludes content hidden %s', (_when, css) => {
    const { html, remarks } = sheet(css, `${NOTE}<p class="box">Box</p>`)
    expect(html).toContain('<p>Ask <b>the clerk</b></p>')
    expect(remarks).toEqual([])
  })

  it('excludes code examples', () => {
    const { html } = read('<pre>&lt;style>.note{display:none}&lt;/style></pre><p class="note">Seen</p>')
    expect(html).toContain('Seen')
  })

  it('excludes content shown by a style attribute', () =>
    expect(sheet('p{display:none}', '<p style="display:block">Seen</p>').html).toBe('<p>Seen</p>'))

  it('keeps bold and struck-out text from the style sheet', () =>
    expect(
      sheet('.b{font-weight:700}.o{text-decoration:line-through}', '<p><i class=b>a</i> <i class=o>b</i></p>')
        .html,
    ).toBe('<p><i><b>a</b></i> <i><s>b</s></i></p>'))
})

describe('content off the screen', () => {
  it.each([
    'style="position:absolute;left:-20px"',
    'style="left:-9999px"',
    'style="margin-left:-20px"',
    'style="position:relative;height:0;overflow:hidden;padding-bottom:56.25%"',
    'style="text-indent:-9999px;background:url(a.png)"',
    'style="clip:rect(0,0,0,0)"',
    'style="max-height:0"',
    'style="position:absolute;left:-9999px;transition:left 1s"',
  ])('is not this: %s', (attribute) =>
    expect(read(`<div ${attribute}><p>Shown.</p></div>`).html).toContain('Shown.'),
  )

  it('may be by a style sheet, unless another rule shows it', () => {
    const sheet = '<style>.a{position:absolute;left:-9999px}'
    expect(read(`${sheet}</style><p class="a">Off</p><p>On</p>`).html).toBe('<p>On</p>')
    expect(read(`${sheet} .open .a{left:0}</style><p class="a">Off</p>`).html).toBe('<p>Off</p>')
  })

  it('is not the MathML of a formula', () =>
    expect(
      read('<p><span style="position:absolute;clip:rect(1px,1px,1px,1px)"><math><mn>1</mn></math></span></p>')
        .html,
    ).toContain('<mn>1</mn>'))
})

describe('tracked deletions of editors', () => {
  it.each([
    '<span class="ck-suggestion-marker ck-suggestion-marker-deletion" data-suggestion="e1">Old.</span>',
    '<del class="ice-del ice-cts" data-cid="2">Old.</del>',
    '<span class="fr-deleted" data-tracking-deleted="true">Old.</span>',
    '<span class="kix-suggestion-del">Old.</span>',
    '<del data-track-change="delete">Old.</del>',
    '<span data-suggestion-start-before="deletion:e1" data-suggestion-end-after="deletion:e1">Old.</span>',
  ])('are left out: %s', (deletion) =>
    expect(read(`<p>Kept. ${deletion}</p>`)).toMatchObject({
      html: expect.not.stringContaining('Old.'),
      remarks: [['desk-comment', 'Old.']],
    }),
  )

  it('are left out from mark to mark in texts of CKEditor', () => {
    const remarks: unknown[] = []
    const html = withoutSuggestions(
      '<p>A <suggestion-start name="deletion:e1:u"></suggestion-start><b>old</b><suggestion-end name="deletion:e1:u"></suggestion-end>' +
        '<suggestion-start name="insertion:e2"/>new<suggestion-end name="insertion:e2"/> <comment-start name="c"></comment-start>ship<comment-end name="c"></comment-end></p>',
      (code, { got }) => remarks.push([code, got]),
    )
    expect(html).toBe('<p>A new ship</p>')
    expect(remarks).toEqual([['desk-comment', 'old']])
  })
})

describe('transparent content', () => {
  it.each([
    '<p style="opacity:0;transition:opacity 1s">Seen</p>',
    '<p style="opacity:0;transform:translateY(20px)">Seen</p>',
    '<p style="opacity:0" data-aos="fade-up">Seen</p>',
    '<p style="opacity:0" class="fade-in">Seen</p>',
    '<p style="opacity:0" class="js-reveal">Seen</p>',
    '<p style="opacity:0.01">Seen</p>',
    '<p style="opacity:0"><img src=a.jpg alt=Seen></p>',
    '<p><img src=a.jpg alt=Seen style="opacity:0"></p>',
  ])('is published if it fades in: %s', (source) => {
    const { html, remarks } = read(source)
    expect(html).toContain('Seen')
    expect(remarks).toEqual([])
  })
})

describe('text without a size', () => {
  it.each([
    ['<p style="font-size:0">Ask</p>', ''],
    ['<p style="font-size:0px">Ask <b>the clerk</b></p>', ''],
    ['<p style="font:0/0 a">Ask</p>', ''],
    ['<div style="font-size:0">Ask<p>her</p><p style="font-size:16px">Seen</p></div>', '<p>Seen</p>'],
    ['<div style="font-size:0"><p style="font-size:2em">Ask</p></div>', ''],
    ['<div style="font-size:0"><p style="font-size:1rem">Seen</p></div>', '<p>Seen</p>'],
    [
      '<p style="font-size:0">Ask<img src=/a.jpg alt="A crane"></p>',
      '<p><img src="https://example.org/a.jpg" alt="A crane"></p>',
    ],
    ['<p style="font-size:0.8em">Seen</p>', '<p>Seen</p>'],
    ['<p style="font:italic 16px/1.5 serif">Seen</p>', '<p><em>Seen</em></p>'],
  ])('%s', (source, expected) => {
    const { html, remarks } = read(source)
    expect(html.replace('<p><em>Seen</em></p>', '<p>Seen</p>')).toBe(
      expected.replace('<p><em>Seen</em></p>', '<p>Seen</p>'),
    )
    expect(remarks.length > 0).toBe(source.includes('Ask'))
  })
})

describe('editing marks of a word processor', () => {
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
  ])('are removed with a finding: %s', (source, said) => {
    const { html, remarks } = read(source)
    expect(html).toBe('<p>Signed.</p>')
    expect(remarks.map(([code]) => code)).toEqual(Array.from({ length: said }, () => 'desk-comment'))
  })

  it('keep the commented text, and text struck out by the author', () => {
    expect(
      read("<p>The <a style='mso-comment-reference:AL_1;mso-comment-date:1'>minister</a> left.</p>"),
    ).toEqual({ html: '<p>The minister left.</p>', remarks: [] })
    expect(read('<p><del cite="/log">old</del></p>').html).toBe(
      '<p><del cite="https://example.org/log">old</del></p>',
    )
  })

  it('do not disclose mail addresses', () =>
    expect(read('<p><ins cite="mailto:ann@desk.example">new</ins></p>').html).toBe('<p><ins>new</ins></p>'))
})
