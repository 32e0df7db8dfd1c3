import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createSortedRows, type PageStore } from '../../src/catalog/sorted-rows.ts'

function mapStore(): PageStore & { readonly values: Map<string | number, string> } {
  const values = new Map<string | number, string>()
  let pages = 0
  return {
    values,
    get: (key) => values.get(key),
    put: (key, text) => void values.set(key, text),
    remove: (key) => void values.delete(key),
    nextPage: () => ++pages,
  }
}

const row = fc.oneof(
  fc.integer({ min: 0, max: 200 }).map((n) => `row ${n}`),
  fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => `x${text}\0y`),
)

it('has the same contents as a sorted set after any additions and removals', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ add: fc.array(row, { maxLength: 60 }), remove: fc.array(row, { maxLength: 30 }) }),
      ),
      row,
      (steps, start) => {
        const store = mapStore()
        const rows = createSortedRows(store, 4)
        const model = new Set<string>()
        for (const { add, remove } of steps) {
          for (const one of remove) model.delete(one)
          for (const one of add) model.add(one)
          rows.edit('list', { add: [...add], remove })
        }
        const all = [...model].sort()
        expect([...rows.from('list')]).toEqual(all)
        expect([...rows.from('list', start)]).toEqual(all.filter((one) => one >= start))
        expect([...rows.startingWith('list', 'row 1')]).toEqual(all.filter((one) => one.startsWith('row 1')))
        expect(rows.count('list')).toBe(all.length)
        if (all.length === 0) expect(store.values.size).toBe(0)
        // Nothing but the store is remembered.
        expect([...createSortedRows(store, 4).from('list')]).toEqual(all)
      },
    ),
    { seed: 7, numRuns: 300 },
  )
})

it('rewrites one page and the directory for one row, however long the list is', () => {
  const store = mapStore()
  const rows = createSortedRows(store, 16)
  rows.edit('list', { add: Array.from({ length: 5000 }, (_, n) => String(n).padStart(5, '0')), remove: [] })
  const before = new Map(store.values)
  rows.edit('list', { add: ['02500+'], remove: [] })
  const touched = [...store.values].filter(([key, text]) => before.get(key) !== text)
  expect(touched.map(([key]) => typeof key).sort()).toEqual(['number', 'string'])
})
