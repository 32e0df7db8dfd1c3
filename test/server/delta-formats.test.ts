import { describe, expect, it } from 'vitest'
import { advanceHistory } from '../../src/feed/delta.ts'
import type { FeedDocument, Item } from '../../src/feed/document.ts'
import type { Finding } from '../../src/finding.ts'
import { checkRoundTrip } from '../../src/gate/round-trip.ts'
import { deltasOf } from '../../src/server/delta-contents.ts'
import { formats } from '../support/formats.ts'
import { instant, sha256 } from './sample.ts'

function item(id: number, at: string): Item {
  return {
    id: `tag:news.example,2026:${id}`,
    url: `https://news.example/${id}/`,
    title: `Ports & ferries < ${id}`,
    published: instant(at),
    updated: instant(at),
    summary: 'In short.',
    contentHtml: `<p>Story ${id} &amp; more</p>`,
    authors: [{ name: 'Jane' }],
    categories: [{ term: 'world', label: 'World' }],
    enclosures: [],
  }
}

const one = item(1, '2026-11-20T08:00:00Z')
const two = item(2, '2026-11-20T09:00:00Z')
const three = item(3, '2026-11-20T10:00:00Z')
const corrected = { ...one, title: 'Ports, ferries & piers', updated: instant('2026-11-20T11:00:00Z') }
const tombstones = [{ id: two.id, when: instant('2026-11-20T10:30:00Z') }]

describe.each(formats)('deltas in $label', (format) => {
  const before = documentOf([two, one])
  const after = documentOf([three, corrected], { tombstones, updated: corrected.updated })
  const kept = documentOf([three, item(4, '2026-11-20T07:00:00Z'), corrected], { tombstones })

  function documentOf(items: readonly Item[], more: Partial<FeedDocument> = {}): FeedDocument {
    return {
      id: 'tag:news.example,2026:world',
      title: 'World',
      description: 'World news',
      homeUrl: 'https://news.example/world/',
      selfUrl: `https://news.example/world/${format.fileName}`,
      language: 'en',
      updated: instant('2026-11-20T10:30:00Z'),
      authors: [{ name: 'Desk' }],
      ttl: 30,
      hubUrls: ['https://hub.example/'],
      alternates: [],
      archive: { kind: 'subscription', previous: `https://news.example/world/archive-1-${format.fileName}` },
      tombstones: [],
      items,
      ...more,
    }
  }

  function deltasTo(...documents: readonly FeedDocument[]) {
    const texts = documents.map((document) => format.write(document))
    const histories = documents.map((document, at) => ({
      path: `world/${format.fileName}`,
      sha256: sha256(texts[at] ?? ''),
      document: format.project(document),
    }))
    const history = histories
      .slice(1)
      .reduce(
        (last, next) => advanceHistory(last, next),
        advanceHistory(undefined, histories[0] ?? { path: '', sha256: '', document: before }),
      )
    const findings: Finding[] = []
    const deltas = deltasOf(
      format,
      Buffer.from(texts.at(-1) ?? ''),
      history,
      (...asked) => checkRoundTrip(...asked, 'world'),
      (refused) => findings.push(...refused),
    ).map(({ contents }) => contents()?.identity)
    return { text: Buffer.from(deltas[0] ?? []).toString(), deltas, findings }
  }

  it('are fit to send, and say what is new, corrected and gone', () => {
    const { text, findings } = deltasTo(documentOf([item(4, '2026-11-20T07:00:00Z'), one]), kept)
    expect(findings).toEqual([])
    const said = format.read(text)
    expect(said.items.map(({ id, title }) => [id, title])).toEqual([
      [three.id, three.title],
      [corrected.id, corrected.title],
    ])
    expect(said.tombstones).toEqual(format.project(kept).tombstones)
    expect(said.selfUrl).toBe(kept.selfUrl)
  })

  it('are not made where nothing is left of what a reader has', () => {
    expect(deltasTo(before, after)).toMatchObject({ deltas: [undefined], findings: [] })
  })

  it('may hold nothing but the feed itself', () => {
    const renamed = documentOf([two, one], { title: 'World news' })
    const { text, findings } = deltasTo(before, renamed)
    expect(findings).toEqual([])
    const said = format.read(text)
    expect([said.title, said.items]).toEqual(['World news', []])
  })
})
