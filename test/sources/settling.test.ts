import { describe, expect, it } from 'vitest'
import { revisionOf } from '../../src/sources/revision.ts'
import { createSettling } from '../../src/sources/settling.ts'

const START = Date.UTC(2026, 10, 22)

/** A newsroom's folder seen through a clock that goes when told to. */
function setUp({ quietMs = 2000, skewMs = 0 } = {}) {
  let passed = 0
  const settling = createSettling({
    quietMs,
    now: () => START + passed + skewMs,
    elapsed: () => passed,
    sleep: async (ms) => {
      passed += ms
    },
  })
  const facts = (writtenAt: number, size = 10) => ({ size, ctimeMs: START + writtenAt + 0.25, ino: 1 })
  return {
    settling,
    facts,
    pass: (ms: number) => {
      passed += ms
    },
    file: (key: string, writtenAt: number, size?: number) => ({
      key,
      revision: revisionOf(facts(writtenAt, size), START + passed),
    }),
    /** One look at all there is: which files are whole, and which missing ones are gone. */
    look(files: readonly { key: string; revision: string }[], missing: readonly string[] = []) {
      const look = settling.look({ mayWait: false })
      const whole = files.filter((file) => look.isWhole(file)).map(({ key }) => key)
      const gone = missing.filter((key) => look.isGone(key))
      const restless = files.filter(({ key }) => look.isRestless(key)).map(({ key }) => key)
      look.finish()
      return { whole, gone, restless }
    },
  }
}

describe('a file', () => {
  it('is whole once it has not been written to for two seconds', () => {
    const { look, file, pass, settling } = setUp()
    pass(5000)
    expect(look([file('old.md', 0), file('new.md', 4000)]).whole).toEqual(['old.md'])
    expect(settling.waiting()).toEqual({ keys: ['new.md'], ms: expect.closeTo(1000, 0) })
    pass(900)
    expect(look([file('new.md', 5900)]).whole).toEqual([])
    pass(1999)
    expect(look([file('new.md', 5900)]).whole).toEqual([])
    pass(2)
    expect(look([file('new.md', 5900)]).whole).toEqual(['new.md'])
    expect(settling.waiting()).toBeUndefined()
  })

  it('is whole when it was seen to stand still, with a clock behind that of the file system', () => {
    const { look, file, pass } = setUp({ skewMs: -3_600_000 })
    expect(look([file('a.md', 0)]).whole).toEqual([])
    pass(1000)
    expect(look([file('a.md', 900)]).whole).toEqual([])
    pass(2001)
    expect(look([file('a.md', 900)]).whole).toEqual(['a.md'])
  })

  it('that came whole is taken at once, unless it was written to since', () => {
    const { look, file, facts, settling } = setUp()
    settling.cameWhole('a.md', facts(0))
    settling.cameWhole('b.md', facts(0))
    expect(look([file('a.md', 0), file('b.md', 1, 11)]).whole).toEqual(['a.md'])
  })

  it('that never stands still is told of after a minute, and looked at less often', () => {
    const { look, file, pass, settling } = setUp()
    for (let at = 0; at <= 60_000; at += 1000) {
      expect(look([file('log.txt', at)])).toEqual({
        whole: [],
        gone: [],
        restless: at < 60_000 ? [] : ['log.txt'],
      })
      pass(1000)
    }
    expect(settling.waiting()?.ms).toBe(60_000)
  })

  it('that was written to while it was read is looked at again', () => {
    const { settling, file, pass } = setUp()
    pass(5000)
    const look = settling.look({ mayWait: false })
    expect(look.isWhole(file('a.md', 0))).toBe(true)
    look.postpone(file('a.md', 0))
    expect(look.isGone('b.md')).toBe(false)
    look.finish()
    expect(settling.waiting()?.keys).toEqual(['a.md', 'b.md'])
  })

  it('is waited for where that is asked', async () => {
    const { settling, file } = setUp()
    const look = settling.look({ mayWait: true })
    expect(look.isWhole(file('a.md', 0))).toBe(false)
    expect(await look.pause(new AbortController().signal)).toBe(true)
    expect(look.isWhole(file('a.md', 0))).toBe(true)
    expect(await look.pause(new AbortController().signal)).toBe(false)
  })

  it('is always whole where nothing is to be quiet', () => {
    const { look, file } = setUp({ quietMs: 0 })
    expect(look([file('a.md', 0)], ['b.md'])).toEqual({ whole: ['a.md'], gone: ['b.md'], restless: [] })
  })
})

describe('a missing file', () => {
  it('is gone after two seconds', () => {
    const { look, pass, settling } = setUp()
    expect(look([], ['a.md']).gone).toEqual([])
    expect(settling.waiting()).toEqual({ keys: ['a.md'], ms: 2000 })
    pass(2000)
    expect(look([], ['a.md']).gone).toEqual(['a.md'])
    expect(settling.waiting()).toBeUndefined()
  })

  it('that came back begins again', () => {
    const { look, pass, file } = setUp()
    look([], ['a.md'])
    pass(1500)
    look([file('a.md', -9000)])
    pass(1500)
    expect(look([], ['a.md']).gone).toEqual([])
  })

  it('may be what is being written elsewhere, for a minute', () => {
    const { look, pass, file } = setUp()
    for (let at = 0; at < 60_000; at += 1000) {
      expect(look([file('b.md', at)], ['a.md']).gone).toEqual([])
      pass(1000)
    }
    expect(look([file('b.md', 60_000)], ['a.md']).gone).toEqual(['a.md'])
  })
})
