import { describe, expect, it } from 'vitest'
import { article, found, parse } from '../desk.ts'

const written = (lines: string) => `---\ntitle: T\n${lines}\n---\nText.`

describe('shapes of tags', () => {
  it.each([
    ['tags: [a, b]', ['a', 'b']],
    ['tags: a, b', ['a', 'b']],
    ['categories: [[Sports, Rowing], News]', ['Sports', 'Rowing', 'News']],
    ['tags: [{name: Sports, slug: s}, {title: Rowing}]', ['Sports', 'Rowing']],
    ['category: {name: Sports}', ['Sports']],
    ['tags: a; b', ['a', 'b']],
    ['tags: "#a #b"', ['#a', '#b']],
    ['tags: {a: true, b: false, c: yes}', ['a', 'c']],
    ['tags: []', []],
  ])('%s', (line, tags) => {
    const text = written(`date: 2024-01-01\n${line}`)
    expect(article(text).tags).toEqual(tags)
    expect(found(text)).toEqual([])
  })

  it('reports what is used of a mapping without a name', () =>
    expect(parse(written('date: 2024-01-01\ntags: [{weight: 3}]')).findings).toMatchObject([
      { code: 'value-ignored', got: 'keys and values', expected: expect.stringContaining('`name`') },
    ]))
})

describe('shapes of dates', () => {
  it.each([
    ['date:\n  created: 2024-01-02\n  updated: 2024-01-03', '2024-01-02T00:00:00Z', '2024-01-03T00:00:00Z'],
    ['date: {published: 2024-01-02}', '2024-01-02T00:00:00Z', undefined],
    ['date: [2024-01-02]', '2024-01-02T00:00:00Z', undefined],
  ])('%s', (line, published, updated) => {
    const { published: first, updated: last } = article(written(line))
    expect([first, last]).toEqual([published, updated])
  })

  it.each(['date: {month: 3}', 'date: [2024-01-02, 2024-01-03]'])('%s is an error', (line) =>
    expect(found(written(line))).toContainEqual(expect.stringMatching(/^value-invalid/)),
  )
})
