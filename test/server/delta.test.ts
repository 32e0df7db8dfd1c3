import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advanceHistory, type DocumentHistory, planDeltas } from '../../src/feed/delta.ts'
import type { FeedDocument, Item, Tombstone } from '../../src/feed/document.ts'
import type { Finding } from '../../src/finding.ts'
import type { FeedFormat } from '../../src/formats/format.ts'
import { deltasOf } from '../../src/server/delta-contents.ts'
import { instant, sha256 } from './sample.ts'

const day = instant('2026-11-20T08:00:00Z')

function item(id: number, text = ''): Item {
  return {
    id: `tag:news.example,2026:${id}`,
    url: `https://news.example/${id}`,
    title: `Item ${id} ${text}`,
    published: day,
    updated: day,
    authors: [],
    categories: [],
    enclosures: [],
  }
}

function feedDocument(items: readonly Item[], more: Partial<FeedDocument> = {}): FeedDocument {
  return {
    id: 'tag:news.example,2026:world',
    title: 'World',
    description: 'World news',
    homeUrl: 'https://news.example/world/',
    selfUrl: 'https://news.example/world/atom.xml',
    language: 'en',
    updated: day,
    authors: [],
    hubUrls: [],
    alternates: [],
    tombstones: [],
    items,
    ...more,
  }
}

const hashOf = (document: FeedDocument) => sha256(JSON.stringify(document))

function publish(documents: readonly FeedDocument[], remembered?: number): DocumentHistory {
  let history: DocumentHistory | undefined
  for (const document of documents) {
    history = advanceHistory(
      history,
      { path: 'world/atom.xml', sha256: hashOf(document), document },
      remembered,
    )
  }
  if (history === undefined) throw new Error('nothing was published')
  return history
}

describe('advanceHistory', () => {
  it('knows an item by the name it had in histories that are published', () => {
    const author = { url: 'https://news.example/a', name: 'Ä' }
    const document = feedDocument([{ ...item(1, '"x"'), authors: [author], contentHtml: '<p>\u2028</p>' }])
    expect(publish([document]).since).toEqual({ ec3c46abfe16: 1 })
  })

  it('is the same history when nothing changed', () => {
    const document = feedDocument([item(1)])
    const history = publish([document])
    expect(advanceHistory(history, { path: 'world/atom.xml', sha256: hashOf(document), document })).toBe(
      history,
    )
  })

  it('is bounded', () => {
    const documents = Array.from({ length: 40 }, (_, at) => feedDocument([item(at), item(at + 1)]))
    const history = publish(documents, 5)
    expect(history.sha256).toEqual(documents.slice(-5).reverse().map(hashOf))
    expect(Object.keys(history.since)).toHaveLength(2)
    expect(history.revision).toBe(40)
  })

  it('does not mind the order of fields, so a document read back is recognized', () => {
    const [one, two] = [item(1), item(2)]
    const backwards = Object.fromEntries(Object.entries(one).reverse())
    const history = publish([feedDocument([one]), feedDocument([two, one])])
    const [delta] = planDeltas(history, feedDocument([two, { ...one, ...backwards }]))
    expect(delta?.document.items).toEqual([two])
  })
})

describe('planDeltas', () => {
  it('plans one document for all revisions that lack the same', () => {
    const same = [item(1), item(2), item(3)]
    const documents = [
      feedDocument(same),
      feedDocument(same, { title: 'World news' }),
      feedDocument([item(4), ...same]),
    ]
    const [delta, ...more] = planDeltas(publish(documents), feedDocument([item(4), ...same]))
    expect(more).toEqual([])
    expect(delta?.from).toEqual([documents[1], documents[0]].map((each) => each && hashOf(each)))
    expect(delta?.document.items).toEqual([item(4)])
  })

  it('plans none where everything is new', () => {
    const documents = [feedDocument([item(1)]), feedDocument([item(2)])]
    expect(planDeltas(publish(documents), feedDocument([item(2)]))).toEqual([])
  })

  it('tells of items that are gone, and of nothing else', () => {
    const tombstone: Tombstone = { id: item(2).id, when: day }
    const before = feedDocument([item(1), item(2)])
    const after = feedDocument([item(1)], { tombstones: [tombstone] })
    const [delta] = planDeltas(publish([before, after]), after)
    expect(delta?.document.items).toEqual([])
    expect(delta?.document.tombstones).toEqual([tombstone])
  })

  it('does not call a delta complete (RFC 5005)', () => {
    const archive = { kind: 'complete' } as const
    const after = feedDocument([item(2), item(1)], { archive })
    const [delta] = planDeltas(publish([feedDocument([item(1)], { archive }), after]), after)
    expect(delta?.document).not.toHaveProperty('archive')
  })

  it('law: what a reader had, and the delta, make the newest document, for any history', () => {
    const documents = fc
      .array(fc.tuple(fc.constantFrom('write', 'edit', 'drop', 'bury', 'retitle'), fc.nat(9)), {
        minLength: 1,
        maxLength: 16,
      })
      .map(documentsOf)
    let deltas = 0
    fc.assert(
      fc.property(documents, fc.integer({ min: 1, max: 12 }), (all, remembered) => {
        const current = all.at(-1) ?? feedDocument([])
        const history = publish(all, remembered)
        const planned = planDeltas(history, current)
        for (const { from, document } of planned) {
          for (const hash of from) {
            deltas += 1
            expect(hash).not.toBe(hashOf(current))
            const old = all.findLast((each) => hashOf(each) === hash)
            expect(old).toBeDefined()
            expect(merge(old?.items ?? [], document.items, current.items)).toEqual(current.items)
            expect(merge(old?.tombstones ?? [], document.tombstones, current.tombstones)).toEqual(
              current.tombstones,
            )
            expect(document.items.length).toBeLessThan(Math.max(1, current.items.length))
          }
        }
        // Every remembered revision has a delta, but those that lack everything.
        const served = planned.flatMap(({ from }) => from)
        for (const hash of history.sha256.slice(1)) {
          const old = all.findLast((each) => hashOf(each) === hash)
          const shared = current.items.some((one) => old?.items.some((other) => equal(one, other)))
          if (hash === hashOf(current)) expect(served).not.toContain(hash)
          else if (!served.includes(hash) && shared) expect(continuously(all, hash, current)).toBe(false)
        }
      }),
      { seed: 3229, numRuns: 600 },
    )
    expect(deltas).toBeGreaterThan(1000)
  })
})

