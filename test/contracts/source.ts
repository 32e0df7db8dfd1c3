import { beforeEach, expect, it } from 'vitest'
import { pathOf, sourceNameOf } from '../../src/article/key.ts'
import { parseSiteArticle } from '../../src/article/site-article.ts'
import { createMemoryCatalog } from '../../src/catalog/memory.ts'
import { readFilesWith } from '../../src/catalog/reading.ts'
import { refresh } from '../../src/catalog/refresh.ts'
import { systemClock } from '../../src/schedule/clock.ts'
import { readArticleFile } from '../../src/sources/article-file.ts'
import { combineSources } from '../../src/sources/combined-source.ts'
import { openReaders } from '../../src/sources/readers.ts'
import type { ArticleRef, ArticleSource, SkippedRef } from '../../src/sources/source.ts'
import { CONTEXT as DESK, SITE } from '../article/desk.ts'

/** A source under test, and the hand that changes what it has. Names are the last part of keys, without an ending and `/contents`. */
export interface SourceCase {
  readonly source: ArticleSource
  /** Puts an article of the section `world` in its place, with nothing but this title and a text. */
  write(name: string, title: string): Promise<void>
  remove(name: string): Promise<void>
  /** Makes the source unreachable, as a disk or a server is that is away, and brings it back. */
  away(isAway: boolean): Promise<void>
}

/** Programs name the section of a blog themselves. */
const SECTIONS = ['world', 'posts', 'blog'].map((name) => [name, { title: name }] as const)
const CONTEXT = { ...DESK, site: { ...SITE, sections: new Map(SECTIONS) } }

