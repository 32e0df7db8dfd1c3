import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ArticleEntry } from '../../src/article/article.ts'
import { type Instant, instantFromMs } from '../../src/article/instant.ts'
import { addressOf, type Catalog, type CatalogBatch, type CatalogRecord } from '../../src/catalog/catalog.ts'
import type { Selection } from '../../src/feed/definition.ts'
import { byNewest, isReleased, releaseOf, selects } from '../../src/feed/selection.ts'

export const at = (seconds: number): Instant => {
  const moment = instantFromMs(Date.UTC(2024, 0, 1) + seconds * 1000)
  if (moment === undefined) throw new RangeError(`no instant ${seconds} s after 2024`)
  return moment
}

function entryOf(key: string, more: Partial<ArticleEntry> = {}): ArticleEntry {
  return {
    key,
    id: `tag:example.org,2024:${key}`,
    section: 'world',
    title: key,
    url: `https://example.org/${key}`,
    slug: key,
    published: at(0),
    updated: at(0),
    firstSeen: at(0),
    authors: [],
    tags: [],
    enclosures: [],
    status: 'live',
    contentHash: key,
    ...more,
  }
}

export function recordOf(
  key: string,
  entry: Partial<ArticleEntry> | null = {},
  more: Partial<CatalogRecord> = {},
): CatalogRecord {
  return {
    key,
    revision: `r-${key}`,
    findings: [],
    memory: { firstSeen: at(0) },
    ...(entry !== null && { entry: entryOf(key, entry) }),
    ...more,
  }
}

const put = (...records: CatalogRecord[]): CatalogBatch => ({ put: records, remove: [] })

