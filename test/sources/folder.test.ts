import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RawArticle } from '../../src/article/article.ts'
import { createFolderSource } from '../../src/sources/folder.ts'
import type { ArticleRef, SkippedRef } from '../../src/sources/source.ts'

let top: string
let content: string
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'folder-'))
  content = join(top, 'content')
  mkdirSync(content)
  chmodSync(top, 0o755)
})
afterEach(() => rmSync(top, { recursive: true }))

function write(path: string | Buffer, text = 'text'): void {
  if (typeof path === 'string') mkdirSync(dirname(join(content, path)), { recursive: true })
  writeFileSync(typeof path === 'string' ? join(content, path) : path, text)
}

async function list(only?: readonly string[]): Promise<{ refs: ArticleRef[]; skipped: SkippedRef[] }> {
  const refs: ArticleRef[] = []
  const skipped: SkippedRef[] = []
  // A minute after the files were written: their revisions stand.
  const now = () => Date.now() + 60_000
  const source = createFolderSource(content, { maxBytes: 1000, now })
  for await (const batch of source.list(new AbortController().signal, only))
    for (const one of batch) 'load' in one ? refs.push(one) : skipped.push(one)
  return { refs, skipped }
}

const keysOf = (refs: readonly { key: string }[]) => refs.map(({ key }) => key).sort()
const codesOf = (skipped: readonly SkippedRef[]) => skipped.map(({ code, key }) => `${code} ${key}`).sort()
const bytesOf = (raw: RawArticle | undefined) => (raw?.kind === 'file' ? raw.bytes : new Uint8Array())
const textOf = async (ref: ArticleRef | undefined) => Buffer.from(bytesOf(await ref?.load())).toString()

describe('files of other kinds', () => {
  it('are told by ending and section, with their number and the first names', async () => {
    for (const name of ['d', 'c', 'b', 'deep/a']) write(`world/${name}.adoc`)
    write('world/one.QMD')
    write('world/page.html')
    write('index.htm')
    write('sport/a.rst')
    for (const name of ['a.jpg', 'a.json', 'a.md.license', 'adoc', 'a.css', '.b.adoc', '_set/aside.adoc'])
      write(`world/${name}`)
    const { skipped } = await list()
    expect(skipped.map(({ key, code, message }) => `${key}: ${code}: ${message}`).toSorted()).toEqual([
      ': page-unread: 1 file .htm in the content folder is not read (index.htm)',
      'sport: kind-unread: 1 file .rst in sport is not read (a.rst)',
      'world: kind-unread: 1 file .qmd in world is not read (one.QMD)',
      'world: kind-unread: 4 files .adoc in world are not read (b.adoc, c.adoc, d.adoc, …)',
      'world: page-unread: 1 file .html in world is not read (page.html)',
    ])
  })

  it('are not told of a part of the folder, which does not know their number', async () => {
    write('world/a.adoc')
    write('world/b.adoc')
    expect((await list(['world/a.adoc'])).skipped).toEqual([])
    expect((await list(['world'])).skipped).toEqual([])
  })
})

