import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Finding } from '../../src/finding.ts'
import { createLastRunStore, undatedIn } from '../../src/reporting/last-run.ts'
import { statusText } from '../../src/reporting/status-text.ts'
import { day } from '../support/newsroom.ts'
import { siteFolder } from '../support/site.ts'

const finding: Finding = { code: 'key-unknown', severity: 'warning', message: 'unknown key', file: 'a.md' }
const report = {
  startedAt: day(1),
  elapsedMs: 1,
  articles: { known: 1, read: 1, leftOut: 0, waiting: 0, removed: 0 },
  feeds: [],
  findings: [finding],
}

describe('the last run', () => {
  let file = ''
  beforeEach(async () => {
    file = join(await siteFolder({}), 'state', 'last-run.json')
  })

  it('is kept with its findings, each shown by status', () => {
    const store = createLastRunStore(file)
    expect(store.read()).toBeUndefined()
    store.keep(report)
    const lastRun = createLastRunStore(file).read()
    expect(lastRun).toEqual({ startedAt: day(1), findings: [finding] })
    const said = statusText({ feeds: [], lastRun, server: undefined })
    expect(said).toContain('last run 2024-01-01 12:00:00 UTC: 1 finding\n\nwarning key-unknown in a.md\n')
  })

  it.each(['', '{', 'null', '{"startedAt":"yesterday","findings":[]}', '{"startedAt":1}'])(
    'is unknown where the file says %j',
    (text) => {
      const store = createLastRunStore(file)
      store.keep(report)
      writeFileSync(file, text)
      expect(store.read()).toBeUndefined()
    },
  )

  it('names the articles that state no date, each once and twenty at most', () => {
    const findings = Array.from({ length: 23 }, (_, n) => ({
      ...finding,
      code: 'date-missing',
      file: `a${n}.md`,
    }))
    const undated = undatedIn({ startedAt: day(1), findings: [...findings, ...findings, finding] })
    expect(undated).toHaveLength(23)
    const said = statusText({ feeds: [], lastRun: undefined, undated, server: undefined })
    expect(said).toContain(
      '23 articles have no date, and lose the recorded one if the state folder is lost: a0.md, a1.md,',
    )
    expect(said).toContain('a19.md and 3 more')
    const one = statusText({ feeds: [], lastRun: undefined, undated: ['a.md'], server: undefined })
    expect(one).toContain(
      '1 article has no date, and loses the recorded one if the state folder is lost: a.md\n',
    )
    expect(statusText({ feeds: [], lastRun: undefined, server: undefined })).not.toContain('state folder')
  })

  it('drops what is no finding', () => {
    const store = createLastRunStore(file)
    store.keep(report)
    writeFileSync(file, JSON.stringify({ startedAt: day(1), findings: [finding, { code: 1 }, null] }))
    expect(store.read()?.findings).toEqual([finding])
  })
})