/** What every catalog must do, run over each of them. */
export function catalogContract(name: string, open: () => Promise<Catalog>): void {
  const withCatalog = async (use: (catalog: Catalog) => Promise<void>) => {
    const catalog = await open()
    try {
      await use(catalog)
    } finally {
      await catalog.close()
    }
  }

  describe(`catalog ${name}`, () => {
    it('returns stored records unchanged', () =>
      withCatalog(async (catalog) => {
        const record = recordOf(
          'world/ö\n x.md',
          { tags: ['a'], language: 'de', embargoedUntil: at(9) },
          {
            findings: [{ code: 'x', severity: 'warning', message: 'line\n\0two' }],
            media: [{ path: 'a.jpg', revision: '' }],
            memory: { firstSeen: at(1), id: 'i', published: at(2), contentHash: 'h', release: at(3) },
          },
        )
        await catalog.apply(put(record, recordOf('world/b.md', null)))
        expect(catalog.get(record.key)).toEqual(record)
        expect(catalog.get('world')).toBeUndefined()
        expect(catalog.size()).toEqual({ records: 2, entries: 1 })
      }))

    it('lists keys and revisions in key order, also of one folder', () =>
      withCatalog(async (catalog) => {
        const keys = ['b/x.md', 'a/b.md', 'a-b/c.md', 'a/b.md/c.md', 'a.md', 'a/b/c.md']
        await catalog.apply(
          put(...keys.map((key) => recordOf(key, {}, { revision: key === 'a.md' ? '' : 'r' }))),
        )
        expect([...catalog.revisions()].map(([key]) => key)).toEqual([...keys].sort())
        expect([...catalog.revisions('a')].map(([key]) => key)).toEqual(['a/b.md', 'a/b.md/c.md', 'a/b/c.md'])
        expect([...catalog.revisions('a.md')]).toEqual([['a.md', '']])
      }))

    it('keeps drafts, embargoed and future articles out of newest and counts them as waiting', () =>
      withCatalog(async (catalog) => {
        await catalog.apply(
          put(
            recordOf('live', { published: at(1) }),
            recordOf('draft', { status: 'draft' }),
            recordOf('gone', { status: 'withdrawn' }),
            recordOf('future', { published: at(30) }),
            recordOf('embargo', { embargoedUntil: at(20) }),
            recordOf('past embargo', { embargoedUntil: at(5) }),
          ),
        )
        const shown = (now: Instant) => catalog.newest({}, 9, now).map(({ key }) => key)
        expect(shown(at(10))).toEqual(['live', 'past embargo'])
        expect(shown(at(20))).toEqual(['live', 'embargo', 'past embargo'])
        expect([at(0), at(10), at(20), at(30)].map((now) => catalog.nextRelease(now))).toEqual([
          at(1),
          at(20),
          at(30),
          undefined,
        ])
        expect([at(10), at(20), at(30)].map((now) => catalog.waiting(now))).toEqual([3, 2, 1])
        expect([...catalog.withdrawn()].map(({ key }) => key)).toEqual(['gone'])
      }))

    it('removes an article when it expires, and reports that time in advance', () =>
      withCatalog(async (catalog) => {
        await catalog.apply(
          put(
            recordOf('stays', { published: at(1) }),
            recordOf('goes', { published: at(2), expires: at(10) }),
            recordOf('brief', { published: at(20), expires: at(25) }),
            recordOf('never seen', { published: at(20), expires: at(15) }),
            recordOf('draft', { published: at(3), expires: at(12), status: 'draft' }),
          ),
        )
        const shown = (now: Instant) => catalog.newest({}, 9, now).map(({ key }) => key)
        expect(shown(at(9))).toEqual(['goes', 'stays'])
        expect(shown(at(10))).toEqual(['stays'])
        expect(shown(at(24))).toEqual(['brief', 'stays'])
        expect(shown(at(25))).toEqual(['stays'])
        expect([at(2), at(10), at(15), at(20), at(25)].map((now) => catalog.nextRelease(now))).toEqual([
          at(10),
          at(15),
          at(20),
          at(25),
          undefined,
        ])
        const due = (after: Instant, until: Instant) =>
          [...catalog.due(after, until)].map(({ key }) => key).sort()
        expect(due(at(2), at(10))).toEqual(['goes'])
        expect(due(at(15), at(30))).toEqual(['brief', 'never seen'])
        expect(catalog.waiting(at(10))).toBe(3)
        await catalog.apply(put(recordOf('goes', { published: at(2), expires: at(40) })))
        expect(shown(at(30))).toEqual(['goes', 'stays'])
      }))

    it('returns the live articles of an address, separately for each audience', () =>
      withCatalog(async (catalog) => {
        const url = 'https://example.org/x'
        await catalog.apply(
          put(
            recordOf('a', { url }),
            recordOf('b', { url, status: 'draft' }),
            recordOf('c', { url: `${url}y` }),
            recordOf('d', { url, audience: 'members' }),
            recordOf('e', { url }),
          ),
        )
        expect(catalog.keysOfAddress(addressOf({ url }))).toEqual(['a', 'e'])
        expect(catalog.keysOfAddress(addressOf({ url, audience: 'members' }))).toEqual(['d'])
        await catalog.apply({ put: [recordOf('a', { url: `${url}z` })], remove: ['e'] })
        expect(catalog.keysOfAddress(addressOf({ url }))).toEqual([])
      }))

    it('returns all keys of an id, and none of longer ids', () =>
      withCatalog(async (catalog) => {
        await catalog.apply(
          put(recordOf('a', { id: 'i' }), recordOf('b', { id: 'i' }), recordOf('c', { id: 'ij' })),
        )
        expect(catalog.keysOfId('i')).toEqual(['a', 'b'])
        await catalog.apply({ put: [recordOf('a', { id: 'ij' })], remove: ['b'] })
        expect(catalog.keysOfId('i')).toEqual([])
        expect(catalog.keysOfId('ij')).toEqual(['a', 'c'])
      }))

    it('returns only the articles that link to a file', () =>
      withCatalog(async (catalog) => {
        await catalog.apply(
          put(
            recordOf('a', { links: ['x.md', 'x/y.md'] }),
            recordOf('b', { links: ['x.md'], status: 'draft' }),
            recordOf('c', { links: ['x.md.md'] }),
            recordOf('d'),
          ),
        )
        expect(catalog.linkingTo('x.md')).toEqual(['a', 'b'])
        expect(catalog.linkingTo('x')).toEqual([])
        await catalog.apply({ put: [recordOf('a', { links: ['x/y.md'] })], remove: ['b'] })
        expect(catalog.linkingTo('x.md')).toEqual([])
        expect(catalog.linkingTo('x/y.md')).toEqual(['a'])
      }))

    it('finds the articles of a selection in any spelling', () =>
      withCatalog(async (catalog) => {
        const long = `${'Long '.repeat(100)}Tag`
        await catalog.apply(
          put(
            recordOf('1', { tags: ['Power Grid', long], language: 'de-AT', authors: [{ name: 'Zoë Ng' }] }),
            recordOf('2', { tags: ['power-grid'], language: 'de' }),
            recordOf('3', { tags: ['POWER GRID'], status: 'draft' }),
            recordOf('4', { tags: ['grid'], audience: 'Members' }),
          ),
        )
        const found = (selection: Selection) => [...catalog.entries(selection)].map(({ key }) => key).sort()
        expect(found({ tags: ['power grid'] })).toEqual(['1', '2', '3'])
        expect(catalog.newest({ tags: ['power grid'] }, 9, at(9))).toHaveLength(2)
        expect(found({ exclude: { tags: ['power grid'] } })).toEqual([])
        expect(found({ tags: [long.toLowerCase()] })).toEqual(['1'])
        expect(found({ languages: ['de'] })).toEqual(['1', '2'])
        expect(found({ languages: ['de-AT'] })).toEqual(['1'])
        expect(found({ authors: ['zoe ng'] })).toEqual(['1'])
        expect(found({ tags: ['Grid'], audience: 'members' })).toEqual(['4'])
        await catalog.apply(put(recordOf('5', { tags: ['power_grid'] })))
        expect(found({ tags: ['power grid'] })).toEqual(['1', '2', '3', '5'])
      }))

    it('lists the words in use, including very long and unusual ones', () =>
      withCatalog(async (catalog) => {
        const long = 'long '.repeat(500)
        const words = ['b', 'a', long, '#hash', 'tab\there', '😀', 'ümlaut']
        await catalog.apply(
          put(
            recordOf('1', { tags: words, authors: [{ name: 'Ana' }], language: 'en' }),
            recordOf('2', { tags: ['hidden'], status: 'draft', language: 'fr' }),
          ),
        )
        expect(catalog.vocabulary()).toEqual({ tags: [...words].sort(), authors: ['Ana'], languages: ['en'] })
        for (const word of words) expect(catalog.newest({ tags: [word] }, 9, at(9))).toHaveLength(1)
        await catalog.apply({ put: [], remove: ['1'] })
        expect(catalog.vocabulary()).toEqual({ tags: [], authors: [], languages: [] })
      }))

    it('keeps findings, media uses, departures and facts until they are removed', () =>
      withCatalog(async (catalog) => {
        const memory = { firstSeen: at(0), id: 'i' }
        await catalog.apply({
          put: [
            recordOf('b', null, { findings: [{ code: 'x', severity: 'error', message: 'm' }] }),
            recordOf(
              'a',
              {},
              {
                media: [
                  { path: 'p', revision: '1' },
                  { path: 'q', revision: '' },
                ],
              },
            ),
          ],
          remove: [],
          depart: [{ key: 'old', memory, gone: at(1) }],
          facts: { x: '1', y: '' },
        })
        expect([...catalog.withFindings()].map(({ key }) => key)).toEqual(['b'])
        expect([...catalog.withMedia()]).toEqual([
          [
            'a',
            [
              { path: 'p', revision: '1' },
              { path: 'q', revision: '' },
            ],
          ],
        ])
        expect([...catalog.departed()]).toEqual([{ key: 'old', memory, gone: at(1) }])
        expect(['x', 'y', 'z'].map((fact) => catalog.fact(fact))).toEqual(['1', '', undefined])
        await catalog.apply({
          put: [recordOf('a')],
          remove: ['b'],
          depart: [{ key: 'new', memory, gone: at(2) }],
          forget: ['old', 'never was'],
        })
        expect([...catalog.withFindings(), ...catalog.withMedia()]).toEqual([])
        expect([...catalog.departed()].map(({ key }) => key)).toEqual(['new'])
      }))

    it('has the same results as a plain array after any batches', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(arbitraryBatch, { maxLength: 8 }),
          arbitrarySelection,
          async (batches, selection) => {
            await withCatalog(async (catalog) => {
              const model = new Map<string, CatalogRecord>()
              for (const batch of batches) {
                for (const key of batch.remove) model.delete(key)
                for (const record of batch.put) model.set(record.key, record)
                await catalog.apply(batch)
                const records = [...model.values()]
                // To ask for everything may store what is held back.
                if (batch.more) expectKnown(catalog, records, batch)
                else expectLikeModel(catalog, records, selection)
              }
              expectLikeModel(catalog, [...model.values()], selection)
            })
          },
        ),
        { seed: 20240202, numRuns: 40 },
      )
    })
  })
}

