import { describe, expect, it } from 'vitest'
import { documentKey, siteKey } from '../../src/http/cache-keys.ts'

const digest = (text: string) => `digest-of-${text.length}`

describe('the key of a document', () => {
  it.each([
    ['https://news.example.org/feeds/world/rss.xml', 'news.example.org/feeds/world/rss.xml'],
    ['https://news.example.org:8443/', 'news.example.org:8443/'],
    ['https://news.example.org/a,b (c)/é.xml', 'news.example.org/a%2Cb%20%28c%29/%C3%A9.xml'],
    [`https://news.example.org/${'x'.repeat(500)}`, 'digest-of-517'],
  ])('at %s is %s', (url, expected) => {
    expect(documentKey(url, digest)).toBe(expected)
    expect(documentKey(url, digest)).toMatch(/^[!-+\--~]+$/)
  })

  it('is never that of the site', () => {
    expect(siteKey('https://news.example.org:8443/feeds/')).toBe('feedwright-news.example.org-8443')
  })
})
