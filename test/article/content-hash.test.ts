import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/article/article.ts'
import { contentHash, isEdited } from '../../src/article/content-hash.ts'

const picture = (url: string) => ({ url, type: 'image/png' })
const article = (
  image: string,
  text = 'Text.',
): Pick<Article, 'title' | 'authors' | 'tags' | 'image' | 'enclosures' | 'body'> => ({
  title: 'Title',
  authors: [],
  tags: [],
  image: picture(image),
  enclosures: [],
  body: { kind: 'markdown', text },
})

describe('the content hash', () => {
  it('does not change when the site moves to another host or to https', () => {
    const before = contentHash(article('http://example.org/a.png'))
    expect(contentHash(article('https://www.example.com/a.png'))).toBe(before)
    expect(contentHash(article('http://example.org/b.png'))).not.toBe(before)
  })
})

describe('isEdited', () => {
  it('compares hashes of the same scheme', () => {
    const [before, after] = [contentHash(article('/a')), contentHash(article('/a', 'Other.'))]
    expect(isEdited(before, before)).toBe(false)
    expect(isEdited(before, after)).toBe(true)
  })

  it('treats hashes of different schemes as equal, so that an update of the program edits no article', () => {
    expect(isEdited('0:aa', '1:bb')).toBe(false)
    expect(isEdited('aa', '1:bb')).toBe(false)
    expect(isEdited('aa', 'bb')).toBe(true)
  })
})