/** What the batch changed is known at once: by key, by id or by address, since being asked may store it; sometimes nothing is asked. */
function expectKnown(catalog: Catalog, records: readonly CatalogRecord[], batch: CatalogBatch): void {
  const asked = batch.put.length % 4
  for (const key of [...batch.remove, ...batch.put.map((record) => record.key)].slice(0, 2)) {
    const record = records.find((one) => one.key === key)
    const keysWhere = (is: (entry: ArticleEntry) => boolean): readonly string[] =>
      records.flatMap(({ key, entry }) => (entry !== undefined && is(entry) ? key : [])).sort()
    const { id, url } = record?.entry ?? entryOf(key)
    const address = addressOf({ url, ...record?.entry })
    if (asked === 0) expect(catalog.get(key)).toEqual(record)
    if (asked === 1) expect(catalog.keysOfId(id)).toEqual(keysWhere((entry) => entry.id === id))
    if (asked === 2)
      expect(catalog.keysOfAddress(address)).toEqual(
        keysWhere((entry) => entry.status === 'live' && addressOf(entry) === address),
      )
  }
}

function expectLikeModel(catalog: Catalog, records: readonly CatalogRecord[], selection: Selection): void {
  const entries = records.flatMap(({ entry }) => entry ?? []).sort(byNewest)
  const keys = records.map(({ key }) => key).sort()
  expect([...catalog.revisions()].map(([key]) => key)).toEqual(keys)
  expect(keys.map((key) => catalog.get(key)?.revision)).toEqual(
    keys.map((key) => records.find((record) => record.key === key)?.revision),
  )
  for (const now of [at(0), at(50), at(101)]) {
    const released = entries.filter((entry) => isReleased(entry, now) && selects(selection, entry))
    expect(catalog.newest(selection, 3, now)).toEqual(released.slice(0, 3))
    expect(catalog.newest(selection, 999, now)).toEqual(released)
    const waiting = entries.filter((entry) => entry.status === 'live' && releaseOf(entry) > now)
    expect(catalog.nextRelease(now)).toBe(waiting.map(releaseOf).sort()[0])
    const due = waiting.filter((entry) => releaseOf(entry) <= at(60))
    expect([...catalog.due(now, at(60))].map(({ key }) => key).sort()).toEqual(
      due.map(({ key }) => key).sort(),
    )
    expect(catalog.waiting(now)).toBe(
      waiting.length + entries.filter(({ status }) => status === 'draft').length,
    )
  }
  const taken = entries.filter((entry) => selects(selection, entry))
  expect([...catalog.entries(selection)]).toEqual(taken)
  for (const from of [
    ...entries.slice(0, 3),
    { published: at(50), id: 'between' },
    { published: at(50), firstSeen: at(1), id: 'between' },
  ])
    expect([...catalog.entries(selection, from)]).toEqual(taken.filter((entry) => byNewest(entry, from) >= 0))
  expect(catalog.size()).toEqual({ records: records.length, entries: entries.length })
  const told = entries.filter(({ status }) => status !== 'draft')
  expect(catalog.vocabulary().tags).toEqual([...new Set(told.flatMap(({ tags }) => tags))].sort())
}

