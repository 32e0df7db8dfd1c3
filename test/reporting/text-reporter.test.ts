import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { ConfigError, EnvironmentError } from '../../src/errors.ts'
import type { Finding } from '../../src/finding.ts'
import { createJsonReporter } from '../../src/reporting/json-reporter.ts'
import type { RunReport } from '../../src/reporting/reporter.ts'
import { createTextReporter } from '../../src/reporting/text-reporter.ts'
import { day } from '../support/newsroom.ts'

const finding: Finding = {
  code: 'date-impossible',
  severity: 'error',
  file: 'content/world/a.md',
  line: 3,
  column: 7,
  message: 'the date is impossible',
  got: '2024-02-30',
  expected: 'a day of the calendar',
  fix: 'write a date such as 2024-02-29',
}
const feed = {
  path: 'world',
  items: 12,
  added: 2,
  changed: 1,
  gone: 0,
  files: [{ path: 'world/rss.xml', bytes: 2048, written: true }],
}
const report: RunReport = {
  startedAt: day(1),
  elapsedMs: 41.7,
  articles: { known: 13, read: 2, leftOut: 1, waiting: 1, removed: 0 },
  feeds: [
    { ...feed, name: 'world', status: 'written' },
    { ...feed, name: 'business', status: 'held', added: 0, changed: 0 },
  ],
  findings: [finding],
  nextRun: day(2),
}

function streams(isTTY = false, columns = 40) {
  const out = new PassThrough()
  const err = Object.assign(new PassThrough(), { isTTY, columns })
  return { out, err, said: () => [String(out.read() ?? ''), String(err.read() ?? '')] as const }
}

describe('the text report', () => {
  it('says in a few lines what was read, left out, written and held, and when it goes on', () => {
    const to = streams()
    createTextReporter(to, () => 0).run(report)
    const [out, err] = to.said()
    expect(out).toBe(
      [
        '13 articles, 2 read, 1 left out, 1 not yet public',
        '  world     written  12 items, 1 file, 2.0 KiB (2 new, 1 changed)',
        '  business  HELD, readers keep the last good version  12 items, 1 file, 2.0 KiB',
        '1 feed written, 1 held, 1 error, in 42 ms; next run 2024-01-02 12:00:00 UTC',
        '',
      ].join('\n'),
    )
    expect(err).toBe(
      [
        'error date-impossible in content/world/a.md:3:7',
        '  the date is impossible',
        '  got: 2024-02-30',
        '  expected: a day of the calendar',
        '  → write a date such as 2024-02-29',
        '',
        '',
      ].join('\n'),
    )
  })

  it('tells a finding once, counts it afterwards, and tells it again when it is back', () => {
    const to = streams()
    const reporter = createTextReporter(to, () => 0)
    const other: Finding = { ...finding, code: 'key-unknown', message: 'unknown key' }
    reporter.run(report)
    to.said()
    reporter.run({ ...report, findings: [finding, other] })
    const [out, err] = to.said()
    expect(err).toContain('key-unknown')
    expect(err).not.toContain('date-impossible')
    expect(out).toContain('  1 finding as in the previous run; "feedwright status" shows them\n')
    expect(out).toContain('2 errors')
    reporter.run({ ...report, findings: [] })
    to.said()
    reporter.run(report)
    expect(to.said()[1]).toContain('date-impossible')
  })

  it('says what is alike once, with the number of places and the first three', () => {
    const to = streams()
    const places = [1, 2, 3, 4, 5].map((line) => ({ ...finding, line }))
    createTextReporter(to, () => 0).findings(places)
    const said = to.said()[1]
    expect(said.match(/date-impossible/g)).toHaveLength(1)
    expect(said).toContain(
      'in 5 places: content/world/a.md:1:7, content/world/a.md:2:7, content/world/a.md:3:7, …\n',
    )
  })

  it('shows lines to paste as they are, without what could move the cursor', () => {
    const to = streams()
    createTextReporter(to, () => 0).findings([{ ...finding, paste: 'redirects:\n  /a: /b\u001b[2J' }])
    expect(to.said()[1]).toContain('\nredirects:\n  /a: /b\\u001b[2J\n')
  })

  it('says only findings, warnings and errors when it is to be quiet', () => {
    const to = streams(true)
    const reporter = createTextReporter(to, () => 1000, { quiet: true })
    reporter.info('serving')
    reporter.progress('feeds', 1, 2)
    reporter.run(report)
    const [out, err] = to.said()
    expect(out).toBe('')
    expect(err).toMatch(/^error date-impossible/)
  })

  it('says a cause once', () => {
    const to = streams()
    const reporter = createTextReporter(to, () => 0)
    reporter.error(
      new EnvironmentError('FETCH_FAILED', 'no answer: refused', { cause: new Error('refused') }),
    )
    reporter.error(new EnvironmentError('FETCH_FAILED', 'no answer', { cause: new Error('reset') }))
    expect(to.said()[1]).toBe(
      'feedwright: no answer: refused (FETCH_FAILED)\nfeedwright: no answer (FETCH_FAILED)\n  because: reset\n',
    )
  })

  it('lets no text from outside move the cursor', () => {
    const to = streams()
    createTextReporter(to, () => 0).findings([{ ...finding, message: 'x\u001b[2J\u202ey', got: 'a\rb' }])
    expect(to.said()[1]).not.toMatch(/[\u001b\u202e\r]/)
  })

  it('draws progress on a terminal only, at most ten times a second, and wipes it before it speaks', () => {
    let now = 1000
    const silent = streams(false)
    createTextReporter(silent, () => now).progress('feeds', 1, 2)
    expect(silent.said()).toEqual(['', ''])
    const to = streams(true)
    const reporter = createTextReporter(to, () => now)
    reporter.progress('feeds', 1, 3)
    now += 50
    reporter.progress('feeds', 2, 3)
    reporter.info('done')
    expect(to.said()).toEqual(['done\n', '\r\u001b[Kfeeds 1 of 3\r\u001b[K'])
  })

  it('cuts progress to the width of the terminal, and nothing where that is told as 0', () => {
    for (const [columns, drawn] of [
      [8, 'feeds 1'],
      [0, 'feeds 1 of 3'],
    ] as const) {
      const to = streams(true, columns)
      createTextReporter(to, () => 1000).progress('feeds', 1, 3)
      expect(to.said()[1]).toBe(`\r\u001b[K${drawn}`)
    }
  })

  it('explains errors of the world with their cause and the way out', () => {
    const to = streams()
    createTextReporter(to, () => 0).error(
      new EnvironmentError('TARGET_UNWRITABLE', 'cannot write out/world/rss.xml', {
        cause: new Error('ENOSPC'),
        fix: 'free some space',
      }),
    )
    expect(to.said()[1]).toBe(
      'feedwright: cannot write out/world/rss.xml (TARGET_UNWRITABLE)\n  because: ENOSPC\n  → free some space\n',
    )
  })
})

it('the JSON report is one object a line', () => {
  const out = new PassThrough()
  const reporter = createJsonReporter(out)
  reporter.run(report)
  reporter.error(new EnvironmentError('TARGET_LOCKED', 'held'))
  const [run, error] = String(out.read())
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
  expect(run).toEqual({ event: 'run', ...report })
  expect(error).toEqual({ event: 'error', code: 'TARGET_LOCKED', message: 'held' })
})

it('tells machines every mistake in the settings', () => {
  const out = new PassThrough()
  createJsonReporter(out).error(new ConfigError([finding]))
  const said: unknown = JSON.parse(String(out.read()))
  expect(said).toMatchObject({ event: 'error', code: 'CONFIG_INVALID', findings: [finding] })
})
