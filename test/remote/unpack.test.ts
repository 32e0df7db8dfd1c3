import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { UnpackedTooLarge, unpack } from '../../src/remote/unpack.ts'

const FEED = Buffer.from(`<?xml version="1.0"?><rss>${'news of the river '.repeat(400)}</rss>`)
const PACK = { gzip: gzipSync, br: brotliCompressSync, deflate: deflateSync, 'raw-deflate': deflateRawSync }
const signal = new AbortController().signal

function opened(sent: Uint8Array, encoding?: string, maxBytes = 1_000_000) {
  return unpack(sent, encoding === undefined ? {} : { 'content-encoding': encoding }, maxBytes, signal)
}

describe('unpack', () => {
  it.each([
    ['gzip', 'gzip', ['gzip']],
    ['X-GZip', 'gzip', ['gzip']],
    ['br', 'br', ['br']],
    ['deflate', 'deflate', ['deflate']],
    ['deflate', 'raw-deflate', ['raw-deflate']],
    // Whatever the header says, the bytes decide.
    [undefined, 'gzip', ['gzip']],
    [undefined, 'br', ['br']],
    [undefined, 'deflate', ['deflate']],
    ['br', 'gzip', ['gzip']],
    ['gzip', 'br', ['br']],
    ['deflate', 'gzip', ['gzip']],
    ['utf-8', 'gzip', ['gzip']],
  ] as const)(
    'reads a document with the header %s that is packed with %s',
    async (header, packing, undone) => {
      const { body, unpacked, isDamaged } = await opened(PACK[packing](FEED), header)
      expect(Buffer.from(body).equals(FEED)).toBe(true)
      expect({ unpacked, isDamaged }).toEqual({ unpacked: undone, isDamaged: false })
    },
  )

  it.each(['gzip', 'br', 'deflate', 'gzip, br', 'utf-8', 'zstd', 'identity', undefined])(
    'takes plain bytes for what they are with the header %s',
    async (header) => {
      for (const plain of [
        FEED,
        Buffer.from('\ufeff  {"version": ""}'),
        Buffer.from('<\0r\0s\0s\0>\0'),
        Buffer.alloc(0),
      ])
        expect(await opened(plain, header)).toEqual({ body: plain, unpacked: [], isDamaged: false })
    },
  )

  it.each(['gzip', 'br', 'deflate', undefined])(
    'reads what is packed twice, with the header %s',
    async (header) => {
      for (const outer of ['gzip', 'br', 'deflate'] as const) {
        if (header === undefined && outer !== 'gzip') continue
        const { body, unpacked } = await opened(PACK[outer](gzipSync(FEED)), header ?? undefined)
        if (unpacked.length === 2) expect(Buffer.from(body).equals(FEED)).toBe(true)
        expect(unpacked).toEqual(header === outer || outer === 'gzip' ? [outer, 'gzip'] : unpacked)
      }
    },
  )

  it.each(['gzip', 'br', 'deflate', 'raw-deflate'] as const)(
    'gives the part of a damaged %s body',
    async (packing) => {
      const noise = Buffer.from(Array.from({ length: 60_000 }, (_, at) => (at * at * 31) % 251))
      const whole = PACK[packing](Buffer.concat([FEED, noise]))
      const header = packing === 'raw-deflate' ? 'deflate' : packing
      const { body, isDamaged } = await opened(whole.subarray(0, whole.length - 20), header)
      expect(isDamaged).toBe(true)
      expect(body.length).toBeLessThan(FEED.length + noise.length)
    },
  )

  it('says so where nothing is known of the packing', async () => {
    const zstd = Buffer.from('28b52ffd0458890000000102030405060708090a0b0c0d0e0f9f8f7f', 'hex')
    expect(await opened(zstd, 'zstd')).toEqual({ body: zstd, unpacked: [], isDamaged: true })
  })

  it('bounds each layer, and how many there are', async () => {
    const bomb = gzipSync(Buffer.alloc(5_000_000))
    await expect(opened(bomb, 'gzip')).rejects.toThrow(UnpackedTooLarge)
    await expect(opened(gzipSync(bomb), 'gzip')).rejects.toThrow(UnpackedTooLarge)
    let nested: Uint8Array = FEED
    for (let layer = 0; layer < 9; layer += 1) nested = gzipSync(nested)
    expect((await opened(nested, 'gzip')).unpacked).toEqual(['gzip', 'gzip', 'gzip'])
  })

  it('stops when it is told to', async () => {
    await expect(unpack(gzipSync(FEED), {}, 1e6, AbortSignal.abort())).rejects.toThrow()
  })
})
