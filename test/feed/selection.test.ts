import { describe, expect, it } from 'vitest'
import type { Selection } from '../../src/feed/definition.ts'
import { byNewest, isReleased, releaseOf, selects } from '../../src/feed/selection.ts'
import { articleEntry, at, day } from '../support/newsroom.ts'

const entry = articleEntry('strike', 2, {
  tags: ['iraq', 'syria'],
  language: 'en',
  authors: [{ name: 'Jane' }],
})

describe('selects', () => {
  it.each<[string, Selection, boolean]>([
    ['everything', {}, true],
    ['its section', { sections: ['world'] }, true],
    ['another section', { sections: ['business'] }, false],
    ['one of its tags', { tags: ['syria', 'x'] }, true],
    ['a tag it lacks', { tags: ['x'] }, false],
    ['its section and a tag it lacks', { sections: ['world'], tags: ['x'] }, false],
    ['its author', { authors: ['Jane'] }, true],
    ['its author in small letters', { authors: ['jane'] }, true],
    ['another author', { authors: ['Joan'] }, false],
    ['its language', { languages: ['en'] }, true],
    ['another language', { languages: ['fr'] }, false],
    ['its section without its tag', { sections: ['world'], exclude: { tags: ['iraq'] } }, false],
    ['all but its section', { exclude: { sections: ['world'] } }, false],
    ['all but its author', { exclude: { authors: ['Jane'] } }, false],
    ['members only', { audience: 'members' }, false],
    ['no list may be met by nothing', { sections: [] }, false],
  ])('%s', (_, selection, expected) => {
    expect(selects(selection, entry)).toBe(expected)
  })

  it('tells of an article for an audience where teasers are asked for, unless the feed has an audience of its own', () => {
    const members = { ...entry, audience: 'members' }
    expect(selects({ teasers: true }, members)).toBe(true)
    expect(selects({ teasers: true }, entry)).toBe(true)
    expect(selects({ teasers: true, tags: ['none such'] }, members)).toBe(false)
    expect(selects({ teasers: true, audience: 'staff' }, members)).toBe(false)
  })

  it('gives an article for one audience to feeds for exactly that audience', () => {
    const members = { ...entry, audience: 'members' }
    expect(selects({}, members)).toBe(false)
    expect(selects({ audience: 'staff' }, members)).toBe(false)
    expect(selects({ audience: 'members' }, members)).toBe(true)
  })
})

describe('spellings', () => {
  /** Words that are one and the same to the person who writes them. */
  const SAME = [
    [
      'Power Grid',
      'power grid',
      'power-grid',
      'POWER_GRID',
      'power\u00a0grid',
      ' Power  Grid ',
      'power\u200b grid',
    ],
    ['Élysée', 'elysee', 'E\u0301lyse\u0301e', 'ÉLYSÉE'],
    ['Санкт Петербург', 'санкт-петербург', 'САНКТ ПЕТЕРБУРГ'],
    ['Straße', 'STRASSE', 'strasse'],
    ['C++', 'c++'],
    ['日本', '日\ufeff本'],
    ['sponsored', 'Sponsored', 'SPON\u00adSORED', 'ｓｐｏｎｓｏｒｅｄ'],
  ]
  const everyPair = SAME.flatMap((group) =>
    group.flatMap((one) => group.map((other) => [one, other] as const)),
  )

  it.each(everyPair)('%j is %j wherever a feed picks or leaves out', (one, other) => {
    const said = { ...entry, section: one, tags: ['x', one], authors: [{ name: one }], audience: one }
    const audience = other
    for (const pick of [{ sections: [other] }, { tags: [other] }, { authors: [other] }]) {
      expect(selects({ ...pick, audience }, said)).toBe(true)
      expect(selects({ audience, exclude: pick }, said)).toBe(false)
    }
    expect(selects({}, said)).toBe(false)
  })

  it.each([
    ['José Núñez', 'Núñez, José', true],
    ['jose nunez', 'NÚÑEZ,José', true],
    ['Núñez, José', 'José Núñez', true],
    ['José Núñez', 'Ana Roe and José Núñez', true],
    ['José Núñez', 'Núñez, José; Roe, Ana', true],
    ['José Núñez', 'Ana Roe, José Núñez', true],
    ['José Núñez', 'Núñez, José, Ana', false],
    ['José', 'Núñez, José', false],
    ['Ana Roe and José Núñez', 'José Núñez', false],
  ])('leave out %j of the byline %j: %s', (word, name, isOut) => {
    const by = { ...entry, authors: [{ name }] }
    expect(selects({ exclude: { authors: [word] } }, by)).toBe(!isOut)
    // A feed of an author asks for the name as it is written.
    if (word === 'José Núñez' && isOut) expect(selects({ authors: [word] }, by)).toBe(false)
  })

  it('of different words stay apart', () => {
    const words = [...SAME.map(([first = '']) => first), 'C', 'C#', 'かき', 'がき', 'powergrid', 'й', 'и']
    for (const one of words)
      for (const other of words)
        expect(selects({ tags: [other] }, { ...entry, tags: [one] })).toBe(one === other)
  })

  it.each([
    ['de', 'de-AT', true],
    ['de', 'DE', true],
    ['de-AT', 'de', false],
    ['de', 'den', false],
    ['zh-Hant', 'zh-Hant-TW', true],
    ['zh-TW', 'zh-Hant-TW', false],
  ])('the range %s takes %s: %s (RFC 4647)', (range, tag, expected) =>
    expect(selects({ languages: [range] }, { ...entry, language: tag })).toBe(expected),
  )
})

describe('isReleased', () => {
  it.each([
    ['before its date', articleEntry('a', 10), day(9), false],
    ['at its very moment', articleEntry('a', 10), day(10), true],
    ['before its embargo ends', articleEntry('a', 1, { embargoedUntil: day(5) }), day(4), false],
    ['when its embargo ends', articleEntry('a', 1, { embargoedUntil: day(5) }), day(5), true],
    ['a draft of long ago', articleEntry('a', 1, { status: 'draft' }), day(20), false],
    ['a withdrawn article', articleEntry('a', 1, { status: 'withdrawn' }), day(20), false],
  ] as const)('%s', (_, article, now, expected) => {
    expect(isReleased(article, now)).toBe(expected)
  })

  it('an embargo that is over before the date does not hurry it', () => {
    expect(releaseOf(articleEntry('a', 10, { embargoedUntil: day(5) }))).toBe(day(10))
  })
})

it('byNewest puts the newest first, of one date the one filed last, then goes by id; in one order whatever comes in', () => {
  const sorted = [
    articleEntry('c', 3),
    articleEntry('y', 2, { firstSeen: day(9) }),
    articleEntry('x', 2, { firstSeen: day(8) }),
    articleEntry('a', 2),
    articleEntry('b', 2),
    articleEntry('z', 1),
  ]
  expect(sorted.toReversed().toSorted(byNewest)).toEqual(sorted)
  expect(
    byNewest(
      { published: at('2024-01-01T00:00:00Z'), id: 'x' },
      { published: at('2024-01-01T00:00:00Z'), id: 'x' },
    ),
  ).toBe(0)
})
