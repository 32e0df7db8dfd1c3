import { describe, expect, it } from 'vitest'
import { fileAt } from '../../../src/article/article-kind.ts'
import { importCapture } from '../../../src/article/capture/import.ts'
import { escapeMarkdown } from '../../../src/article/markdown/escape.ts'
import { parseArticle } from '../../../src/article/parse.ts'
import { article, CONTEXT, raw } from '../desk.ts'

const PAGE =
  'Home » World » “Ports: a *new* deal”\n\n“Ports: a *new* deal”\n\n1. May was the day, [they] said.\n\nLeave a Comment\n'

describe('importCapture', () => {
  it('writes a Markdown entry with full front matter', () => {
    const { value, findings } = importCapture(raw(PAGE, 'saved.txt'), CONTEXT, { date: '2024-07-02 21:00' })
    expect(findings).toEqual([])
    expect(value).toEqual({
      fileName: 'ports-a-new-deal.md',
      section: 'world',
      title: 'Ports: a *new* deal',
      text: `---
title: "Ports: a *new* deal"
date: 2024-07-02T20:00:00Z
id: tag:example.org,2024:world/ports-a-new-deal
tags: ["world"]
---

1\\. May was the day, \\[they\\] said.
`,
    })
    expect(article(value?.text ?? '', 'world/ports-a-new-deal.md').title).toBe('Ports: a *new* deal')
  })

  it('does not suggest another name for a file that is not a page', () => {
    const { value, findings } = importCapture(raw('<rss/>', 'export.xml'), CONTEXT)
    expect(value).toBeUndefined()
    expect(findings).toMatchObject([
      {
        code: 'file-kind-unknown',
        file: 'export.xml',
        fix: expect.stringContaining('save the page as HTML'),
      },
    ])
  })

  it('keeps the id of a page that is already an article of the site', () => {
    const { value } = importCapture(raw(PAGE, 'saved.txt'), CONTEXT, { knownAs: 'world/saved.txt' })
    expect(value?.text).toContain('id: tag:example.org,2024:world/saved\n')
  })

  it.each([
    ['world/saved.txt', 'world/saved.md', {}],
    ['world/Saved Page.txt', 'world/Saved Page.md', {}],
    ['world/2024/saved.txt', 'world/2024/saved.md', {}],
    ['world/2024/saved.txt', 'politics/saved.md', { section: 'politics' }],
  ])('keeps the address of %s in %s, and leaves its date as it is', (knownAs, key, options) => {
    for (const permalink of ['/{section}/{slug}/', '/{section}/{path}', '/x/{name}.html']) {
      const context = { ...CONTEXT, site: { ...CONTEXT.site, permalink } }
      for (const front of ['', '---\nslug: other\n---\n', '---\nurl: https://elsewhere.example/a\n---\n']) {
        const bytes = new TextEncoder().encode(front + PAGE)
        const was = parseArticle(
          fileAt(knownAs, bytes),
          { ...context, isNamedAsPage: true },
          () => undefined,
        ).value
        const { value } = importCapture(fileAt('world/saved.txt', bytes), context, {
          knownAs,
          inFolder: (name) => key.replace(/[^/]*$/, name),
          ...options,
        })
        const is = parseArticle(
          fileAt(key, new TextEncoder().encode(value?.text)),
          context,
          () => undefined,
        ).value
        expect(was?.url).toBeDefined()
        expect([is?.url, is?.published]).toEqual([was?.url, undefined])
      }
    }
  })

  it('keeps the values of a front matter above the page', () => {
    const front =
      '---\ndate: 2024-02-02\nid: urn:x:1\nauthor: Jane <j@example.org>\ntags: [a, "b: c"]\nsummary: S\nlang: en-GB\ndraft: true\n---\n'
    const { value } = importCapture(raw(front + PAGE, 'saved.txt'), CONTEXT, { section: 'politics' })
    expect(article(value?.text ?? '', 'politics/x.md')).toMatchObject({
      id: 'urn:x:1',
      published: '2024-02-02T00:00:00Z',
      authors: [{ name: 'Jane', email: 'j@example.org' }],
      tags: ['a', 'b: c'],
      summary: 'S',
      language: 'en-GB',
      status: 'draft',
    })
  })

  it('uses the current time if there is no date, and reports that', () => {
    const { value, findings } = importCapture(raw(PAGE, 'saved.txt'), CONTEXT)
    expect(findings).toMatchObject([{ code: 'date-missing', severity: 'warning', file: 'saved.txt' }])
    expect(value?.text).toContain(`date: ${CONTEXT.now}\n`)
  })

  it.each([
    ['a bad date', PAGE, { date: '2024-02-30' }, 'date-invalid'],
    ['no section', PAGE.replace('World', 'Sports'), {}, 'section-missing'],
    ['no article', 'Menu\n', { section: 'world' }, 'title-missing'],
  ])('refuses %s', (_name, page, options, code) => {
    const { value, findings } = importCapture(raw(page, 'saved.txt'), CONTEXT, options)
    expect(value).toBeUndefined()
    expect(findings.map((finding) => finding.code)).toContain(code)
  })
})

