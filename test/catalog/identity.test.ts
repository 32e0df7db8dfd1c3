import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/article/article.ts'
import type { Instant } from '../../src/article/instant.ts'
import { settleIdentity } from '../../src/catalog/identity.ts'
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
  let memory: ReturnType<typeof settleIdentity>['memory'] | undefined
  let lastRun: Instant | undefined
  return versions.map(([now, version]) => {
    const past = { ...(memory && { memory }), ...(lastRun && { lastRun }) }
    const settled = settleIdentity(version, past, now, mint)
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
      'is the end of an embargo that ends after the date, and stays when it is taken out later',
      [
        [hour(0), article({ published: hour(-9), embargoedUntil: hour(5) })],
        [hour(6), article({ published: hour(-9) })],
      ],
      hour(5),
    ],
    [
      'is the end of an embargo that was over before anybody met the article',
      [[hour(0), article({ published: hour(-9), embargoedUntil: hour(-3) })]],
      hour(-3),
    ],
    [
      'is the stated one where the embargo ends before it',
      [[hour(0), article({ published: hour(-3), embargoedUntil: hour(-9) })]],
      hour(-3),
    ],
    [
      'is the moment at which an embargo is lifted before its time',
      [
        [hour(0), article({ published: hour(-9), embargoedUntil: hour(50) })],
        [hour(6), article({ published: hour(-9) })],
        [hour(7), article({ published: hour(-9) })],
      ],
      hour(6),
    ],
    [
      'is the stated one of a draft that goes live',
      [
        [hour(0), article({ published: hour(-9), status: 'draft' })],
        [hour(6), article({ published: hour(-9) })],
      ],
      hour(-9),
    ],
    [
      'stays when an article readers know comes under embargo',
      [
        [hour(0), article({ published: hour(-9) })],
        [hour(1), article({ published: hour(-9), embargoedUntil: hour(5) })],
        [hour(6), article({ published: hour(-9) })],
      ],
      hour(-9),
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

  it('is reported as moved only if the file states another date than before', () => {
    const embargoed = article({ published: hour(-9), embargoedUntil: hour(5) })
    const codes = (...versions: readonly (readonly [Instant, Article])[]) =>
      last([hour(0), embargoed], ...versions)?.findings.map(({ code }) => code)
    expect(codes([hour(6), embargoed])).toEqual([])
    expect(codes([hour(2), article({ published: hour(-9) })])).toEqual([])
    const released = [hour(6), embargoed] as const
    expect(codes(released, [hour(7), article({ published: hour(-9) })])).toEqual([])
    expect(codes(released, [hour(7), article({ published: hour(5) })])).toEqual([])
    expect(codes(released, [hour(7), article({ published: hour(-8) })])).toEqual(['published-moved'])
  })

  it('moves with the file when a person accepts that', () => {
    const [first] = history([hour(0), article()])
    const past = { memory: first?.memory ?? { firstSeen: hour(0) }, lastRun: hour(0), acceptDates: true }
    const settled = settleIdentity(article({ published: hour(-3) }), past, hour(1), mint)
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
    [
      'is not the stated one that had not come, when the same text is read again after it came',
      [
        [hour(0), article({ updated: hour(2) })],
        [hour(3), article({ updated: hour(2) })],
      ],
      hour(0),
    ],
    [
      'is the stated one that had not come once the text has changed and it has',
      [
        [hour(0), article({ updated: hour(2) })],
        [hour(3), article({ updated: hour(2), contentHash: 'other' })],
      ],
      hour(2),
    ],
    ...(['withdrawn', 'draft'] as const).map(
      (status): [string, readonly (readonly [Instant, Article])[], Instant] => [
        `is the moment an article came back that was made ${status}, whatever it states, and stays from then on`,
        [
          [hour(0), article({ updated: hour(-3) })],
          [hour(3), article({ updated: hour(-3), status })],
          [hour(6), article({ updated: hour(-3) })],
          [hour(9), article({ updated: hour(-3) })],
        ],
        hour(6),
      ],
    ),
    [
      'is the end of an embargo that was put on a known article',
      [
        [hour(0), article()],
        [hour(3), article({ embargoedUntil: hour(7) })],
      ],
      hour(7),
    ],
    [
      'is the run that publishes it after such an embargo',
      [
        [hour(0), article()],
        [hour(3), article({ embargoedUntil: hour(7) })],
        [hour(9), article({ embargoedUntil: hour(7) })],
        [hour(10), article({ embargoedUntil: hour(7) })],
      ],
      hour(9),
    ],
    [
      'is the moment such an embargo is lifted before its time',
      [
        [hour(0), article()],
        [hour(3), article({ embargoedUntil: hour(7) })],
        [hour(5), article()],
        [hour(9), article()],
      ],
      hour(5),
    ],
    [
      'is the moment an expired article comes back',
      [
        [hour(0), article({ expires: hour(3) })],
        [hour(4), article({ expires: hour(3) })],
        [hour(6), article()],
      ],
      hour(6),
    ],
    [
      'does not move when an article is kept for longer before it expired',
      [
        [hour(0), article({ expires: hour(3) })],
        [hour(2), article({ expires: hour(9) })],
      ],
      hour(0),
    ],
    [
      'does not move for a draft that no one had read',
      [
        [hour(0), article({ published: hour(-9), status: 'draft' })],
        [hour(6), article({ published: hour(-9) })],
        [hour(9), article({ published: hour(-9) })],
      ],
      hour(-9),
    ],
  ]
  it.each(cases)('%s', (_, versions, expected) => {
    expect(last(...versions)?.entry.updated).toBe(expected)
  })
})

describe('the time from which readers may have seen it', () => {
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

describe('the time at which an edit made it public', () => {
  const dated = { published: hour(-9) }
  const cases: readonly [string, readonly (readonly [Instant, Article])[], Instant | undefined][] = [
    ['is none for an article that is new to us', [[hour(0), article(dated)]], undefined],
    [
      'is that of a draft that goes live, and stays',
      [
        [hour(0), article({ ...dated, status: 'draft' })],
        [hour(3), article(dated)],
        [hour(6), article(dated)],
      ],
      hour(3),
    ],
    [
      'is that of an embargo that is lifted',
      [
        [hour(0), article({ ...dated, embargoedUntil: hour(9) })],
        [hour(3), article(dated)],
      ],
      hour(3),
    ],
  ]
  it.each(cases)('%s', (_, versions, expected) => {
    expect(last(...versions)?.memory.wentLive).toBe(expected)
  })
})