describe('what is listed', () => {
  it('takes article files below sections, and nothing hidden or set aside', async () => {
    const taken = [
      'world/a.md',
      'world/deep/er/b.txt',
      'europe/C.MD',
      'europe/d.markdown',
      'root.md',
      'world/with space.md',
      'world/new\nline.md',
    ]
    const ignored = [
      '.git/a.md',
      'world/.a.md',
      '_drafts/a.md',
      'world/_x/a.md',
      'world/a.jpg',
      'site.yaml',
      'world/amd',
    ]
    for (const path of [...taken, ...ignored]) write(path)
    const { refs, skipped } = await list()
    expect(keysOf(refs)).toEqual(taken.sort())
    expect(skipped).toEqual([])
  })

  it('lists thousands of files in several batches, each once', async () => {
    for (let n = 0; n < 2100; n++) write(`world/${n}.md`, '')
    const { refs } = await list()
    expect(new Set(keysOf(refs)).size).toBe(2100)
    expect(refs).toHaveLength(2100)
  })

  it('says what else has the name of an article', async () => {
    mkdirSync(join(content, 'world/folder.md'), { recursive: true })
    execFileSync('mkfifo', [join(content, 'world/fifo.md')])
    const server = createServer().listen(join(content, 'world/socket.md'))
    symlinkSync('/dev/null', join(content, 'world/device.md'))
    write('world/ok.md')
    const { refs, skipped } = await list()
    server.close()
    expect(keysOf(refs)).toEqual(['world/ok.md'])
    expect(codesOf(skipped)).toEqual([
      'link-leads-out world/device.md',
      'not-a-file world/fifo.md',
      'not-a-file world/folder.md',
      'not-a-file world/socket.md',
    ])
    expect(skipped.every(({ incomplete }) => incomplete === true)).toBe(true)
  })

  it('follows links to files inside and says why it does not follow others', async () => {
    write('world/a.md', 'linked')
    write('../secret.md', 'secret')
    write('../content-twin/x.md', 'twin')
    mkdirSync(join(content, '_shelf'))
    write('_shelf/kept.md', 'kept')
    const link = (target: string, name: string) => symlinkSync(target, join(content, 'world', name))
    link('a.md', 'inside.md')
    link('../_shelf/kept.md', 'kept.md')
    link('../../secret.md', 'out.md')
    link('../../content-twin/x.md', 'twin.md')
    link('nothing.md', 'broken.md')
    link('circle.md', 'circle.md')
    link('.', 'loop')
    link('/', 'root')
    link('nothing', 'no article')
    link('nothing.md', 'e\u0301tude.md')
    const { refs, skipped } = await list()
    expect(keysOf(refs)).toEqual(['world/a.md', 'world/inside.md', 'world/kept.md'])
    expect(await textOf(refs.find(({ key }) => key === 'world/inside.md'))).toBe('linked')
    expect(codesOf(skipped)).toEqual([
      'link-broken world/broken.md',
      'link-broken world/circle.md',
      'link-broken world/\u00e9tude.md',
      'link-leads-out world/out.md',
      'link-leads-out world/twin.md',
      'link-to-folder world/loop',
      'link-to-folder world/root',
    ])
    expect(skipped.filter(({ incomplete }) => incomplete !== true).map(({ code }) => code)).toEqual([
      'link-to-folder',
      'link-to-folder',
    ])
  })

  it('gives NFC keys, and names both files that look the same', async () => {
    write('world/e\u0301tude.md', 'decomposed')
    write('world/u\u0308.md')
    write('world/\u00fc.md')
    const { refs, skipped } = await list()
    expect(keysOf(refs)).toEqual(['world/\u00e9tude.md'])
    expect(await textOf(refs[0])).toBe('decomposed')
    expect(codesOf(skipped)).toEqual([
      'file-name-ambiguous world/\u00fc.md',
      'file-name-ambiguous world/\u00fc.md',
    ])
    expect(skipped.map(({ message }) => message.includes('\\u{fc}')).sort()).toEqual([false, true])
  })

  it('names a file whose name is not UTF-8', async () => {
    mkdirSync(join(content, 'world'))
    write(Buffer.concat([Buffer.from(`${content}/world/`), Buffer.from([0x61, 0xff]), Buffer.from('.md')]))
    const { refs, skipped } = await list()
    expect([refs, codesOf(skipped)]).toEqual([[], ['file-name-invalid world/a\ufffd.md']])
  })

  it('looks at named files and folders only, by the same rules', async () => {
    for (const path of ['world/a.md', 'world/x/b.md', 'europe/c.md', 'world/_x/d.md', 'world/e\u0301.md'])
      write(path)
    symlinkSync('x', join(content, 'world/link'))
    const only = [
      'world/x',
      'europe/c.md',
      'europe/gone.md',
      'world/_x/d.md',
      'world/link/b.md',
      '../content/world/a.md',
      '/etc',
    ]
    const { refs, skipped } = await list(only)
    expect([keysOf(refs), skipped]).toEqual([['europe/c.md', 'world/x/b.md'], []])
    expect(keysOf((await list(['world/\u00e9.md'])).refs)).toEqual(['world/\u00e9.md'])
  })

  it.each([
    ['a folder and a file in it', ['world', 'world/a.md']],
    ['a file and then its folder', ['world/x/b.md', 'world/a.md', 'world']],
    ['a folder in a folder', ['world', 'world/x', 'world/x/b.md']],
    ['one name twice', ['world/a.md', 'world/a.md', 'world/x/b.md']],
    ['one name in two spellings', ['world/a.md', 'world/x', 'world/e\u0301.md', 'world/\u00e9.md']],
  ])('lists each file once, asked for %s', async (_what, only) => {
    for (const path of ['world/a.md', 'world/x/b.md', 'world/e\u0301.md']) write(path)
    const { refs, skipped } = await list(only)
    const keys = keysOf(refs)
    expect([keys, skipped]).toEqual([[...new Set(keys)], []])
    expect(keys).toEqual(expect.arrayContaining(['world/a.md', 'world/x/b.md']))
  })

  it('leaves out copies that programs made of an article, and says of what', async () => {
    write('world/a.md')
    write('world/a (conflicted copy 2026-01-02).md')
    write('world/~$a.md')
    write('world/e\u0301.md')
    write('world/\u00e9.orig.md')
    write('world/b.sync-conflict-20260102-030405-ABC2DEF.md')
    for (const only of [undefined, ['world'], ['world/a (conflicted copy 2026-01-02).md', 'world']]) {
      const { refs, skipped } = await list(only)
      expect(keysOf(refs)).toEqual([
        'world/a.md',
        'world/b.sync-conflict-20260102-030405-ABC2DEF.md',
        'world/\u00e9.md',
      ])
      expect(codesOf(skipped)).toEqual([
        'conflict-copy world/a (conflicted copy 2026-01-02).md',
        'conflict-copy world/~$a.md',
        'conflict-copy world/\u00e9.orig.md',
      ])
      expect(skipped[0]?.severity).toBe('warning')
      expect(refs.flatMap(({ remark }) => remark?.code ?? [])).toEqual(['copy-without-original'])
    }
  })

  it('does not take for gone what a cloud drive has taken away', async () => {
    write('world/.a.md.icloud', 'bplist00')
    write('world/.b.png.icloud', 'bplist00')
    for (const only of [undefined, ['world/a.md', 'world/b.md']])
      expect((await list(only)).skipped).toEqual([
        expect.objectContaining({ code: 'file-in-cloud', key: 'world/a.md', incomplete: true }),
      ])
  })

  it.each(['lost+found', '@eaDir', '$RECYCLE.BIN', 'System Volume Information'])(
    'does not look into %s, which belongs to the system',
    async (folder) => {
      write(`${folder}/a.md`)
      write(`world/${folder}/a.md/thumb.md`)
      for (const only of [undefined, [folder, `world/${folder}/a.md`]])
        expect(await list(only)).toEqual({ refs: [], skipped: [] })
    },
  )

  it('throws CONTENT_UNREADABLE when there is no content folder', async () => {
    rmSync(content, { recursive: true })
    await expect(list()).rejects.toMatchObject({ code: 'CONTENT_UNREADABLE' })
  })

  it.runIf(process.getuid?.() === 0)(
    'reports folders it may not read, and goes on with the others',
    async () => {
      for (const path of ['shut/a.md', 'dark/b.md', 'open/c.md']) write(path)
      chmodSync(join(content, 'shut'), 0o000)
      chmodSync(join(content, 'dark'), 0o444)
      process.seteuid?.(65534)
      const { refs, skipped } = await list().finally(() => process.seteuid?.(0))
      expect(keysOf(refs)).toEqual(['open/c.md'])
      expect(skipped.map(({ key, incomplete }) => [key, incomplete]).sort()).toEqual([
        ['dark/b.md', true],
        ['shut', true],
      ])
    },
  )
})

