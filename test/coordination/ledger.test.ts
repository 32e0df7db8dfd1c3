import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createFileLedgerStore } from '../../src/coordination/file-ledger.ts'
import { LEDGER_START } from '../../src/coordination/ledger.ts'
import { createMemoryLedgerStore } from '../../src/coordination/memory-ledger.ts'
import type { LedgerStore } from '../../src/coordination/stored-ledger.ts'
import { entriesIn, fenceOf, ledgerContract, ledgerOf, moment, remembers } from '../contracts/ledger.ts'

function ledgerFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'shared', 'ledger.jsonl')
}

describe('a ledger in memory', () => {
  ledgerContract(async () => {
    const store = createMemoryLedgerStore()
    return [store, store]
  })
})

describe('a ledger in a file', () => {
  ledgerContract(async () => {
    const path = ledgerFile()
    return [createFileLedgerStore(path), createFileLedgerStore(path)]
  }, false)

  async function written() {
    const path = ledgerFile()
    const ledger = ledgerOf(createFileLedgerStore(path))
    const first = await ledger.append([remembers('a')], LEDGER_START, fenceOf(0))
    const last = await ledger.append([remembers('b')], first, fenceOf(0))
    return { path, ledger, first, last }
  }

  it('consists of JSON lines that only its owner can read', async () => {
    const { path } = await written()
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
    expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
      { number: 1, batch: { version: 1, entries: [{ key: 'a' }] } },
      { number: 2, batch: { version: 1, entries: [{ key: 'b' }] } },
    ])
    expect(statSync(path).mode & 0o077).toBe(0)
  })

  it('ignores and overwrites an incomplete line after a crash', async () => {
    const { path, ledger, first, last } = await written()
    const whole = readFileSync(path)
    const half = whole.indexOf('\n') + 1
    for (let cut = half; cut < whole.length; cut += 7) {
      writeFileSync(path, whole.subarray(0, cut))
      expect(await ledger.ends(), `cut at ${cut}`).toEqual({ first, last: first })
      await ledger.append([remembers('c')], first, fenceOf(0))
      expect(await entriesIn(ledger), `cut at ${cut}`).toEqual([remembers('a'), remembers('c')])
    }
    writeFileSync(path, whole.subarray(0, 40))
    expect(await ledger.ends()).toBeUndefined()
    writeFileSync(path, Buffer.concat([whole, Buffer.alloc(5000), Buffer.from('\n')]))
    expect((await ledger.ends())?.last).toEqual(last)
    await ledger.append([remembers('c')], last, fenceOf(0))
    expect(await entriesIn(ledger)).toEqual([remembers('a'), remembers('b'), remembers('c')])
  })

  it.each([
    ['of another program', 'shopping list'],
    ['of another program, with lines', 'one\ntwo\nthree\n'],
    [
      'with a line that is broken',
      '{"number":1,"token":"a","ter\n{"number":2,"token":"b","term":0,"total":1,"batch":{}}\n',
    ],
  ])('does not change a file %s', async (_what, text) => {
    const { path, ledger } = await written()
    writeFileSync(path, text)
    const append = () => ledger.append([remembers('c')], LEDGER_START, fenceOf(0))
    await expect(entriesIn(ledger).then(append)).rejects.toMatchObject({
      name: 'EnvironmentError',
      code: 'LEDGER_UNREADABLE',
    })
    expect(readFileSync(path, 'utf8')).toBe(text)
  })

  it('reports errors of the disk', async () => {
    const ledger = ledgerOf(createFileLedgerStore(tmpdir()))
    await expect(ledger.append([remembers('a')], LEDGER_START, fenceOf(0))).rejects.toMatchObject({
      code: 'LEDGER_UNAVAILABLE',
      message: expect.stringContaining('EISDIR'),
    })
  })
})

describe('the contents of a ledger', () => {
  const holding = (text: string): LedgerStore => ({
    ...createMemoryLedgerStore(),
    async *read() {
      yield { number: 3, token: 'x', term: 0, total: 1, text }
    },
  })

  it.each([
    ['no JSON', '{', 'it is not JSON'],
    ['no version', '{"entries":[]}', 'no version'],
    ['a later version', '{"version":2,"entries":[]}', 'version 2'],
    ['no list', '{"version":1,"entries":{}}', 'no list'],
    ['an unknown kind', '{"version":1,"entries":[{"kind":"secret","key":"a"}]}', 'entry 1'],
    ['an empty key', '{"version":1,"entries":[{"kind":"forgotten","key":""}]}', 'entry 1'],
    [
      'a moment that is none',
      JSON.stringify({ version: 1, entries: [{ kind: 'run', lastRun: '2024-02-30T00:00:00Z' }] }),
      'entry 1',
    ],
    [
      'a field of a memory that is not known',
      JSON.stringify({
        version: 1,
        entries: [
          remembers('a'),
          { kind: 'memory', key: 'b', memory: { firstSeen: moment(0), seenBy: 'who' } },
        ],
      }),
      'entry 2',
    ],
    ['a text without end', `{"version":1,"entries":[],"more":"${'x'.repeat(16_000_000)}"}`, 'too long'],
  ])('is refused with %s', async (_what, text, why) => {
    await expect(entriesIn(ledgerOf(holding(text)))).rejects.toMatchObject({
      code: 'LEDGER_UNREADABLE',
      message: expect.stringContaining(why),
    })
  })
})
