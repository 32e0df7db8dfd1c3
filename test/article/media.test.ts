import { describe, expect, it } from 'vitest'
import { contentPath, isMediaType, localMedia, mediaTypeOf, typeOfUrl } from '../../src/article/media.ts'

describe('contentPath', () => {
  it.each([
    ['pic.jpg', 'world/pic.jpg'],
    ['./a/../pic.jpg', 'world/pic.jpg'],
    ['../media/pic.jpg', 'media/pic.jpg'],
    ['/media/pic.jpg', 'media/pic.jpg'],
    ['a%20b.jpg?w=1#x', 'world/a b.jpg'],
    ['u\u0308.jpg', 'world/ü.jpg'],
  ])('%s', (ref, path) => expect(contentPath(ref, 'world/strikes.md')).toBe(path))

  it.each([
    '../../etc/passwd',
    '/../etc/passwd',
    '%2e%2e/%2e%2e/etc/passwd',
    '..%2f..%2fetc/passwd',
    '..\\..\\etc',
    '%5c..%5cetc',
    'C:/windows',
    'C%3A/windows',
    'file:///etc/passwd',
    '//host/pic.jpg',
    'https://example.org/pic.jpg',
    'a%00.jpg',
    'a%ff.jpg',
    '',
    '?x',
    '..',
  ])('refuses %j', (ref) => expect(contentPath(ref, 'world/strikes.md')).toBeUndefined())
})

it('finds a file of the site by its path or by its address', () => {
  const file = { url: 'https://example.org/media/pic.jpg', type: 'image/jpeg', length: 9 }
  const media = (path: string) => (path === 'media/pic.jpg' ? file : undefined)
  const place = {
    key: 'world/a.md',
    url: 'https://example.org/world/a/',
    site: { url: 'https://example.org/' },
    media,
  }
  expect(localMedia('../media/pic.jpg', place)).toBe(file)
  expect(localMedia('https://example.org/media/pic.jpg', place)).toBe(file)
  expect(localMedia('https://example.com/media/pic.jpg', place)).toBeUndefined()
  expect(localMedia('pic.jpg', place)).toBeUndefined()
  // The address of a page, which no file can have.
  expect(localMedia('/media/pic.jpg/', place)).toBeUndefined()
  expect(localMedia('https://example.org/media/pic.jpg/?q#x', place)).toBeUndefined()
})

it.each([
  ['https://a.example/x.JPG?w=1', 'image/jpeg'],
  ['https://a.example/x.mp3', 'audio/mpeg'],
  ['https://a.example/x', undefined],
  ['https://a.example/?x.jpg', undefined],
  ['nonsense.jpg', undefined],
])('typeOfUrl(%s) is %s', (url, type) => expect(typeOfUrl(url)).toBe(type))

it.each([
  ['image/jpeg', true],
  ['image/svg+xml', true],
  ['image/', false],
  ['jpeg', false],
  ['image//image', false],
  ['text/html; charset=utf-8', true],
  ['chemical/x-pdb', true],
  [`a/${'b'.repeat(127)}`, true],
  [`a/${'b'.repeat(128)}`, false],
  ['text/html charset', false],
])('isMediaType(%s) is %s', (type, expected) => expect(isMediaType(type)).toBe(expected))

it.each([
  ['image/jpeg', 'image/jpeg'],
  ['Text/HTML; charset=utf-8', 'text/html'],
  ['audio/mp3', 'audio/mpeg'],
  ['chemical/x-pdb', undefined],
  ['mp3', undefined],
])('mediaTypeOf(%s) is %s', (text, type) => expect(mediaTypeOf(text)).toBe(type))
