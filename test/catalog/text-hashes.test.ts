import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTextHashes, createTextIndex } from '../../src/catalog/text-hashes.ts'
import { createTextLog } from '../../src/catalog/text-log.ts'

const text = fc.string({ unit: 'grapheme', maxLength: 30 })

test('a log returns each text at its place, also one longer than a chunk', () => {
  fc.assert(
    fc.property(fc.array(text), fc.nat({ max: 2_000_000 }), (texts, length) => {
      const log = createTextLog()
      const all = [...texts, 'é'.repeat(length), ...texts]
      const places = all.map(log.add)
      expect(places.map(log.get)).toEqual(all)
    }),
    { numRuns: 20 },
  )
})

test('an index numbers texts in order and knows no other text', () => {
  const index = createTextIndex()
  const texts = Array.from({ length: 5000 }, (_, n) => `tag:example.org,2024:${n}`)
  expect(texts.map(index.add)).toEqual(texts.map((_, n) => n))
  expect(texts.map(index.indexOf)).toEqual(texts.map((_, n) => n))
  expect(texts.map((one) => index.indexOf(`${one}x`))).toEqual(texts.map(() => undefined))
})

test('a set of hashes has what was added, until it is cleared', () => {
  fc.assert(
    fc.property(fc.uniqueArray(text, { maxLength: 3000 }), fc.uniqueArray(text), (texts, others) => {
      const hashes = createTextHashes()
      for (const one of texts) hashes.add(one)
      expect(texts.every(hashes.has)).toBe(true)
      expect(others.filter(hashes.has)).toEqual(others.filter((one) => texts.includes(one)))
      hashes.clear()
      expect(texts.some(hashes.has)).toBe(false)
    }),
    { numRuns: 20 },
  )
})
