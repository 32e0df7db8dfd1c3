import { describe, expect, it } from 'vitest'
import type { ArticleBody } from '../../src/article/article.ts'
import { renderBody } from '../../src/article/body.ts'
import { fieldsOf } from '../../src/article/front-matter/fields.ts'
import { parseArticle } from '../../src/article/parse.ts'
import { readSiteArticle } from '../../src/article/site-article.ts'
import { CONTEXT, found, media, SITE } from './desk.ts'

const STATED = { title: 'Ports reopen', section: 'world', date: '2024-02-02T21:00:00Z' }
const html = (text: string): ArticleBody => ({ kind: 'html', text })
const raw = (fields: Readonly<Record<string, unknown>>, body: ArticleBody = html('<p>Ships sail.</p>')) =>
  ({ key: 'posts/7', kind: 'fields', fields: fieldsOf({ ...STATED, ...fields }), body }) as const
const read = (fields: Readonly<Record<string, unknown>>, body?: ArticleBody) =>
  parseArticle(raw(fields, body), CONTEXT, media)
const codes = (fields: Readonly<Record<string, unknown>>, body?: ArticleBody) =>
  read(fields, body).findings.map(({ code }) => code)

describe('an article from fields', () => {
  it('has the same values as from a front matter with the same keys', () => {
    const { value, findings } = read({
      author: [{ name: 'Ada', email: 'ada@example.org' }],
      tags: ['sea', 7, true],
      date: new Date('2024-02-02T21:00:00Z'),
      updated: '2024-02-03',
      image: { src: '/world/pic.jpg', alt: 'A quay' },
      slug: null,
      permalink: undefined,
    })
    expect(findings).toEqual([])
    expect(value).toMatchObject({
      key: 'posts/7',
      section: 'world',
      title: 'Ports reopen',
      published: '2024-02-02T21:00:00Z',
      updated: '2024-02-03T00:00:00Z',
      authors: [{ name: 'Ada', email: 'ada@example.org' }],
      tags: ['sea', '7', 'true'],
      image: { url: 'https://example.org/world/pic.jpg', alt: 'A quay' },
      status: 'live',
    })
  })

  it.each([
    ['a date in the future', { date: '2999-01-01' }, undefined],
    ['a draft', { draft: true }, undefined],
    ['what another program calls a draft', { status: 'draft' }, undefined],
    ['an audience', { audience: 'members' }, undefined],
    ['an unknown gate', { isPublic: 'perhaps' }, true],
    ['a broken date in a draft', { draft: true, date: 'someday' }, true],
  ])('is not public, like with a front matter that states %s', (_about, fields, isWithheld) => {
    const front = Object.entries({ ...STATED, ...fields }).map(([key, value]) => `${key}: ${value}`)
    const ofFile = found(`---\n${front.join('\n')}\n---\nShips sail.`).map((code) => code.split(' ')[0])
    const parsed = read(fields)
    expect(parsed.findings.map(({ code }) => code)).toEqual(ofFile)
    expect(parsed.isWithheld).toBe(isWithheld)
  })

  it('has findings without a line number', () => {
    const { findings } = read({ date: 'someday', tag_line: 'x' })
    expect(findings.length).toBeGreaterThan(1)
    for (const finding of findings) {
      expect(finding.file).toBe('posts/7')
      expect(finding.line).toBeUndefined()
    }
  })

  it('gets neither a date nor a finding from its key', () => {
    const { value } = parseArticle(
      {
        key: '20240102',
        kind: 'fields',
        fields: fieldsOf({ title: 'T', section: 'world' }),
        body: html('x'),
      },
      CONTEXT,
      media,
    )
    expect(value?.published).toBeUndefined()
    expect(parseArticle({ ...raw({}), key: 'README' }, CONTEXT, media)).not.toHaveProperty('doubt')
  })

  it('has no character that XML forbids in any field', () => {
    const parsed = read({ title: 'A\u0000B', 'tag\u0001s': 'x' }, html('<p>a\u0008b\ud800</p>'))
    expect(JSON.stringify(parsed)).not.toMatch(/\\u000[018]|\\ud800/)
    expect(parsed.findings.map(({ code }) => code)).toContain('character-illegal')
  })

  it('has the same length limit as a file', () => {
    expect(codes({}, html('x'.repeat(10_485_761)))).toEqual(['article-too-large'])
  })
})

describe('a body of HTML', () => {
  const rendered = (text: string) => {
    const { value } = read({}, html(text))
    if (value === undefined) throw new Error('no article')
    return renderBody(value, { site: SITE, media })
  }

  it('is sanitized, and not read as Markdown', () => {
    const { contentHtml, summary } = rendered(
      '<p onclick="x()">1 * 2 * 3 &amp; <b>so</b> on {{ x }}</p>\n\n    <p>indented</p><script>steal()</script>',
    )
    expect(contentHtml).toContain('<p>1 * 2 * 3 &amp; <b>so</b> on {{ x }}</p>')
    expect(contentHtml).not.toMatch(/script|steal|onclick|<pre>/)
    expect(summary).toBe('1 * 2 * 3 & so on {{ x }} indented')
  })

  it('ends at its paywall mark for the public', () => {
    const parsed = read({}, html('<p>free</p><!--members-only--><p>secret</p>'))
    expect(parsed.value?.body.text).toBe('<p>free</p>')
    expect(parsed.findings.map(({ code }) => code)).toEqual(['paywall-mark'])
  })

  it('is split at the mark of its author for the beginning', () => {
    expect(rendered('<p>one</p><!--more--><p>two</p>').excerptHtml).toBe('<p>one</p>')
  })

  it('lists the article files that it links to', async () => {
    const { value } = await readSiteArticle(
      raw({}, html('<p><a href="/world/b.md">b</a></p>')),
      CONTEXT,
      media,
    )
    expect(value?.links).toEqual(['world/b.md'])
  })

  it('without any text causes a finding', () => {
    expect(codes({}, html(' \n'))).toEqual(['body-empty'])
  })

  it('has a different content hash from Markdown with the same characters, and paragraphs have that of Markdown', () => {
    const hashes = (['html', 'markdown', 'paragraphs'] as const).map(
      (kind) => read({}, { kind, text: 'The same.' }).value?.contentHash,
    )
    expect(new Set(hashes).size).toBe(2)
    expect(hashes[1]).toBe(hashes[2])
  })
})
