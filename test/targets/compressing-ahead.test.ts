import { describe, expect, it } from 'vitest'
import { compressingAhead } from '../../src/targets/compressing-ahead.ts'
import { compressed } from '../../src/targets/compression.ts'

const documentOf = (text: string): Uint8Array => new TextEncoder().encode(text.repeat(200))

describe('compressing ahead', () => {
  it('gives what compression gives, whether begun or not, and compresses each once', async () => {
    const asked: Uint8Array[] = []
    const ahead = compressingAhead((bytes) => {
      asked.push(bytes)
      return compressed(bytes)
    })
    const documents = ['a', 'b', 'c', 'd'].map(documentOf)
    for (const bytes of [...documents, ...documents.slice(0, 1)]) ahead.begin(bytes)
    const begun = asked.length
    const contents = await Promise.all(documents.map(ahead.compress))
    expect(contents).toEqual(await Promise.all(documents.map((bytes) => compressed(bytes))))
    expect(begun).toBeLessThan(documents.length)
    expect(new Set(asked).size).toBe(documents.length)
    expect(asked).toHaveLength(documents.length)
  })

  it.each([
    ['two', undefined, [2, 3, 4, 4, 4]],
    ['three', 3, [3, 4, 4, 4]],
  ])(
    'compresses all that was begun, %s at a time, though none is asked for',
    async (_what, atOnce, counts) => {
      const done: (() => void)[] = []
      const asked: Uint8Array[] = []
      const ahead = compressingAhead((identity) => {
        asked.push(identity)
        return new Promise((resolve) => done.push(() => resolve({ identity })))
      }, atOnce)
      const documents = ['a', 'b', 'c', 'd'].map(documentOf)
      for (const bytes of documents) ahead.begin(bytes)
      for (const count of counts) {
        await new Promise(setImmediate)
        expect(asked).toEqual(documents.slice(0, count))
        done.shift()?.()
      }
    },
  )

  it('compresses a large document alone, in its turn', async () => {
    const done: (() => void)[] = []
    const asked: number[] = []
    const ahead = compressingAhead((identity) => {
      asked.push(identity.length)
      return new Promise((resolve) => done.push(() => resolve({ identity })))
    })
    const lengths = [1000, 5 << 20, 2000, 3000]
    for (const length of lengths) ahead.begin(new Uint8Array(length))
    for (const count of [1, 2, 4]) {
      await new Promise(setImmediate)
      expect(asked).toEqual(lengths.slice(0, count))
      done.shift()?.()
    }
  })

  it('tells the one who asks of a failure, and no one else', async () => {
    const ahead = compressingAhead(() => Promise.reject(new Error('out of memory')))
    const bytes = documentOf('a')
    ahead.begin(bytes)
    await new Promise(setImmediate)
    await expect(ahead.compress(bytes)).rejects.toThrow('out of memory')
  })
})