const some = <T>(values: readonly T[]) => fc.constantFrom(...values)
const words = fc.uniqueArray(some(['x', 'y', 'z', 'é', '#q']), { maxLength: 3 })
const moment = fc.integer({ min: 0, max: 100 }).map(at)

const arbitraryRecord = fc
  .record({
    key: fc.integer({ min: 0, max: 40 }).map((n) => `world/${n}.md`),
    isArticle: fc.boolean(),
    revision: fc.string({ unit: some(['a', '1']), maxLength: 3 }),
    published: moment,
    firstSeen: some([at(0), at(1), at(2)]),
    embargo: fc.option(moment, { nil: undefined }),
    section: some(['world', 'europe', 'sport']),
    tags: words,
    author: some(['Ana', 'Bo']),
    language: some(['en', 'de', undefined]),
    audience: some([undefined, undefined, 'members']),
    status: some(['live', 'live', 'live', 'draft', 'withdrawn'] as const),
  })
  .map(
    ({ key, isArticle, revision, published, firstSeen, embargo, section, tags, author, language, ...rest }) =>
      recordOf(
        key,
        isArticle || tags.length > 0
          ? {
              published,
              firstSeen,
              section,
              tags,
              status: rest.status,
              authors: [{ name: author }],
              ...(embargo !== undefined && { embargoedUntil: embargo }),
              ...(language !== undefined && { language }),
              ...(rest.audience !== undefined && { audience: rest.audience }),
            }
          : undefined,
        { revision },
      ),
  )

const arbitraryBatch: fc.Arbitrary<CatalogBatch> = fc.record({
  put: fc.uniqueArray(arbitraryRecord, { maxLength: 25, selector: ({ key }) => key }),
  remove: fc.uniqueArray(
    fc.integer({ min: 0, max: 40 }).map((n) => `world/${n}.md`),
    { maxLength: 10 },
  ),
  more: fc.boolean(),
})

const arbitrarySelection: fc.Arbitrary<Selection> = fc.record(
  {
    sections: fc.uniqueArray(some(['world', 'europe', 'none']), { maxLength: 2 }),
    tags: words,
    authors: fc.constant(['Ana']),
    languages: some([['en'], ['en', 'de']]),
    audience: fc.constant('members'),
    exclude: fc.record({ tags: fc.constant(['x']), sections: fc.constant(['sport']) }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
)
