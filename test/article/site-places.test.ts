import { describe, expect, it } from 'vitest'
import { fileAt } from '../../src/article/article-kind.ts'
import type { Site } from '../../src/article/site.ts'
import { parseSiteArticle } from '../../src/article/site-article.ts'
import { CONTEXT, media, SITE } from './desk.ts'

const BELOW: Site = { ...SITE, url: 'https://example.org/daily/' }

function read(site: Site, key: string, front = '') {
  const text = `---\ntitle: Ferry\ndate: 2025-01-02\n${front}---\n\nIt sails.\n`
  const raw = fileAt(key, new TextEncoder().encode(text))
  const { value } = parseSiteArticle(raw, { ...CONTEXT, site }, media)
  if (value === undefined) throw new Error(key)
  return value
}

describe('a site in a subfolder', () => {
  it.each([
    ['url: /special/ferry/', 'https://example.org/daily/special/ferry/'],
    ['permalink: /special/ferry/', 'https://example.org/daily/special/ferry/'],
    ['url: /daily/special/ferry/', 'https://example.org/daily/special/ferry/'],
    ['url: https://example.org/special/', 'https://example.org/special/'],
  ])('%s', (line, url) => expect(read(BELOW, 'world/ferry.md', `${line}\n`).url).toBe(url))

  it.each([
    ['/world/pic.jpg', 4242],
    ['/daily/world/pic.jpg', 4242],
  ])('finds the lead image %s in the content folder', (path, length) =>
    expect(read(BELOW, 'world/ferry.md', `image: ${path}\n`).image?.length).toBe(length),
  )

  it('resolves a lead image of another program below the site', () =>
    expect(read(BELOW, 'world/ferry.md', 'image: /gone/ferry.jpg\n').image?.url).toBe(
      'https://example.org/daily/gone/ferry.jpg',
    ))
})

describe('the language of an article', () => {
  const sections = new Map([
    ['world', { title: 'World' }],
    ['monde', { title: 'Monde', language: 'fr' }],
  ])
  const site = { ...SITE, sections }

  it.each([
    ['world/a.md', '', 'en'],
    ['monde/a.md', '', 'fr'],
    ['monde/a.md', 'language: de\n', 'de'],
    ['world/a.md', 'section: monde\n', 'fr'],
  ])('of %s with %j is %s', (key, front, language) => expect(read(site, key, front).language).toBe(language))
})

describe('an address that is the path of the file', () => {
  it.each([
    ['world/notes/v1.2_Draft.md', '', '/blog/notes/v1.2_Draft'],
    ['world/notes/Ferry+Port/index.md', '', '/blog/notes/Ferry+Port'],
    ['world/Ferry.txt.md', '', '/blog/Ferry.txt'],
    ['world/notes/a.md', 'slug: b\n', '/blog/notes/b'],
  ])('%s %s', (key, front, path) =>
    expect(read({ ...SITE, permalink: '/blog/{path}' }, key, front).url).toBe(`https://example.org${path}`),
  )
})
