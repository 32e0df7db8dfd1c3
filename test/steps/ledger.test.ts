import { describe, expect, it } from 'vitest'
import { createMemoryCatalog } from '../../src/catalog/memory.ts'
import type { Ledger } from '../../src/coordination/ledger.ts'
import { createMemoryLedgerStore } from '../../src/coordination/memory-ledger.ts'
import { quietReporter } from '../../src/reporting/quiet-reporter.ts'
import { entriesIn, ledgerOf } from '../contracts/ledger.ts'
import { feedDefinition } from '../support/newsroom.ts'
import { createNewsroom, hour } from './newsroom.ts'

/** A newsroom whose articles state no date, of which some left its feed, and the ledger of its machine. */
async function publishedNewsroom() {
  const newsroom = createNewsroom({ define: () => [feedDefinition({ limit: 2 })] })
  const store = createMemoryLedgerStore()
  const ledger = ledgerOf(store)
  for (let n = 1; n <= 4; n++) {
    newsroom.write(`a${n}`)
    await newsroom.run(hour(n), {}, { ledger })
  }
  return { newsroom, store, ledger }
}
const summaryOf = async (ledger: Ledger) =>
  (await entriesIn(ledger)).map((entry) =>
    entry.kind === 'run' ? entry.lastRun : `${entry.kind} ${entry.key}`,
  )

