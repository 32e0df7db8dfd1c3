import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/article/article.ts'
import type { Instant } from '../../src/article/instant.ts'
import { settle } from '../../src/catalog/identity.ts'
import { hour } from './newsroom.ts'

const article = (more: Partial<Article> = {}): Article => ({
  key: 'world/a.md',
  section: 'world',
  title: 'A',
  url: 'https://example.org/a',
  slug: 'a',
  authors: [],
  tags: [],
  enclosures: [],
  status: 'live',
  body: { kind: 'markdown', text: 'a' },
  contentHash: 'hash',
  ...more,
})

const mint = () => 'minted'

/** Settles the same file again and again, as it reads at each moment; a run happens every time. */
function history(...versions: readonly (readonly [now: Instant, article: Article])[]) {
  let memory: ReturnType<typeof settle>['memory'] | undefined
  let lastRun: Instant | undefined
  return versions.map(([now, version]) => {
    const past = { ...(memory && { memory }), ...(lastRun && { lastRun }) }
    const settled = settle(version, past, now, mint)
    memory = settled.memory
    lastRun = now
    return settled
  })
}

const last = (...versions: readonly (readonly [now: Instant, article: Article])[]) =>
  history(...versions).at(-1)

describe('id', () => {
  it('is the stated one, else the remembered one, else minted', () => {
    const stated = article({ id: 'stated' })
    expect(last([hour(0), article()])?.entry.id).toBe('minted')
    expect(last([hour(0), stated])?.entry.id).toBe('stated')
    expect(last([hour(0), stated], [hour(1), article()])?.entry.id).toBe('stated')
    expect(last([hour(0), article()], [hour(1), stated])?.entry.id).toBe('stated')
  })
})

describe('published', () => {
  const cases: readonly [string, readonly (readonly [Instant, Article])[], Instant][] = [
    [
      'is the moment of first sight when undated',
      [
        [hour(0), article()],
        [hour(1), article()],
      ],
      hour(0),
    ],
    ['is the stated one', [[hour(0), article({ published: hour(-9) })]], hour(-9)],
    [
      'stays when a date is stated after readers have seen it',
      [
        [hour(0), article()],
        [hour(1), article({ published: hour(-5) })],
      ],
      hour(0),
    ],
    [
      'stays when the date is taken out of the file',
      [
        [hour(0), article({ published: hour(-5) })],
        [hour(1), article()],
      ],
      hour(-5),
    ],
    [
      'follows the file while it lies ahead',
      [
        [hour(0), article({ published: hour(9) })],
        [hour(1), article({ published: hour(5) })],
      ],
      hour(5),
    ],
    [
      'is the moment an undated draft goes live',
      [
        [hour(0), article({ status: 'draft' })],
        [hour(7), article()],
        [hour(9), article()],
      ],
      hour(7),
    ],
    [
      'is the end of the embargo when undated, wherever the embargo moves before it ends',
      [
        [hour(0), article({ embargoedUntil: hour(9) })],
        [hour(1), article({ embargoedUntil: hour(5) })],
      ],
      hour(5),
    ],
    [
      'stays when the article is withdrawn and comes back',
      [
        [hour(0), article()],
        [hour(1), article({ status: 'withdrawn' })],
        [hour(2), article()],
      ],
      hour(0),
    ],
  ]
  it.each(cases)('%s', (_, versions, expected) => {
    expect(last(...versions)?.entry.published).toBe(expected)
  })

  it('moves with the file when a person accepts that', () => {
    const [first] = history([hour(0), article()])
    const past = { memory: first?.memory ?? { firstSeen: hour(0) }, lastRun: hour(0), acceptDates: true }
    const settled = settle(article({ published: hour(-3) }), past, hour(1), mint)
    expect([settled.entry.published, settled.findings]).toEqual([hour(-3), []])
  })
})

describe('updated', () => {
  const edited = { contentHash: 'other' }
  const cases: readonly [string, readonly (readonly [Instant, Article])[], Instant][] = [
    ['is published at first', [[hour(0), article({ published: hour(-2) })]], hour(-2)],
    [
      'is the moment an edit was seen',
      [
        [hour(0), article()],
        [hour(3), article(edited)],
      ],
      hour(3),
    ],
    [
      'stays when nothing more is edited',
      [
        [hour(0), article()],
        [hour(3), article(edited)],
        [hour(4), article(edited)],
      ],
      hour(3),
    ],
    [
      'does not move for what readers never saw otherwise',
      [
        [hour(0), article({ published: hour(9) })],
        [hour(3), article({ ...edited, published: hour(9) })],
      ],
      hour(9),
    ],
    [
      'is the stated one',
      [
        [hour(0), article()],
        [hour(3), article({ ...edited, updated: hour(2) })],
      ],
      hour(2),
    ],
    ['is never before published', [[hour(0), article({ updated: hour(-3) })]], hour(0)],
  ]
  it.each(cases)('%s', (_, versions, expected) => {
    expect(last(...versions)?.entry.updated).toBe(expected)
  })
})

describe('the moment from which readers may have seen it', () => {
  const future = article({ published: hour(5) })
  const cases: readonly [string, readonly (readonly [Instant, Article])[], Instant | undefined][] = [
    ['is its date or the end of its embargo', [[hour(0), future]], hour(5)],
    [
      'stays when it is withdrawn later',
      [
        [hour(0), article()],
        [hour(9), article({ status: 'withdrawn' })],
      ],
      hour(0),
    ],
    ['is none for a draft', [[hour(0), article({ status: 'draft', published: hour(-9) })]], undefined],
    [
      'is none when it was taken back before, not even once that moment has come',
      [
        [hour(0), future],
        [hour(1), article({ published: hour(5), status: 'withdrawn' })],
        [hour(9), article({ published: hour(5), status: 'withdrawn' })],
      ],
      undefined,
    ],
    [
      'is its date when it is first met withdrawn: others published it',
      [[hour(0), article({ published: hour(-9), status: 'withdrawn' })]],
      hour(-9),
    ],
    [
      'is none when it is first met withdrawn before its date',
      [[hour(0), article({ published: hour(5), status: 'withdrawn' })]],
      undefined,
    ],
  ]
  it.each(cases)('%s', (_, versions, expected) => {
    expect(last(...versions)?.memory.release).toBe(expected)
  })
})
