import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { feedAddress, feedPath, isAddress, pathPart } from '../../src/config/feed-path.ts'

describe('feedPath', () => {
  it.each(['world', 'news/europe', 'a.b', 'World_2~x', 'v1.2/tags', 'console', 'world/', 'archive/2024'])(
    'takes %s',
    (text) => {
      expect(feedPath(text)).toEqual({ path: text.replace(/\/$/, '') })
    },
  )

  it.each([
    ['', 'empty'],
    ['..', 'lead out'],
    ['a/../b', 'lead out'],
    ['./a', 'lead out'],
    ['/etc', 'relative'],
    ['C:/x', 'relative'],
    ['a\\b', 'separated'],
    ['a//b', 'next to each other'],
    ['.git', 'dot'],
    ['a/.well-known', 'dot'],
    ['CON', 'device'],
    ['a/nul.txt', 'device'],
    ['Lpt1', 'device'],
    ['manifest.json', 'published file'],
    ['world/rss.xml', 'published file'],
    ['index.html', 'published file'],
    ['world.', 'Windows drops'],
    ['wörld', 'characters'],
    ['a b', 'characters'],
    ['a%2e', 'characters'],
    ['a\u0000', 'characters'],
    ['a\nb', 'characters'],
    ['x'.repeat(201), '200'],
    ['world/archive/0001', 'archive pages'],
    ['world/Archive', 'archive pages'],
  ])('refuses %j', (text, reason) => {
    expect(feedPath(text)).toEqual({ mistake: expect.stringContaining(reason) })
  })
})

describe('pathPart', () => {
  it.each([
    ['Middle East', 'middle-east'],
    ['middle_east', 'middle-east'],
    ['Élysée', 'elysee'],
    ['E\u0301lyse\u0301e', 'elysee'],
    ["People's Bank & Co.", 'people-s-bank-co'],
    ['pt-BR', 'pt-br'],
  ])('%s is %s', (name, part) => {
    expect(pathPart(name)).toBe(part)
  })

  it('distinguishes names with the same letters and digits', () => {
    const parts = ['C', 'C++', 'C#', '日本', '日本語', '!', 'con', '?'].map(pathPart)
    expect(new Set(parts).size).toBe(parts.length)
  })

  it('is a safe folder for any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (name) => {
        const part = pathPart(name)
        expect(feedPath(part)).toEqual({ path: part })
        expect(part).toBe(part.toLowerCase())
        expect(part).not.toContain('/')
      }),
      { seed: 20_261_122, numRuns: 500 },
    )
  })
})

describe('feedAddress', () => {
  it.each([
    '/feed.xml',
    '/index.xml',
    '/rss.xml',
    '/atom.xml',
    '/feed/',
    '/blog/feed/',
    '/blog/index.xml',
    '/news.rss',
    '/feed.json',
    '/a/b/c.atom',
  ])('takes %s', (text) => {
    expect(isAddress(text)).toBe(true)
    expect(feedAddress(text)).toEqual({ address: text })
  })

  it.each(['rss.xml', 'blog/index.xml'])('takes %s for the same with a slash', (text) => {
    expect(isAddress(text)).toBe(true)
    expect(feedAddress(text)).toEqual({ address: `/${text}` })
  })

  it.each([
    ['/', 'not a document'],
    ['/feed', 'write feed for a folder, or /feed/'],
    ['/index.html', 'for a folder'],
    ['//feed.xml', 'next to each other'],
    ['/../feed.xml', 'lead out'],
    ['/.xml', 'dot'],
    ['/.feed.xml', 'dot'],
    ['/con.xml', 'device'],
    ['/a b.xml', 'characters'],
    ['/x/archive/1.xml', 'archive'],
    ['/manifest.json', 'another file'],
    ['/News-Sitemap.xml', 'another file'],
    ['/rss.xml/feed.xml', 'published file'],
    ['/a\\b.xml', 'characters'],
  ])('refuses %j', (text, reason) => {
    expect(feedAddress(text)).toEqual({ mistake: expect.stringContaining(reason) })
  })
})
