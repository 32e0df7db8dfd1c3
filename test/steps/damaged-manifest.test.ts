import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createMemoryCatalog } from '../../src/catalog/memory.ts'
import { createDirectoryTarget } from '../../src/targets/directory.ts'
import { objectKeys } from '../../src/targets/object-keys.ts'
import { createObjectTarget } from '../../src/targets/object-target.ts'
import { createFakeS3, quickClock, storeOf } from '../object-store/fake-s3.ts'
import { createNewsroom, hour } from './newsroom.ts'

const codesOf = ({ findings }: { readonly findings: readonly { readonly code: string }[] }) =>
  findings.map(({ code }) => code)

/** A newsroom that publishes to a bucket, with articles of which one was deleted. */
async function newsroomWithBucket() {
  const clock = quickClock()
  const fake = createFakeS3({ now: clock.now })
  const target = () => {
    const store = storeOf(fake, clock)
    const requireConditions = async () => {}
    return createObjectTarget({ shown: store, state: store, codings: 'none', graceMs: 0, requireConditions })
  }
  const newsroom = createNewsroom({ parts: { target: target() } })
  newsroom.write('a')
  newsroom.write('b')
  await newsroom.run(hour(1))
  newsroom.delete('b')
  await newsroom.run(hour(2))
  const manifests = () => [...fake.objects.keys()].filter((key) => key.includes('/.feedwright/manifests/'))
  const put = (number: number, text: string) =>
    fake.objects.set(`news/feeds/${objectKeys.manifest(number)}`, {
      bytes: new TextEncoder().encode(text),
      headers: {},
      modified: clock.now(),
    })
  const shown = () =>
    new Map(
      [...fake.objects]
        .filter(([key]) => !key.includes('/.feedwright/'))
        .map(([key, { bytes }]) => [key, Buffer.from(bytes).toString()]),
    )
  return { ...newsroom, fake, target, manifests, put, shown }
}

describe('a bucket whose newest manifest is damaged', () => {
  it.each([
    ['with the state of the last run', false],
    ['on a machine that takes over', true],
  ])('is published from the manifest before it, with a finding: %s', async (_where, isOther) => {
    const newsroom = await newsroomWithBucket()
    const before = await newsroom.target().current()
    const shown = newsroom.shown()
    expect(before?.set?.feeds[0]?.tombstones).toHaveLength(1)
    newsroom.put(3, '<html>')
    newsroom.put(4, '{"version":2}')
    const other = isOther ? { target: newsroom.target(), catalog: createMemoryCatalog() } : {}
    const report = await newsroom.run(hour(3), {}, other)
    expect(report.findings.filter(({ code }) => code !== 'state-lost')).toMatchObject([
      {
        code: 'manifest-damaged',
        message: expect.stringMatching(
          /manifests\/000000000004\.json in s3:\/\/news\/feeds at store\.test is/,
        ),
      },
    ])
    const after = await newsroom.target().current()
    expect(after?.damaged).toBeUndefined()
    expect(after?.set?.feeds).toEqual(before?.set?.feeds)
    expect(newsroom.shown()).toEqual(shown)
    expect(codesOf(await newsroom.run(hour(4), {}, other))).toEqual([])
  })

  it('on its way only is not published at all, and by the next run as before', async () => {
    const newsroom = await newsroomWithBucket()
    const before = await newsroom.target().revision()
    newsroom.fake.trouble = ({ method, place }, answer) => {
      if (method !== 'GET' || !place.includes('/.feedwright/manifests/')) return undefined
      // In chunks: the answer does not say how long it is.
      return answer()
        .text()
        .then((text) => new Response(text.slice(0, text.length / 2)))
    }
    await expect(newsroom.run(hour(3), {}, { target: newsroom.target() })).rejects.toMatchObject({
      code: 'TARGET_UNWRITABLE',
      message: expect.stringContaining('were received'),
    })
    newsroom.fake.trouble = undefined
    expect(codesOf(await newsroom.run(hour(4), {}, { target: newsroom.target() }))).toEqual([])
    expect(await newsroom.target().revision()).toBe(before)
  })
})

describe('a folder whose manifest is damaged', () => {
  const folders: string[] = []
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
  })

  it.each([
    ['', false],
    ['{"version":1,"files":[', true],
  ])('is published from the copy of its manifest, with a finding: %j', async (text, isOther) => {
    const out = await mkdtemp(join(tmpdir(), 'feedwright-manifest-'))
    folders.push(out)
    const newsroom = createNewsroom({ parts: { target: createDirectoryTarget(out) } })
    newsroom.write('a')
    newsroom.write('b')
    await newsroom.run(hour(1))
    newsroom.delete('b')
    await newsroom.run(hour(2))
    const shown = async () => {
      const files = await readdir(out, { recursive: true, withFileTypes: true })
      return Promise.all(
        files
          .filter((file) => file.isFile())
          .map((file) => readFile(join(file.parentPath, file.name), 'utf8')),
      )
    }
    const before = await shown()
    expect(before.join()).toContain('at:deleted-entry')
    await writeFile(join(out, 'manifest.json'), text)
    const other = isOther ? { target: createDirectoryTarget(out), catalog: createMemoryCatalog() } : {}
    const report = await newsroom.run(hour(3), {}, other)
    expect(codesOf(report).filter((code) => code !== 'state-lost')).toEqual(['manifest-damaged'])
    expect(await shown()).toEqual(before)
    expect(codesOf(await newsroom.run(hour(4), {}, other))).toEqual([])
  })
})
