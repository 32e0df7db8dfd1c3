import { describe, expect, it } from 'vitest'
import { joinedNames } from '../../src/article/author-names.ts'
import { authorOfText } from '../../src/article/author-text.ts'
import { article, found, parse } from './desk.ts'

const authorsOf = (line: string) => article(`---\ntitle: T\ndate: 2024-01-01\n${line}\n---\nText.`).authors

describe('authorOfText', () => {
  it.each([
    ['Ada Poe', { name: 'Ada Poe' }],
    ['Ada Poe <ada@example.org>', { name: 'Ada Poe', email: 'ada@example.org' }],
    ['Ada Poe (ada@example.org)', { name: 'Ada Poe', email: 'ada@example.org' }],
    ['ada@example.org (Ada Poe)', { name: 'Ada Poe', email: 'ada@example.org' }],
    ['Ada Poe (@ada)', { name: 'Ada Poe (@ada)' }],
    ['Ada Poe (photos)', { name: 'Ada Poe (photos)' }],
    ['[Ada Poe](https://ada.example/)', { name: 'Ada Poe', url: 'https://ada.example/' }],
    ['[Ada Poe](<https://ada.example/> "Home")', { name: 'Ada Poe', url: 'https://ada.example/' }],
    ['[Ada Poe](mailto:ada@example.org)', { name: 'Ada Poe', email: 'ada@example.org' }],
    ['[Ada](/team/ada), ferries', { name: 'Ada, ferries' }],
    [
      'Ada Poe ([@ada](https://s.example/ada)), ferries',
      { name: 'Ada Poe (@ada), ferries', url: 'https://s.example/ada' },
    ],
    ['<a href="https://ada.example/">Ada Poe</a>', { name: 'Ada Poe', url: 'https://ada.example/' }],
    ['[A](javascript:x)', { name: 'A' }],
    ['**Ada Poe**', { name: 'Ada Poe' }],
    ['_Ada Poe_, ferries', { name: 'Ada Poe, ferries' }],
    ['**[Ada Poe](https://ada.example/)**', { name: 'Ada Poe', url: 'https://ada.example/' }],
    ['[[Ada Poe]]', { name: 'Ada Poe' }],
    ['[[people/ada|Ada Poe]]', { name: 'Ada Poe' }],
    ['ada_poe_x', { name: 'ada_poe_x' }],
    ['A*', { name: 'A*' }],
    ['by José Núñez', { name: 'José Núñez' }],
    ['By: 山田太郎', { name: '山田太郎' }],
    ['BY ADA POE <ada@example.org>', { name: 'ADA POE', email: 'ada@example.org' }],
    ['By [Ada Poe](https://ada.example/)', { name: 'Ada Poe', url: 'https://ada.example/' }],
    ['[By Ada Poe](https://ada.example/)', { name: 'Ada Poe', url: 'https://ada.example/' }],
    ['By', { name: 'By' }],
    ['By og land', { name: 'By og land' }],
    ['Byron Poe', { name: 'Byron Poe' }],
  ])('%s', (text, author) => expect(authorOfText(text)).toEqual(author))

  it('is applied to the name in a map', () =>
    expect(authorsOf('author: { name: "[Ada Poe](https://ada.example/)" }')).toEqual([
      { name: 'Ada Poe', url: 'https://ada.example/' },
    ]))

  it('takes time linear in the length of its input', () => {
    for (const text of [
      '['.repeat(50_000),
      '[a]('.repeat(20_000),
      '<a href='.repeat(20_000),
      '*a'.repeat(50_000),
    ])
      expect(authorOfText(text)).toBeUndefined()
  })
})

describe('joinedNames', () => {
  it.each([
    ['Ada Poe, John Roe', ['Ada Poe', 'John Roe']],
    ['Ada Poe and John Roe', ['Ada Poe', 'John Roe']],
    ['Ada Poe, John Roe, and Max van der Berg', ['Ada Poe', 'John Roe', 'Max van der Berg']],
    ['Ada Poe & John Roe', ['Ada Poe', 'John Roe']],
    ['Jörg Müller und Eva Groß', ['Jörg Müller', 'Eva Groß']],
  ])('%s', (text, names) => expect(joinedNames(text)).toEqual(names))

  it.each([
    'Ada Poe',
    'Poe, Ada',
    'Ada Poe, for the harbour team',
    'Johnson & Johnson',
    'Trade and Industry',
  ])('%s is one name', (text) => expect(joinedNames(text)).toBeUndefined())
})

describe('authors of an article', () => {
  it.each([
    'author: by José Núñez',
    'byline: By José Núñez',
    'authors: [BY José Núñez]',
    'author: {name: By José Núñez}',
  ])('with one author have one entry in any notation: %s', (line) =>
    expect(authorsOf(line)).toEqual([{ name: 'José Núñez' }]),
  )

  it('publish several names in one text unchanged, with a finding about the syntax', () => {
    const text = '---\ntitle: T\ndate: 2024-01-01\nauthor: Ada Poe and John Roe\n---\nText.'
    expect(found(text)).toEqual(['authors-joined 4:9'])
    expect(parse(text).findings[0]?.expected).toBe('author: [Ada Poe, John Roe]')
    expect(article(text).authors).toEqual([{ name: 'Ada Poe and John Roe' }])
  })

  it('accept a handle without a finding, and report a broken address', () => {
    expect(found('---\ntitle: T\ndate: 2024-01-01\nauthor: Ada (@ada)\n---\nText.')).toEqual([])
    expect(found('---\ntitle: T\ndate: 2024-01-01\nauthor: Ada (ada@)\n---\nText.')).toEqual([
      'value-ignored 4:9',
    ])
  })

  it('are read from `by`', () => expect(authorsOf('by:\n- Ada Poe')).toEqual([{ name: 'Ada Poe' }]))
})
