import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isInstant } from '../../src/article/instant.ts'
import { expandPermalink } from '../../src/article/permalink.ts'
import { sitePath } from '../../src/article/site-path.ts'
import { absoluteUrl, isEmailAddress, slugOf } from '../../src/article/url.ts'

const BASE = 'https://example.org/world/strikes/'

describe('absoluteUrl', () => {
  it('resolves plain paths as the URL parser does', () => {
    const path = fc.string({
      unit: fc.constantFrom('a', '9', '.', '-', '_', '~', '/', '%', ':', '?'),
      maxLength: 8,
    })
    const base = fc.constantFrom(
      BASE,
      'https://example.org/',
      'https://example.org/a',
      'https://EXAMPLE.org/',
    )
    fc.assert(
      fc.property(path, base, (ref, from) => {
        const parsed = URL.canParse(ref, from)
          ? new URL(ref, from).href.replace(/%(?![0-9a-f]{2})/g, '%25')
          : undefined
        expect(absoluteUrl(ref, from)).toBe(parsed?.startsWith('http') ? parsed : undefined)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['pic.jpg', 'https://example.org/world/strikes/pic.jpg'],
    ['/pic.jpg', 'https://example.org/pic.jpg'],
    ['../pic.jpg?a=1&b=2#c', 'https://example.org/world/pic.jpg?a=1&b=2#c'],
    ['//cdn.example/pic.jpg', 'https://cdn.example/pic.jpg'],
    ['  http://a.example/b c  ', 'http://a.example/b%20c'],
    ['\\\\cdn.example\\pic.jpg', 'https://cdn.example/pic.jpg'],
    ['HTTPS://A.Example', 'https://a.example/'],
    ['http://[::1]/a[1]', 'http://[::1]/a%5B1%5D'],
    ['?q=a|b`{}[]^\\', 'https://example.org/world/strikes/?q=a%7Cb%60%7B%7D%5B%5D%5E%5C'],
    ['/100%', 'https://example.org/100%25'],
    ['/?', 'https://example.org/?'],
    ['#note', 'https://example.org/world/strikes/#note'],
    ['http://bücher.example/ü', 'http://xn--bcher-kva.example/%C3%BC'],
    ['a\u0001b', 'https://example.org/world/strikes/ab'],
  ])('%s', (ref, expected) => expect(absoluteUrl(ref, BASE)).toBe(expected))

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' \u0001javascript:alert(1)',
    'java\tscript:alert(1)',
    'java\nscript:alert(1)',
    'java\u0000script:alert(1)',
    'javascript\u000b:alert(1)',
    'data:text/html,<script>',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://example.org/1',
    'ftp://a.example/',
    'about:blank',
    'view-source:https://a.example',
    'http://',
    'https://a b/',
    'https://exa mple/',
  ])('refuses %j', (ref) => {
    expect(absoluteUrl(ref, BASE)).toBeUndefined()
    expect(absoluteUrl(ref, BASE, 'link')).toBeUndefined()
  })

  it('accepts mail and telephone addresses in links only', () => {
    expect(absoluteUrl('mailto:desk@example.org', BASE, 'link')).toBe('mailto:desk@example.org')
    expect(absoluteUrl('tel:+49301234', BASE, 'link')).toBe('tel:+49301234')
    expect(absoluteUrl('mailto:desk@example.org', BASE)).toBeUndefined()
  })

  it('returns an http(s) address of RFC 3986 characters, and is idempotent', () => {
    const pieces = fc.constantFrom(
      'javascript:',
      'data:',
      ':',
      '/',
      '\\',
      '%',
      '[',
      '?',
      '#',
      '&',
      '\t',
      ' ',
      '@',
      'a',
      '//',
    )
    const ref = fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 8 })
    fc.assert(
      fc.property(ref, (parts) => {
        const url = absoluteUrl(parts.join(''), BASE)
        if (url === undefined) return
        expect(url).toMatch(/^https?:\/\/[^/\s]+\/(?:[\w.~!$&'()*+,;=:@/?#-]|%[0-9A-Fa-f]{2})*$/)
        expect(absoluteUrl(url, BASE)).toBe(url)
        expect(absoluteUrl(url, 'http://other.example/')).toBe(url)
      }),
      { seed: 4, numRuns: 3000 },
    )
  })
})

describe('slugOf', () => {
  it.each([
    ['Ports reopen, ferries resume', 'ports-reopen-ferries-resume'],
    ["Iran’s council: it's over", 'irans-council-its-over'],
    ['Über Straßen & Brücken', 'über-straßen-brücken'],
    ['北京 的 雨', '北京-的-雨'],
    ['हिन्दी समाचार', 'हिन्दी-समाचार'],
    ['../..//etc', 'etc'],
    ['!!!', ''],
    ['a '.repeat(100), 'a-'.repeat(100).slice(0, -1)],
  ])('%s', (text, slug) => expect(slugOf(text)).toBe(slug))
})

describe('belowSite', () => {
  it.each([
    ['/a/b/', '/daily/a/b/'],
    ['/', '/daily/'],
    ['/daily/a/', '/daily/a/'],
    ['/daily', '/daily'],
    ['/dailies/a', '/daily/dailies/a'],
    ['//cdn.example/a', '//cdn.example/a'],
    ['https://other.example/a', 'https://other.example/a'],
    ['a/b', 'a/b'],
  ])('%s', (ref, path) => {
    expect(sitePath(ref, 'https://example.org/daily/')).toBe(path)
    expect(sitePath(ref, 'https://example.org/')).toBe(ref)
  })
})

describe('expandPermalink', () => {
  const published = '2024-12-31T23:30:00Z'
  if (!isInstant(published)) throw new Error(published)
  const parts = {
    section: 'world',
    slug: 'über-uns',
    path: 'Notes/v1.2_Über uns+?',
    published,
    timeZone: 'Europe/Berlin',
  }

  it.each([
    ['/{section}/{slug}/', '/world/%C3%BCber-uns/'],
    ['/{year}/{month}/{day}/{slug}.html', '/2025/01/01/%C3%BCber-uns.html'],
    ['/blog/{path}', '/blog/Notes/v1.2_%C3%9Cber%20uns+%3F'],
    ['/{section}/{name}/', '/world/v1.2_%C3%9Cber%20uns+%3F/'],
    ['/{unknown}/{slug}', '/{unknown}/%C3%BCber-uns'],
  ])('%s', (pattern, path) => expect(expandPermalink(pattern, parts)).toBe(path))

  it('needs a date only if the pattern contains it', () => {
    expect(expandPermalink('/{year}/{slug}', { ...parts, published: undefined })).toBeUndefined()
    expect(expandPermalink('/{slug}', { ...parts, published: undefined })).toBe('/%C3%BCber-uns')
  })
})

it.each([
  ['jane@example.org', true],
  ['jane.o.doe+feed@news.example.co.uk', true],
  ['jane@localhost', false],
  ['jane', false],
  ['.jane@example.org', false],
  ['jane doe@example.org', false],
  ['jane@example.org>', false],
])('isEmailAddress(%s) is %s', (text, expected) => expect(isEmailAddress(text)).toBe(expected))
