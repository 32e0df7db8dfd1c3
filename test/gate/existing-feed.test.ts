import { describe, expect, it } from 'vitest'
import { readExistingFeed } from '../../src/gate/existing-feed.ts'

const rss = (items: string, more = '') =>
  new TextEncoder().encode(
    `<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour</title><link>https://example.org/blog/</link>${more}${items}</channel></rss>`,
  )
const item = (link: string, more = '') => `<item><title>Ferry</title><link>${link}</link>${more}</item>`

describe('the present feed of a site', () => {
  it('is read as readers do, with undeclared prefixes and forbidden characters', () => {
    const feed = readExistingFeed(
      rss(item('https://example.org/a/', '<x:y>\u000f</x:y>') + item('https://example.org/b/'), '<w:c/>'),
    )
    expect(feed?.items.map(({ url }) => url)).toEqual(['https://example.org/a/', 'https://example.org/b/'])
  })

  it('has items with relative links on its site, whose ids are the links as written', () => {
    const feed = readExistingFeed(rss(item('/a/') + item('b/')))
    expect(feed?.home).toBe('https://example.org/')
    expect(feed?.items.map(({ id, url }) => [id, url])).toEqual([
      ['/a/', 'https://example.org/a/'],
      ['b/', 'https://example.org/blog/b/'],
    ])
  })

  it('states its site if its items link to others', () => {
    const feed = readExistingFeed(rss(item('https://one.example/') + item('https://two.example/')))
    expect(feed?.home).toBe('https://example.org/')
  })

  it('is none without items', () => expect(readExistingFeed(rss(''))).toBeUndefined())
})
