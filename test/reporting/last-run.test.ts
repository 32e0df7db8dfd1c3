import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Finding } from '../../src/finding.ts'
import { createLastRunStore } from '../../src/reporting/last-run.ts'
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

  it('names what another machine would not know, of twenty articles at most', () => {
    const losses = Array.from({ length: 22 }, (_, n) => ({
      key: `a${n}.md`,
      lost: ['date', 'order'] as const,
    }))
    const text = statusText({ feeds: [], lastRun: undefined, losses, server: undefined })
    expect(text).toContain('only the state folder has this of 22 articles;')
    expect(text).toContain('  a19.md: date, place among the articles of the same second\n  and 2 more\n')
    expect(statusText({ feeds: [], lastRun: undefined, server: undefined })).not.toContain('state folder')
  })

  it('drops what is no finding', () => {
    const store = createLastRunStore(file)
    store.keep(report)
    writeFileSync(file, JSON.stringify({ startedAt: day(1), findings: [finding, { code: 1 }, null] }))
    expect(store.read()?.findings).toEqual([finding])
  })
})
