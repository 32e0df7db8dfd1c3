import { describe, expect, it } from 'vitest'
import { createPurgeAnnouncer } from '../../src/announcers/purge.ts'
import type { PublishedSet } from '../../src/targets/target.ts'
import { file, never, setOf } from './sample.ts'

const cache = { name: 'cache', batch: 7, purge: async () => ({ isTold: true }) as const }
const { noticesOf, batchOf, tell } = createPurgeAnnouncer([cache], false)
const BASE = 'https://news.example.org/feeds/'

const index = (path: string, sha256: string) => {
  const { feed: _feed, format: _format, ...rest } = file(path, sha256, { rank: 'index' })
  return rest
}

function withFacts(set: PublishedSet, facts: Partial<NonNullable<PublishedSet['serving']>>): PublishedSet {
  return { ...set, serving: { baseUrl: BASE, ttl: 15, redirects: [], gone: [], ...facts } }
}

describe('the documents to purge from caches', () => {
  it.each<[what: string, before: PublishedSet | undefined, after: PublishedSet, expected: readonly string[]]>(
    [
      ['nothing', setOf([file('a.xml', '1')]), setOf([file('a.xml', '1')]), []],
      [
        'what changed, of any rank',
        setOf([file('a.xml', '1'), file('b.xml', '1', { rank: 'archive' }), file('c.xml', '1')]),
        setOf([file('a.xml', '2'), file('b.xml', '2', { rank: 'archive' }), file('c.xml', '1')]),
        ['a.xml', 'b.xml'],
      ],
      [
        'what is gone',
        setOf([file('a.xml', '1'), file('b.xml', '1')]),
        setOf([file('a.xml', '1')]),
        ['b.xml'],
      ],
      [
        'what is new: a cache may have that it was not there',
        setOf([file('a.xml', '1')]),
        setOf([file('a.xml', '1'), file('b.xml', '1')]),
        ['b.xml'],
      ],
      [
        'every address of a file',
        setOf([index('index.html', '1'), index('world/index.html', '1')]),
        setOf([
          index('index.html', '2'),
          index('world/index.html', '2'),
          file('feed/index.xml', '1', { address: 'feed/' }),
        ]),
        ['', 'feed/', 'feed/index.xml', 'index.html', 'world/', 'world/index.html'],
      ],
      [
        'everything where it is not known what they have',
        undefined,
        setOf([file('a é.xml', '1')]),
        ['a%20%C3%A9.xml'],
      ],
      [
        'what moved or came back, and not whole folders',
        withFacts(setOf([]), { redirects: [{ from: 'old.xml', to: 'a.xml', status: 301 }], gone: ['x.xml'] }),
        withFacts(setOf([]), {
          redirects: [
            { from: 'old.xml', to: 'b.xml', status: 301 },
            { from: 'dir/', to: 'b/', status: 301 },
          ],
          gone: ['y.xml'],
        }),
        ['old.xml', 'x.xml', 'y.xml'],
      ],
    ],
  )('is %s', (_what, before, after, expected) => {
    const told = noticesOf({ before, after })
    expect(told.map(({ about }) => about).toSorted()).toEqual(expected.map((path) => BASE + path).toSorted())
    expect(new Set(told.map(({ receiver }) => receiver))).toEqual(
      new Set(expected.length > 0 ? ['cache'] : []),
    )
  })

  it('are sent in batches of the size of each cache, and not to a cache removed from the settings', async () => {
    expect([batchOf('cache'), batchOf('gone')]).toEqual([7, Number.POSITIVE_INFINITY])
    expect(await tell('gone', [BASE], never)).toEqual({ isTold: true })
  })
})
