import { beforeEach, expect, it } from 'vitest'
import { EnvironmentError } from '../../src/errors.ts'
import type { PublishTarget } from '../../src/targets/target.ts'
import { underLease } from '../../src/targets/under-lease.ts'
import { edition, moment, publish } from '../targets/published-files.ts'

/** A target under test, and what readers find in it under a path. */
export interface TargetCase {
  readonly target: PublishTarget
  seen(path: string): Promise<Uint8Array | undefined>
}

const WORLD = { path: 'world/rss.xml', text: `<rss>${'world '.repeat(200)}</rss>` }
const WORLD_LATER = {
  ...WORLD,
  text: `${WORLD.text}<!-- later -->`,
  lastModified: moment('2024-02-03T00:00:00Z'),
}
const SPORT = { path: 'sport/rss.xml', text: `<rss>${'sport '.repeat(200)}</rss>` }
const TINY = { path: 'tiny.txt', text: 'x' }

/** What every {@link PublishTarget} promises. */
export function targetContract(make: () => Promise<TargetCase>): void {
  let target: PublishTarget
  let seen: TargetCase['seen']
  const text = async (path: string) => {
    const bytes = await seen(path)
    return bytes && new TextDecoder().decode(bytes)
  }

  beforeEach(async () => {
    const made = await make()
    target = made.target
    seen = made.seen
  })

  const fenceOf = (term: number, check = () => {}) => ({ term, check })

  it('keeps the highest term, and refuses the commit of an earlier one', async () => {
    const first = await edition([WORLD])
    await publish(underLease(target, fenceOf(7)), first)
    const { revision, term } = (await target.current()) ?? {}
    expect(term).toBe(7)
    const later = await edition([WORLD_LATER])
    await expect(publish(underLease(target, fenceOf(6)), later)).rejects.toMatchObject({ code: 'LEASE_LOST' })
    await target.abandon()
    expect([await target.revision(), await text(WORLD.path)]).toEqual([revision, WORLD.text])
    // One without terms goes on, and forgets none.
    await publish(target, later)
    expect([(await target.current())?.term, await text(WORLD.path)]).toEqual([7, WORLD_LATER.text])
  })

  it('checks the lease before each write, and leaves every file complete if it was lost', async () => {
    await publish(target, await edition([WORLD, SPORT, TINY]))
    const later = await edition([WORLD_LATER, { ...SPORT, text: `${SPORT.text}<!-- later -->` }])
    for (let allowed = 0, isOver = false; !isOver; allowed++) {
      let asked = 0
      const check = () => {
        if (asked++ >= allowed) throw new EnvironmentError('LEASE_LOST', 'over')
      }
      const failure = await publish(underLease(target, fenceOf(1, check)), later).catch(
        (error: unknown) => error,
      )
      isOver = failure === undefined
      if (!isOver) expect(failure).toMatchObject({ code: 'LEASE_LOST' })
      expect([WORLD.text, WORLD_LATER.text]).toContain(await text(WORLD.path))
      await target.recover()
    }
    expect(await text(WORLD.path)).toBe(WORLD_LATER.text)
    expect(await text(TINY.path)).toBeUndefined()
  })

  it('has no set at first', async () => {
    expect(await target.current()).toBeUndefined()
  })

  it('publishes committed files byte for byte, and returns the set', async () => {
    const made = await edition([WORLD, TINY])
    await publish(target, made)
    expect(await text(WORLD.path)).toBe(WORLD.text)
    expect(await text(TINY.path)).toBe(TINY.text)
    expect((await target.current())?.set).toEqual({
      ...made.set,
      files: made.set.files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    })
    expect(await target.damaged(made.set)).toEqual([])
    expect((await target.current())?.revision).toBe(await target.revision())
  })

  it('reads published files, including precompressed copies', async () => {
    const made = await edition([WORLD])
    await publish(target, made)
    for (const file of made.set.files)
      for (const [coding, kind] of [
        [undefined, 'identity'],
        ['gzip', 'gzip'],
        ['br', 'br'],
      ] as const)
        expect(Buffer.from((await target.read(file, coding)) ?? []).toString('hex'), kind).toBe(
          Buffer.from(made.contents.get(file.path)?.[kind] ?? []).toString('hex'),
        )
  })

  it('does not publish staged or abandoned files', async () => {
    const { set, contents } = await edition([WORLD])
    for (const file of set.files)
      await target.stage(file, contents.get(file.path) ?? { identity: new Uint8Array() })
    expect(await seen(WORLD.path)).toBeUndefined()
    expect(await target.current()).toBeUndefined()
    await target.abandon()
    await expect(target.commit(set, undefined)).rejects.toThrow('world/rss.xml is listed')
    expect(await seen(WORLD.path)).toBeUndefined()
  })

  it('replaces changed files, keeps others, and removes files that are no longer listed', async () => {
    await publish(target, await edition([WORLD, SPORT, TINY]))
    await publish(target, await edition([WORLD_LATER, SPORT]))
    expect(await text(WORLD.path)).toBe(WORLD_LATER.text)
    expect(await text(SPORT.path)).toBe(SPORT.text)
    expect(await seen(TINY.path)).toBeUndefined()
    expect((await target.current())?.set?.files.map((file) => file.path)).toEqual([SPORT.path, WORLD.path])
  })

  it.each([
    ['../escape.xml', 'part that is "." or ".."'],
    ['world/../../escape.xml', 'part that is "." or ".."'],
    ['/etc/escape.xml', 'absolute'],
    ['C:/escape.xml', 'absolute'],
    ['world\\escape.xml', 'backslash'],
    ['world/a\0.xml', 'NUL'],
    ['world//a.xml', 'empty part'],
    ['', 'empty'],
    ['manifest.json', 'manifest'],
    ['.feedwright/lock', 'own folder'],
    ['world/rss.xml.gz', 'compressed copies'],
  ])('refuses the path %j', async (path, why) => {
    const { set, contents } = await edition([{ path, text: 'x' }])
    const [file] = set.files
    const staged = contents.get(path)
    if (file === undefined || staged === undefined) throw new Error('nothing to stage')
    await expect(target.stage(file, staged)).rejects.toThrow(why)
  })

  it('refuses bytes and encodings other than described', async () => {
    const { set, contents } = await edition([WORLD])
    const [file] = set.files
    const staged = contents.get(WORLD.path)
    if (file === undefined || staged === undefined) throw new Error('nothing to stage')
    await expect(target.stage(file, { ...staged, identity: new Uint8Array(file.length) })).rejects.toThrow(
      'do not match',
    )
    await expect(target.stage(file, { identity: staged.identity })).rejects.toThrow('with a gzip copy')
  })

  it('refuses a set that lists a file twice', async () => {
    const made = await edition([WORLD])
    await publish(target, made)
    await expect(
      target.commit({ ...made.set, files: [...made.set.files, ...made.set.files] }, await target.revision()),
    ).rejects.toThrow('twice')
  })

  it('returns the revision of a commit, and replaces only the given revision', async () => {
    const [first, second] = [await edition([WORLD]), await edition([WORLD_LATER])]
    await publish(target, first)
    const found = await target.revision()
    for (const file of second.set.files)
      await target.stage(file, second.contents.get(file.path) ?? { identity: new Uint8Array() })
    for (const wrong of [undefined, 'r0'])
      await expect(target.commit(second.set, wrong)).rejects.toMatchObject({ code: 'TARGET_CHANGED' })
    expect([await text(WORLD.path), await target.revision()]).toEqual([WORLD.text, found])
    const left = await target.commit(second.set, found)
    expect([await text(WORLD.path), await target.revision()]).toEqual([WORLD_LATER.text, left])
    expect(left).not.toBe(found)
  })
}