describe('importCapture of an HTML page', () => {
  const page = (head: string) =>
    `<!doctype html><html lang="en"><head><title>Ports reopen</title>${head}</head><body><nav>Menu</nav><article><h1>Ports reopen</h1>
    <p>Ships sail again from all five harbours of the coast, seven weeks after the strike began.</p><h2>Next</h2><ul><li>Fares stay.</li></ul></article></body></html>`
  const json = (more: object) =>
    `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: 'Ports reopen', datePublished: '2024-07-02T20:00:00Z', articleSection: 'World', author: { name: 'Jane Doe' }, ...more })}</script>`

  it('writes the metadata of the page, and its text as Markdown', () => {
    const head = `<link rel="canonical" href="https://example.org/2024/ports.html">${json({})}`
    const { value, findings } = importCapture(raw(page(head), 'ports.html'), CONTEXT)
    expect(findings).toEqual([])
    expect(value?.fileName).toBe('ports-reopen.md')
    expect(value?.text).toBe(`---
title: Ports reopen
date: 2024-07-02T20:00:00Z
id: tag:example.org,2024:world/ports-reopen
url: "/2024/ports.html"
authors: [{"name":"Jane Doe"}]
tags: ["world"]
language: en
---

Ships sail again from all five harbours of the coast, seven weeks after the strike began.

## Next

- Fares stay.
`)
  })

  it('uses the address from the path if the page is from another site', () => {
    const head = `<link rel="canonical" href="https://elsewhere.example/ports">${json({})}`
    const { value } = importCapture(raw(page(head), 'ports.html'), CONTEXT)
    expect(value?.text).not.toContain('url:')
  })

  it('is for subscribers if the page states that it is not free', () => {
    const { value } = importCapture(raw(page(json({ isAccessibleForFree: false })), 'ports.html'), CONTEXT)
    expect(value?.text).toContain('audience: subscribers\n')
  })

  it('does not take the name of another site for a part of the headline', () => {
    const other = page('<meta property="og:title" content="Ports reopen - Coast FM">').replace(/h1>/g, 'h2>')
    expect(importCapture(raw(other, 'ports.html'), CONTEXT, { section: 'world' }).value?.title).toBe(
      'Ports reopen',
    )
  })

  it('leaves the email address beside an author out of the name', () => {
    const head = json({ author: { name: 'Por Jane Doe jane@coast.example' } })
    expect(importCapture(raw(page(head), 'ports.html'), CONTEXT).value?.text).toContain(
      '[{"name":"Jane Doe"}]',
    )
  })

  it('leaves out who the author is', () => {
    const portrait = page(json({})).replace(
      '</article>',
      '<p>Jane Doe covers the ports since 2011.</p></article>',
    )
    const { value } = importCapture(raw(portrait, 'ports.html'), CONTEXT)
    expect(value?.text).toMatch(/- Fares stay\.\n$/)
  })

  it('reports a headline that only one part of the page has', () => {
    const bare = page('').replace('<title>Ports reopen</title>', '')
    const unsure = importCapture(raw(bare, 'ports.html'), CONTEXT, { section: 'world' })
    expect(unsure.value?.title).toBe('Ports reopen')
    expect(unsure.findings.map(({ code }) => code)).toContain('headline-unsure')
    const sure = importCapture(raw(page(''), 'ports.html'), CONTEXT, { section: 'world' })
    expect(sure.findings.map(({ code }) => code)).not.toContain('headline-unsure')
  })

  const NESTED = '<i>'.repeat(500)
  it.each([
    ['<meta http-equiv="refresh" content="0; url=/x/">', 'redirects to another page'],
    [NESTED, 'too deeply or too large'],
  ])('is refused: %#', (head, why) => {
    const { value, findings } = importCapture(raw(page(head), 'ports.html'), CONTEXT, { section: 'world' })
    expect(value).toBeUndefined()
    expect(findings).toMatchObject([{ code: 'page-unsure', message: expect.stringContaining(why) }])
  })
})

it.each([
  ['# a', '\\# a'],
  ['- a', '\\- a'],
  ['12) a', '12\\) a'],
  ['a - b + c', 'a - b + c'],
  ['a\\b', 'a\\\\b'],
])('escapeMarkdown(%s)', (text, expected) => expect(escapeMarkdown(text)).toBe(expected))
