import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDirectoryTarget } from '../../src/targets/directory.ts'
import { edition, publish } from './published-files.ts'

let out: string
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'feedwright-foreign-'))
})
afterEach(() => rm(out, { recursive: true }))

const RSS = { path: 'world/rss.xml', text: `<rss>${'world '.repeat(200)}</rss>` }
const SPORT = { path: 'sport/rss.xml', text: `<rss>${'sport '.repeat(200)}</rss>` }
const bytes = (text: string) => new TextEncoder().encode(text)

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(out, path)), { recursive: true })
  await writeFile(join(out, path), text)
}
const text = (path: string) => readFile(join(out, path), 'utf8')
const inTheWay = async (target = createDirectoryTarget(out)) =>
  (await target.taken([{ path: RSS.path, bytes: bytes(RSS.text) }])).get(RSS.path)

describe('what is in the way of a document', () => {
  const cases: readonly (readonly [string, () => Promise<void>, string | undefined])[] = [
    ['nothing', async () => {}, undefined],
    ['a neighbor', () => put('world/index.html', 'theirs'), undefined],
    ['a file in its place', () => put('world/rss.xml', 'theirs'), 'world/rss.xml'],
    ['the very same file', () => put('world/rss.xml', RSS.text), undefined],
    ['a compressed copy of nothing', () => put('world/rss.xml.gz', 'theirs'), 'world/rss.xml.gz'],
    ['a file where its folder should be', () => put('world', 'theirs'), 'world'],
    ['a folder in its place', () => put('world/rss.xml/index.html', 'theirs'), 'world/rss.xml'],
    [
      'a link where its folder should be',
      async () => {
        await mkdir(join(out, 'elsewhere'))
        await symlink(join(out, 'elsewhere'), join(out, 'world'))
      },
      'world',
    ],
    [
      'a link in its place',
      async () => {
        await put('elsewhere.xml', RSS.text)
        await mkdir(join(out, 'world'))
        await symlink(join(out, 'elsewhere.xml'), join(out, 'world/rss.xml'))
      },
      'world/rss.xml',
    ],
  ]
  it.each(cases)('%s', async (_name, prepare, expected) => {
    await prepare()
    expect(await inTheWay()).toBe(expected)
  })

  it('is never what was published before, also when the list of it is damaged', async () => {
    await publish(createDirectoryTarget(out), await edition([RSS, SPORT]))
    await writeFile(join(out, RSS.path), 'edited by hand')
    expect(await inTheWay()).toBeUndefined()
    const manifest = await text('manifest.json')
    await writeFile(join(out, 'manifest.json'), manifest.slice(0, manifest.indexOf('"feeds"')))
    expect(await inTheWay()).toBeUndefined()
  })

  it('is what lies there although the list of what was published is lost', async () => {
    await publish(createDirectoryTarget(out), await edition([RSS, SPORT]))
    await rm(join(out, 'manifest.json'))
    expect(await inTheWay()).toBeUndefined()
    await writeFile(join(out, RSS.path), 'edited by hand')
    expect(await inTheWay()).toBe(RSS.path)
  })
})

it('a file of others is not replaced even by a caller that does not look', async () => {
  await put(RSS.path, 'theirs')
  const target = createDirectoryTarget(out)
  await expect(publish(target, await edition([SPORT, RSS]))).rejects.toMatchObject({
    code: 'TARGET_TAKEN',
    message: expect.stringContaining('world/rss.xml'),
  })
  await target.abandon()
  expect(await text(RSS.path)).toBe('theirs')
  await publish(target, await edition([SPORT]))
  expect(await text(RSS.path)).toBe('theirs')
})

it.each(['{"name":"Example Times","icons":[]}', '{"version":2,"files":[]}', 'theirs', '[]'])(
  'publishes nothing beside a manifest.json of others: %s',
  async (theirs) => {
    await put('manifest.json', theirs)
    const target = createDirectoryTarget(out)
    await expect(publish(target, await edition([RSS]))).rejects.toMatchObject({
      code: 'TARGET_TAKEN',
      message: expect.stringContaining('manifest.json'),
    })
    expect(await text('manifest.json')).toBe(theirs)
    await expect(text(RSS.path)).rejects.toThrow('ENOENT')
  },
)
