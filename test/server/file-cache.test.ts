import { describe, expect, it } from 'vitest'
import { createFileCache, type ReadStored } from '../../src/server/file-cache.ts'
import { publishedFile } from './sample.ts'

const page = (number: number) => publishedFile(`archive/${number}/rss.xml`, `page ${number}`)

/** A target whose files are ten bytes long, and what was read of it. */
function target(): { readonly reads: string[]; readonly read: ReadStored } {
  const reads: string[] = []
  return {
    reads,
    read: async ({ path }, coding) => {
      reads.push(`${path} ${coding}`)
      return path.includes('/9/') ? undefined : new Uint8Array(10)
    },
  }
}

describe('createShelf', () => {
  it('reads a file once in each coding', async () => {
    const { reads, read } = target()
    const cache = createFileCache(read, 100)
    await Promise.all([cache(page(1), 'gzip'), cache(page(1), 'gzip')])
    await cache(page(1), 'gzip')
    await cache(page(1), 'br')
    expect(reads).toEqual(['archive/1/rss.xml gzip', 'archive/1/rss.xml br'])
  })

  it('holds no more than its capacity, and forgets what no one asked for longest', async () => {
    const { reads, read } = target()
    const cache = createFileCache(read, 20)
    for (const number of [1, 2, 1, 3]) await cache(page(number), 'identity')
    reads.length = 0
    for (const number of [1, 3]) await cache(page(number), 'identity')
    expect(reads).toEqual([])
    await cache(page(2), 'identity')
    expect(reads).toEqual(['archive/2/rss.xml identity'])
  })

  it('gives back what is larger than all of it, and keeps the rest', async () => {
    const { reads, read } = target()
    const cache = createFileCache(
      async (file, coding) => (file.path === page(5).path ? new Uint8Array(500) : await read(file, coding)),
      20,
    )
    await cache(page(1), 'identity')
    expect(await cache(page(5), 'identity')).toHaveLength(500)
    await cache(page(1), 'identity')
    expect(reads).toEqual(['archive/1/rss.xml identity'])
  })

  it('takes other bytes under the same path for another file', async () => {
    const { reads, read } = target()
    const cache = createFileCache(read, 100)
    await cache(page(1), 'identity')
    await cache(publishedFile(page(1).path, 'page 1, corrected'), 'identity')
    expect(reads).toHaveLength(2)
  })

  it('asks again for what could not be read', async () => {
    const { reads, read } = target()
    const cache = createFileCache(read, 100)
    expect([await cache(page(9), 'identity'), await cache(page(9), 'identity')]).toEqual([
      undefined,
      undefined,
    ])
    expect(reads).toHaveLength(2)
  })

  it.each([
    ['bytes', new Uint8Array(10)],
    ['nothing', undefined],
  ])(
    'gives the %s of a long reading to who waits for it, whatever was read meanwhile',
    async (_what, bytes) => {
      let finish = (_bytes: Uint8Array | undefined): void => {}
      const { read } = target()
      const cache = createFileCache(
        (file, coding) =>
          file.path === page(5).path ? new Promise((resolve) => (finish = resolve)) : read(file, coding),
        20,
      )
      const waiting = cache(page(5), 'identity')
      for (const number of [1, 2, 3, 4]) await cache(page(number), 'identity')
      finish(bytes)
      expect(await waiting).toEqual(bytes)
    },
  )

  it('passes on why a reading failed, and reads again', async () => {
    let reads = 0
    const cache = createFileCache(async () => {
      reads += 1
      throw new Error('EIO')
    }, 20)
    await expect(cache(page(1), 'identity')).rejects.toThrow('EIO')
    await expect(cache(page(1), 'identity')).rejects.toThrow('EIO')
    expect(reads).toBe(2)
  })
})