describe('revisions', () => {
  it('move with every write, also one that hides its time, and with a file put in the place', async () => {
    write('world/a.md', 'one')
    const revision = async () => (await list()).refs[0]?.revision
    const seen = [await revision()]
    expect(await revision()).toBe(seen[0])
    write('world/a.md', 'two two')
    seen.push(await revision())
    const past = new Date(2020, 1, 1)
    write('world/a.md', 'tri tri')
    utimesSync(join(content, 'world/a.md'), past, past)
    seen.push(await revision())
    write('world/b.txt', 'for for')
    utimesSync(join(content, 'world/b.txt'), past, past)
    renameSync(join(content, 'world/b.txt'), join(content, 'world/a.md'))
    seen.push(await revision())
    expect(new Set(seen).size).toBe(4)
  })
})

describe('loading', () => {
  it('gives the bytes, whatever they are', async () => {
    write('world/a.md', 'naïve')
    const [ref] = (await list()).refs
    expect(await textOf(ref)).toBe('naïve')
    expect(await createFolderSource(content).load('world/a.md')).toEqual(await ref?.load())
  })

  it('loads by key, however the name is normalized, and never from outside', async () => {
    write('world/e\u0301.md', 'x')
    write('../secret.md', 'secret')
    symlinkSync('../../secret.md', join(content, 'world/out.md'))
    const source = createFolderSource(content)
    expect(bytesOf(await source.load('world/\u00e9.md'))).toHaveLength(1)
    for (const key of ['../secret.md', 'world/out.md', 'world/../../secret.md', '', 'world/none.md'])
      await expect(source.load(key), key).rejects.toThrow('There is no file')
  })

  const spoil: readonly [string, () => void, RegExp][] = [
    ['has gone', () => rmSync(join(content, 'world/a.md')), /ENOENT/],
    ['became a FIFO', () => become('mkfifo'), /not a regular file/],
    ['became a folder', () => become('mkdir'), /not a regular file|EISDIR/],
    ['became a link', () => linkInstead(), /ELOOP/],
    ['is too large', () => truncateSync(join(content, 'world/a.md'), 1001), /too large: 1001 bytes.*1000/],
  ]
  const become = (command: string) => {
    rmSync(join(content, 'world/a.md'))
    execFileSync(command, [join(content, 'world/a.md')])
  }
  const linkInstead = () => {
    write('../secret.md')
    rmSync(join(content, 'world/a.md'))
    symlinkSync('../../secret.md', join(content, 'world/a.md'))
  }
  it.each(spoil)('throws for a file that %s', async (_, change, message) => {
    write('world/a.md')
    const [ref] = (await list()).refs
    change()
    await expect(ref?.load()).rejects.toThrow(message)
  })
})

