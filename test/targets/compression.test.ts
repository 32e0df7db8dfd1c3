import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compressed, expanded } from '../../src/targets/compression.ts'
import { CODINGS } from '../../src/targets/published-path.ts'
import type { StagedContents } from '../../src/targets/target.ts'

const encodingsOf = (contents: StagedContents) => CODINGS.filter((coding) => contents[coding] !== undefined)

const feed = new TextEncoder().encode(`<rss>${'River levels fall. '.repeat(300)}</rss>`)

it('makes copies that expand to the document', async () => {
  const { gzip, br } = await compressed(feed)
  expect(gunzipSync(gzip ?? '')).toEqual(Buffer.from(feed))
  expect(brotliDecompressSync(br ?? '')).toEqual(Buffer.from(feed))
})

it('says nothing in the gzip header about when and where: no time, no name, unknown system', async () => {
  const { gzip } = await compressed(feed)
  const [, , , flags, t0, t1, t2, t3, , system] = gzip ?? []
  expect([flags, t0, t1, t2, t3, system]).toEqual([0, 0, 0, 0, 0, 255])
})

it('makes the same copies of the same document, and no copy that is not smaller', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      const contents = await compressed(bytes)
      expect(await compressed(bytes)).toEqual(contents)
      for (const coding of encodingsOf(contents)) expect(contents[coding]?.length).toBeLessThan(bytes.length)
    }),
    { seed: 20240202, numRuns: 50 },
  )
  expect(encodingsOf(await compressed(new Uint8Array()))).toEqual([])
  expect(encodingsOf(await compressed(feed))).toEqual(['gzip', 'br'])
})

it('does not expand what is no copy, nor beyond the limit', async () => {
  const { gzip = new Uint8Array(), br = new Uint8Array() } = await compressed(feed)
  expect(await expanded('gzip', gzip, feed.length)).toEqual(Buffer.from(feed))
  expect(await expanded('br', br, feed.length)).toEqual(Buffer.from(feed))
  expect(await expanded('gzip', gzip, feed.length - 1)).toBeUndefined()
  expect(await expanded('br', br, feed.length - 1)).toBeUndefined()
  expect(await expanded('gzip', br, feed.length)).toBeUndefined()
})

it('takes less time and hardly more room for a document larger than feeds are by default', async () => {
  const line = (index: number) => `<p>${(index * 2654435761) % 4294967296} articles in ${index} places</p>\n`
  const large = new TextEncoder().encode(Array.from({ length: 60_000 }, (_, index) => line(index)).join(''))
  expect(large.length).toBeGreaterThan(2 * 1024 * 1024)
  const { gzip, br } = await compressed(large)
  expect(gunzipSync(gzip ?? '').equals(large)).toBe(true)
  expect(brotliDecompressSync(br ?? '').equals(large)).toBe(true)
  expect(gzip).toHaveLength(gzipSync(large, { level: 4 }).length)
})