/** The document after each change. A dropped item that is written again comes back as it was. */
function documentsOf(changes: readonly (readonly [change: string, id: number])[]): FeedDocument[] {
  const edits = new Map<number, number>()
  const listed = new Set([100, 101, 102])
  const buried = new Set<number>()
  let title = 'World'
  return changes.map(([change, id]) => {
    if (change === 'write') listed.add(id)
    if (change === 'edit') edits.set(id, (edits.get(id) ?? 0) + 1)
    if (change === 'drop') listed.delete(id)
    if (change === 'bury' && !buried.delete(id)) buried.add(id)
    if (change === 'retitle') title = `World ${id}`
    return feedDocument(
      [...listed].map((each) => item(each, `edit ${edits.get(each) ?? 0}`)),
      { title, tombstones: [...buried].map((each) => ({ id: item(each).id, when: day })) },
    )
  })
}

/** Whether an item of `current` was in every document since the one with `hash`. */
function continuously(all: readonly FeedDocument[], hash: string, current: FeedDocument): boolean {
  const from = all.findLastIndex((each) => hashOf(each) === hash)
  return current.items.some((one) =>
    all.slice(from).every(({ items }) => items.some((other) => equal(one, other))),
  )
}

const equal = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** What a reader knows of the parts `current` lists after a delta: the delta's word before its own. */
function merge<T extends { readonly id: string }>(
  old: readonly T[],
  delta: readonly T[],
  current: readonly T[],
): T[] {
  const known = new Map([...old, ...delta].map((part) => [part.id, part]))
  return current.flatMap(({ id }) => {
    const part = known.get(id)
    return part === undefined ? [] : [part]
  })
}

describe('deltasOf', () => {
  const json: FeedFormat = {
    name: 'json',
    mediaType: 'application/json',
    fileName: 'feed.json',
    label: 'JSON',
    saysTombstones: true,
    write: (document) => JSON.stringify(document),
    read: (text) => JSON.parse(text),
    project: (document) => document,
  }
  const documents = [feedDocument([item(1)]), feedDocument([item(2), item(1)])]
  const published = Buffer.from(JSON.stringify(documents[1]))

  it('makes them from what was published, in all codings', () => {
    const [delta, ...more] = deltasOf(json, published, publish(documents), () => [], refuse)
    expect(more).toEqual([])
    const contents = delta?.contents()
    expect(Object.keys(contents ?? {})).toEqual(['identity', 'gzip', 'br'])
    expect(json.read(Buffer.from(contents?.identity ?? []).toString()).items).toEqual([item(2)])
  })

  it('makes none before somebody asks, and each once', () => {
    let gated = 0
    const gate = () => {
      gated += 1
      return []
    }
    const retitled = [feedDocument([item(1)], { title: 'Old' }), ...documents]
    const deltas = deltasOf(json, published, publish(retitled), gate, refuse)
    expect([deltas.length, gated]).toEqual([2, 0])
    // Both revisions lack the same item.
    const [one, two] = deltas.map(({ contents }) => contents())
    expect(two).toBe(one)
    expect(deltas[0]?.contents()).toBe(one)
    expect(gated).toBe(1)
  })

  it('sends none that the gate refuses, and says why once', () => {
    const finding = { code: 'round-trip', severity: 'error', message: 'title differs' } as const
    const refused: Finding[] = []
    const [delta] = deltasOf(
      json,
      published,
      publish(documents),
      () => [finding],
      (found) => {
        refused.push(...found)
      },
    )
    expect([delta?.contents(), delta?.contents()]).toEqual([undefined, undefined])
    expect(refused).toEqual([finding])
  })

  function refuse(findings: readonly Finding[]): never {
    throw new Error(`refused: ${findings[0]?.message}`)
  }
})
