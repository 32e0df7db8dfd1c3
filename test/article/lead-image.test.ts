import { describe, expect, it } from 'vitest'
import { mediaTypeOf } from '../../src/article/media.ts'
import { PICTURE, parse } from './desk.ts'

const parsed = (yaml: string) => {
  const { value, findings } = parse(`---\ntitle: A\ndate: 2024-01-01\n${yaml}\n---\nx`)
  return {
    image: value?.image,
    enclosures: value?.enclosures,
    told: findings.map(({ code, line, column }) => `${code} ${line}:${column}`),
  }
}

describe('the lead image', () => {
  it.each([
    ['/images/crane.jpg', 'https://example.org/images/crane.jpg', 'image/jpeg'],
    ['/a b/ü.webp?w=1', 'https://example.org/a%20b/%C3%BC.webp?w=1', 'image/webp'],
    ['/images/crane', 'https://example.org/images/crane', undefined],
  ])('may be a path on the site that no file here has: %s', (ref, url, type) => {
    const { image, told } = parsed(`image: ${ref}`)
    expect(image).toEqual(type === undefined ? { url } : { url, type })
    expect(told).toEqual(['media-missing 4:8'])
  })

  it('has the properties from the front matter on such a path', () =>
    expect(
      parsed('image: {src: /images/old.webp, alt: An old crane, width: 1200, height: 675}').image,
    ).toEqual({
      url: 'https://example.org/images/old.webp',
      type: 'image/webp',
      alt: 'An old crane',
      width: 1200,
      height: 675,
    }))

  it.each([
    ['[pic.jpg]', []],
    ['[{src: pic.jpg, alt: A}]', []],
    ['[pic.jpg, /other.jpg]', ['value-ignored 4:18']],
    ['{path: pic.jpg}', []],
    ['{feature: pic.jpg}', []],
  ])('is the first of a list, or the picture of a mapping: %s', (yaml, told) => {
    const found = parsed(`image: ${yaml}`)
    expect(found.image).toMatchObject(PICTURE)
    expect(found.told).toEqual(told)
  })

  it.each(['crane.jpg', '../media/crane.jpg'])(
    'is not reported as a missing file next to the article: %s',
    (ref) => expect(parsed(`image: ${ref}`)).toMatchObject({ image: undefined, told: ['media-missing 4:8'] }),
  )

  it.each([
    ['"https://cdn.example/a.jpg\u200b"', { url: 'https://cdn.example/a.jpg', type: 'image/jpeg' }],
    ['“https://cdn.example/a.jpg”', { url: 'https://cdn.example/a.jpg', type: 'image/jpeg' }],
    ['www.cdn.example/a.png', { url: 'https://www.cdn.example/a.png', type: 'image/png' }],
    ['"pic.jpg\u200e"', PICTURE],
    ['https://cdn.example/photo/1234', { url: 'https://cdn.example/photo/1234' }],
    [
      '{src: https://cdn.example/1234, type: image/jpg}',
      { url: 'https://cdn.example/1234', type: 'image/jpeg' },
    ],
    [
      '{src: https://cdn.example/a.png, type: photo}',
      { url: 'https://cdn.example/a.png', type: 'image/png' },
    ],
  ])('%s', (yaml, image) => expect(parsed(`image: ${yaml}`)).toMatchObject({ image, told: [] }))

  it.each([
    ['http://localhost:1313/b.jpg', 'address-private 4:8'],
    ['http://192.168.1.4/b.jpg', 'address-private 4:8'],
    ['cid:part1', 'media-missing 4:8'],
    ['file:///C:/a.jpg', 'media-missing 4:8'],
    ['https://cdn.example/IMG_1.HEIC', 'picture-format 4:8'],
    ['{src: https://cdn.example/1, type: image/tiff}', 'picture-format 4:8'],
    ['https://cdn.example/talk.mp3', 'media-type-unknown 4:8'],
  ])('is not %s', (yaml, told) =>
    expect(parsed(`image: ${yaml}`)).toMatchObject({ image: undefined, told: [told] }),
  )
})

describe('enclosures', () => {
  it.each(['', ', length: 0', ', length: unknown', ', length: -5'])(
    'are published without a known length: {…%s}',
    (length) => {
      const { enclosures, told } = parsed(
        `enclosures:\n  - {url: https://cdn.example/a.mp3, type: audio/mp3${length}}`,
      )
      expect(enclosures).toEqual([{ url: 'https://cdn.example/a.mp3', type: 'audio/mpeg' }])
      expect(told).toEqual(['enclosure-length-unknown 5:5'])
    },
  )

  it('are trimmed of invisible characters', () =>
    expect(parsed('enclosures: [{url: "https://cdn.example/a.mp3\u200b", length: 5}]')).toMatchObject({
      enclosures: [{ url: 'https://cdn.example/a.mp3', type: 'audio/mpeg', length: 5 }],
      told: [],
    }))
})

it.each([
  ['image/jpg', 'image/jpeg'],
  ['IMAGE/PJPEG', 'image/jpeg'],
  ['audio/mp3', 'audio/mpeg'],
  ['audio/mpeg; codecs=mp3', 'audio/mpeg'],
  ['image/webp', 'image/webp'],
  ['photo', undefined],
  ['', undefined],
])('the media type %j is %s', (text, type) => expect(mediaTypeOf(text)).toBe(type))