/** What every {@link ArticleSource} promises. */
export function sourceContract(make: () => Promise<SourceCase>): void {
  const never = new AbortController().signal
  let one: SourceCase
  beforeEach(async () => {
    one = await make()
    for (const name of ['b', 'a', 'c']) await one.write(name, `Title of ${name}`)
  })

  async function listed(source = one.source, only?: readonly string[]) {
    const found: (ArticleRef | SkippedRef)[] = []
    for await (const batch of source.list(never, only)) found.push(...batch)
    return found.flatMap((ref) => ('load' in ref ? [ref] : []))
  }
  const keysOf = (refs: readonly ArticleRef[]) => refs.map(({ key }) => key).sort()
  const nameOf = (key: string) =>
    /([^/]*?)(?:\/contents)?(?:\.\w+)?$/.exec(key)?.[1]?.replace(/^[\d-]+-/, '') ?? ''
  async function refOf(name: string, source = one.source): Promise<ArticleRef> {
    const ref = (await listed(source)).find(({ key }) => nameOf(key) === name)
    if (ref === undefined) throw new Error(`${name} is not listed`)
    return ref
  }
  const titleOf = async (ref: Pick<ArticleRef, 'load'>) =>
    parseSiteArticle(await ref.load(), CONTEXT, () => undefined).value?.title

  /** A catalog that follows the source, and what each run finds. */
  function following(source = one.source, signal = never) {
    const catalog = createMemoryCatalog()
    const read = readFilesWith({
      parse: (raw, lookup) => parseSiteArticle(raw, CONTEXT, lookup),
      media: source.media,
      concurrency: 2,
    })
    return {
      catalog,
      run: (by = signal) =>
        refresh(catalog, source, read, CONTEXT.now, by, { mint: ({ key }) => `minted:${key}` }),
    }
  }

  it('lists each article once, with the same revision if it did not change', async () => {
    const first = await listed()
    expect(first.map(({ key }) => nameOf(key)).sort()).toEqual(['a', 'b', 'c'])
    // What was written a moment ago may get another one once: it may change again without a trace.
    const [before, after] = [await listed(), await listed()]
    expect(keysOf(after)).toEqual(keysOf(before))
    expect(new Set(keysOf(first)).size).toBe(3)
    for (const { key } of first) expect(key).not.toMatch(/^\/|^$/)
  })

  it('loads listed articles by reference and by key', async () => {
    for (const ref of await listed()) {
      expect(await titleOf(ref)).toBe(`Title of ${nameOf(ref.key)}`)
      expect(await titleOf({ load: () => one.source.load(ref.key) })).toBe(`Title of ${nameOf(ref.key)}`)
      expect((await ref.load()).key).toBe(ref.key)
    }
  })

  it('reads the same with a reader made from plain data, for another thread', async () => {
    const refs = await listed()
    const readers = await openReaders(structuredClone(one.source.readers?.() ?? new Map()))
    for (const ref of refs.filter(({ file }) => file !== undefined)) {
      const { path, maxBytes } = ref.file ?? expect.fail()
      const reader = readers.get(sourceNameOf(ref.key)) ?? expect.fail()
      const load = async () => reader.raw(pathOf(ref.key), readArticleFile(path, maxBytes))
      const here = parseSiteArticle(await ref.load(), CONTEXT, () => undefined)
      expect(parseSiteArticle(await load(), CONTEXT, () => undefined)).toEqual(here)
      expect(reader.media?.lookup('no/such.png')).toBeUndefined()
    }
    // A source that has readers says of its files where they are.
    expect(refs.some(({ file }) => file !== undefined)).toBe(readers.size > 0)
  })

  it('has another revision of a changed article, and loads its current content', async () => {
    const before = await refOf('a')
    await one.write('a', 'Another title')
    const after = await refOf('a')
    expect(after.key).toBe(before.key)
    expect(after.revision).not.toBe(before.revision)
    expect(await titleOf(after)).toBe('Another title')
  })

  it('does not list removed articles, and refuses to load them', async () => {
    const { key } = await refOf('b')
    await one.remove('b')
    expect((await listed()).map((ref) => nameOf(ref.key)).sort()).toEqual(['a', 'c'])
    await expect(one.source.load(key)).rejects.toThrow(Error)
  })

  it('lists only requested keys', async () => {
    const { key } = await refOf('a')
    expect(keysOf(await listed(one.source, [key]))).toEqual([key])
    expect(await listed(one.source, [`${key}-no-such`])).toEqual([])
  })

  it('removes nothing after an incomplete listing', async () => {
    const { catalog, run } = following()
    expect((await run()).counts).toMatchObject({ added: 3 })
    await one.away(true)
    await expect(run()).rejects.toThrow(Error)
    expect(catalog.size()).toEqual({ records: 3, entries: 3 })
    await one.away(false)
    expect((await run()).counts).toMatchObject({ added: 0, changed: 0, removed: 0 })
    await one.remove('c')
    expect((await run()).counts).toMatchObject({ removed: 1 })
  })

  it('is read in the order of its keys', async () => {
    const { run } = following()
    const keys = (await run()).entries.flatMap(({ after }) => after?.key ?? [])
    expect(keys).toEqual([...keys].sort())
    expect(keys).toHaveLength(3)
  })

  it('stops when the signal aborts, without changes', async () => {
    const { catalog, run } = following()
    await run()
    await one.remove('a')
    await expect(run(AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough')
    expect(catalog.size().entries).toBe(3)
  })

  it('has a display name for each article, and for itself', async () => {
    const places = [...(await listed()).map(({ key }) => key), ''].map((key) => one.source.place(key))
    expect(new Set(places).size).toBe(4)
    for (const place of places) expect(place).toMatch(/\S/)
  })

  it('can be used with another of its kind under a different name', async () => {
    const other = await make()
    await other.write('a', 'From the other one')
    const both = combineSources(
      new Map([
        ['', one.source],
        ['other', other.source],
      ]),
    )
    const refs = await listed(both)
    const own = keysOf(await listed())
    expect(keysOf(refs)).toEqual([`/other/${(await refOf('a')).key}`, ...own].sort())
    const [named] = refs.filter(({ key }) => key.startsWith('/other/'))
    if (named === undefined) throw new Error('not listed')
    expect(await titleOf(named)).toBe('From the other one')
    expect(await titleOf({ load: () => both.load(named.key) })).toBe('From the other one')
    expect(await titleOf(await refOf('a'))).toBe('Title of a')
    expect(keysOf(await listed(both, [named.key]))).toEqual([named.key])
    expect(both.place(named.key)).toBe(other.source.place(named.key.slice('/other/'.length)))

    // Of two articles of one address, or one id that is made of it, one is left out, and the other stays.
    const { catalog, run } = following(both)
    await other.write('a', 'Title of a')
    expect((await run()).findings.map(({ code }) => code).join()).toMatch(/\b(?:address|id)-taken\b/)
    await other.remove('a')
    await other.write('d', 'Another article')
    await run()
    expect(catalog.size()).toEqual({ records: 4, entries: 4 })
    const [key = ''] = [...catalog.revisions('/other')].map(([known]) => known)
    expect(catalog.get(key)?.entry?.title).toBe('Another article')
    await other.remove('d')
    expect((await run()).counts).toMatchObject({ removed: 1 })
    expect([...catalog.revisions()].map(([known]) => known)).toEqual(own)
  })

  it('writes ids and dates if supported: once, and only if requested', async () => {
    const { stamp } = one.source
    if (stamp === undefined) return
    const stamps = { id: 'tag:example.org,2024:stamped', date: '2024-02-02T12:00:00Z' }
    const { key } = await refOf('a')
    const read = async () => parseSiteArticle(await one.source.load(key), CONTEXT, () => undefined).value
    expect(await stamp.call(one.source, key, stamps, { dryRun: true })).toBe(true)
    expect((await read())?.id).toBeUndefined()
    expect(await stamp.call(one.source, key, stamps, { dryRun: false })).toBe(true)
    expect(await read()).toMatchObject({ id: stamps.id, published: stamps.date, title: 'Title of a' })
    expect(await stamp.call(one.source, key, stamps, { dryRun: false })).toBe(false)
  })

  it('reports changes while it watches, if supported', async () => {
    const { source } = one
    if (source.watch === undefined) return
    const stopping = new AbortController()
    const { key } = await refOf('a')
    let told = (_keys: readonly string[] | 'all'): void => {}
    const heard = new Promise<readonly string[] | 'all'>((resolve) => {
      told = resolve
    })
    const errors: unknown[] = []
    await source.watch(
      ({ keys }) => {
        if (keys === 'all' || keys.some((at) => at === key || key.startsWith(`${at}/`))) told(keys)
      },
      { clock: systemClock, signal: stopping.signal, onError: (error) => errors.push(error) },
    )
    await one.write('a', 'Changed while it is watched')
    expect(await heard).not.toEqual([])
    expect(errors).toEqual([])
    stopping.abort()
  })

  it('reports missing files as missing', async () => {
    const { media } = one.source
    expect(media?.revision('no/such.png') ?? '').toBe('')
    expect(media?.lookup('no/such.png')).toBeUndefined()
    expect(await media?.read('no/such.png')).toBeUndefined()
  })
}