describe('a run with a ledger', () => {
  it('adds what it changed, and nothing when nothing changed', async () => {
    const { newsroom, ledger } = await publishedNewsroom()
    const before = await summaryOf(ledger)
    expect(before.slice(0, 4)).toEqual(['memory world/a1.md', hour(1), 'memory world/a2.md', hour(2)])
    await newsroom.run(hour(5), {}, { ledger })
    expect(await summaryOf(ledger)).toEqual(before)
    newsroom.delete('a3')
    await newsroom.run(hour(6), {}, { ledger })
    expect((await summaryOf(ledger)).slice(before.length)).toEqual(['departed world/a3.md', hour(6)])
  })

  it('has a machine that takes over know every article, and say nothing is lost', async () => {
    const { newsroom, ledger } = await publishedNewsroom()
    const before = newsroom.texts()
    const catalog = createMemoryCatalog()
    const report = await newsroom.run(hour(9), {}, { catalog, ledger })
    expect(report.findings).toEqual([])
    expect(newsroom.texts()).toEqual(before)
    expect(catalog.get('world/a1.md')?.memory).toEqual(newsroom.catalog.get('world/a1.md')?.memory)
  })

  it('looks at every article once it has read something, whatever it was told to look at', async () => {
    const { newsroom, ledger } = await publishedNewsroom()
    const catalog = createMemoryCatalog()
    await newsroom.run(hour(9), { changed: ['world/a4.md'] }, { catalog, ledger })
    expect(catalog.size().entries).toBe(4)
  })

  it('adds again what a run that was cut short did not', async () => {
    const { newsroom, store, ledger } = await publishedNewsroom()
    newsroom.write('a5')
    const failing = ledgerOf({
      ...store,
      append: async () => {
        throw new Error('gone')
      },
    })
    await expect(newsroom.run(hour(5), {}, { ledger: failing })).rejects.toMatchObject({
      code: 'LEDGER_UNAVAILABLE',
    })
    expect(newsroom.text('world/rss.xml')).not.toContain('a5')
    await newsroom.run(hour(6), {}, { ledger })
    expect(await summaryOf(ledger)).toContain('memory world/a5.md')
    expect(newsroom.text('world/rss.xml')).toContain('a5')
  })

  it('writes everything into a ledger that was lost, which it says, and into one that it never met', async () => {
    const { newsroom } = await publishedNewsroom()
    for (const name of ['memory', 'another']) {
      const ledger = ledgerOf(createMemoryLedgerStore(name))
      const warnings: string[] = []
      const reporter = { ...quietReporter, warn: (message: string) => void warnings.push(message) }
      await newsroom.run(hour(9), {}, { ledger, reporter })
      await newsroom.run(hour(9), {}, { ledger, reporter })
      expect(warnings).toEqual(name === 'memory' ? [expect.stringMatching(/^memory lost entries/)] : [])
      expect(await summaryOf(ledger), name).toEqual([
        hour(4),
        'memory world/a1.md',
        'memory world/a2.md',
        'memory world/a3.md',
        'memory world/a4.md',
      ])
    }
  })

  it('appends nothing, and publishes nothing, where another has written since', async () => {
    const { newsroom, store, ledger } = await publishedNewsroom()
    newsroom.write('a5')
    const overtaken = ledgerOf({
      ...store,
      async append(batch, after) {
        await store.append({ ...batch, token: 'other' }, after)
        return store.append(batch, after)
      },
    })
    await expect(newsroom.run(hour(5), {}, { ledger: overtaken })).rejects.toMatchObject({
      code: 'LEASE_LOST',
    })
    expect(newsroom.text('world/rss.xml')).not.toContain('a5')
    await newsroom.run(hour(6), {}, { ledger })
    expect(newsroom.text('world/rss.xml')).toContain('a5')
  })

  it('begins the ledger again once it is much longer than it need be, without a word lost', async () => {
    const { newsroom, store, ledger } = await publishedNewsroom()
    for (let round = 0; round < 45; round++) {
      for (let n = 0; n < 30; n++) newsroom.write(`b${n}`, { text: `round ${round}` })
      await newsroom.run(hour(10 + round), {}, { ledger })
    }
    const ends = await ledger.ends()
    expect(ends?.first.number).toBeGreaterThan(1)
    expect(ends?.last.total).toBeLessThan(1000 + 4 * 34)
    const before = newsroom.texts()
    const report = await newsroom.run(
      hour(99),
      {},
      { catalog: createMemoryCatalog(), ledger: ledgerOf(store) },
    )
    expect([report.findings, newsroom.texts()]).toEqual([[], before])
  })

  it('forgets what others have forgotten in a part of the ledger that is no more', async () => {
    const { newsroom, ledger } = await publishedNewsroom()
    const behind = createMemoryCatalog()
    await newsroom.run(hour(9), {}, { catalog: behind, ledger })
    newsroom.delete('a2')
    await newsroom.run(hour(10), {}, { ledger })
    const ends = await ledger.ends()
    newsroom.write('a5')
    // A year later no one remembers the deleted one.
    await newsroom.run(hour(9000), {}, { ledger })
    await newsroom.catalog.apply({ put: [], remove: [], facts: { change: '999' } })
    await newsroom.run(hour(9001), {}, { ledger })
    expect((await ledger.ends())?.first.number).toBeGreaterThan(ends?.last.number ?? 0)
    await newsroom.run(hour(9002), {}, { catalog: behind, ledger })
    expect([...behind.departed()]).toEqual([])
    expect([...behind.revisions()]).toEqual([...newsroom.catalog.revisions()])
  })

  it('knows where an article was, so that no other gets its address from it', async () => {
    const { newsroom, ledger } = await publishedNewsroom()
    // It left the feed long ago; a newcomer of an earlier key and date asks for its address.
    newsroom.write('arts/a1', { published: hour(-9) })
    await newsroom.run(hour(9), {}, { catalog: createMemoryCatalog(), ledger })
    const report = await newsroom.run(hour(10), {}, { ledger })
    expect(report.findings).toMatchObject([{ code: 'address-taken', file: 'content/arts/a1.md' }])
    expect(newsroom.catalog.get('world/a1.md')?.entry?.url).toBe('https://example.org/world/a1/')
  })

  it('is not earlier than the last run of any machine', async () => {
    const { newsroom, ledger } = await publishedNewsroom()
    newsroom.write('a5')
    await newsroom.run(hour(3), {}, { catalog: createMemoryCatalog(), ledger })
    expect(newsroom.text('world/atom.xml')).toContain(`<published>${hour(4)}</published>`)
    expect(newsroom.text('world/atom.xml')).not.toContain('world/a3')
  })

  it('asks for a term above that of the ledger', async () => {
    const { newsroom, store } = await publishedNewsroom()
    const last = (await store.ends())?.last
    if (last === undefined) throw new Error('the ledger is empty')
    await store.append(
      { ...last, number: last.number + 1, token: 'x', term: 12, text: '{"version":1,"entries":[]}' },
      last.token,
    )
    let highest = 0
    const lease = {
      ...newsroom.parts.lease,
      async acquire(signal: AbortSignal, asked?: () => Promise<number>) {
        highest = (await asked?.()) ?? 0
        return { ...(await newsroom.parts.lease.acquire(signal)), term: highest + 1 }
      },
    }
    await newsroom.run(hour(5), {}, { lease, ledger: ledgerOf(store) })
    expect(highest).toBe(12)
  })
})
