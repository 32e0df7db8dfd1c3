import { expect, it } from 'vitest'
import type { Announcer } from '../../src/announcers/announcer.ts'
import { file, never, setOf } from '../announcers/sample.ts'

/**
 * What every {@link Announcer} promises. `make` gives one that has someone to tell of the documents in `setWith`, who takes what
 * it is told.
 */
export function announcerContract(make: () => Announcer, setWith = setOf): void {
  const before = setWith([file('a.xml', '1'), file('b.xml', '1')])
  const after = setWith([file('a.xml', '2'), file('b.xml', '1')])
  const said = (announcer: Announcer, change: Parameters<Announcer['noticesOf']>[0]) =>
    announcer.noticesOf(change).map(({ receiver, about }) => `${receiver} ${about}`)

  it('has no notices without changes, and the same for equal sets', () => {
    expect(said(make(), { before: after, after })).toEqual([])
    expect(said(make(), { before, after })).toEqual(said(make(), structuredClone({ before, after })))
  })

  it('has notices about changes only, one for each receiver', () => {
    const notices = said(make(), { before, after })
    expect(notices.length).toBeGreaterThan(0)
    expect(new Set(notices).size).toBe(notices.length)
    for (const notice of notices) expect(notice).toContain('a.xml')
  })

  it('announces all documents if earlier notices are not known', () => {
    const all = said(make(), { after })
    expect(all).toEqual(expect.arrayContaining(said(make(), { before, after })))
    expect(all.join()).toContain('b.xml')
  })

  it('accepts at least one notice per request, and can send it twice', async () => {
    const announcer = make()
    for (const { receiver, about } of announcer.noticesOf({ before, after })) {
      expect(announcer.batchOf(receiver)).toBeGreaterThanOrEqual(1)
      for (let times = 0; times < 2; times++)
        expect(await announcer.tell(receiver, [about], never)).toMatchObject({ isTold: true })
    }
  })

  it('reports which receiver failed and why, without holding a feed', () => {
    const announcer = make()
    for (const { receiver } of announcer.noticesOf({ after })) {
      const { severity, message, got } = announcer.notTold(receiver, 'status 500')
      expect([severity, got]).toEqual(['warning', 'status 500'])
      expect(message).toContain(receiver)
    }
  })
}