describe('a folder whose disk is away', () => {
  const open = () => createFolderSource(content, { marker: 'site.yaml' })
  const all = async (source: ReturnType<typeof open>, only?: readonly string[]) => {
    const batches = []
    for await (const batch of source.list(new AbortController().signal, only)) batches.push(...batch)
    return batches
  }

  it('is not an empty one: nothing is listed until its marker is there again', async () => {
    write('site.yaml')
    write('world/a.md')
    expect(await all(open())).toHaveLength(1)
    renameSync(content, join(top, 'disk'))
    mkdirSync(content)
    for (const only of [undefined, ['world/a.md'], ['world']])
      await expect(all(open(), only)).rejects.toMatchObject({ code: 'CONTENT_UNREADABLE' })
    expect(() => open().check?.()).toThrow('site.yaml')
    rmSync(content, { recursive: true })
    renameSync(join(top, 'disk'), content)
    expect(await all(open())).toHaveLength(1)
  })

  it('is an empty one where articles are known and no marker is', async () => {
    const source = (isKnown: boolean) => createFolderSource(content, { holdsSomething: () => isKnown })
    write('.hidden')
    expect(await all(source(false))).toEqual([])
    await expect(all(source(true))).rejects.toMatchObject({ code: 'CONTENT_UNREADABLE' })
    write('world/a.md')
    expect(await all(source(true))).toHaveLength(1)
  })

  it('is noticed when it goes while it is being listed', async () => {
    write('site.yaml')
    for (let n = 0; n < 1100; n++) write(`world/a${n}.md`)
    const listing = open().list(new AbortController().signal)[Symbol.asyncIterator]()
    await listing.next()
    rmSync(join(content, 'site.yaml'))
    await expect(listing.next()).rejects.toMatchObject({ code: 'CONTENT_UNREADABLE' })
  })
})
