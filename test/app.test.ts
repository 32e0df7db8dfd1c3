import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { createPublisher } from '../src/app.ts'
import { clockInstant } from '../src/article/instant.ts'
import type { Finding } from '../src/finding.ts'
import { markdown, SITE_YAML, siteFolder } from './support/site.ts'

const newsroom = (settings: string, articles: number) =>
  siteFolder({
    'content/site.yaml': `${SITE_YAML}${settings}`,
    ...Object.fromEntries(
      Array.from({ length: articles }, (_, at) => [
        `content/world/${at}.md`,
        markdown(`Article ${at}`, `2026-11-0${at + 1} 10:00`),
      ]),
    ),
  })

const publisherIn = (
  cwd: string,
  places: { readonly state?: string; readonly out?: string; readonly config?: string } = {},
  found: Finding[] = [],
) =>
  createPublisher({
    cwd,
    ...places,
    compress: false,
    reporter: {
      run() {},
      findings: (more) => found.push(...more),
      info() {},
      warn() {},
      error() {},
      progress() {},
    },
    now: () => Date.UTC(2026, 10, 22),
  })

describe('a publisher', () => {
  it('reports each commit, so that feeds are served before their archives are complete', async () => {
    const cwd = await newsroom('limit: 1\narchiveSize: 1\n', 3)
    const publisher = await publisherIn(cwd)
    const committed: string[][] = []
    await publisher.run({
      listeners: [
        async ({ after }) => {
          committed.push(after.files.map(({ path }) => path).filter((path) => /^world.*rss/.test(path)))
        },
      ],
    })
    await publisher.close()
    expect(committed.length).toBeGreaterThan(1)
    expect(committed[0]).toEqual(['world/rss.xml'])
    expect(committed.at(-1)?.toSorted()).toEqual([
      'world/archive/0001/rss.xml',
      'world/archive/0002/rss.xml',
      'world/rss.xml',
    ])
  })

  it('takes over with the ledger, and does not treat an empty folder as deletion of all articles', async () => {
    const cwd = await newsroom('ledger: file:shared/ledger.jsonl\n', 0)
    const article = join(cwd, 'content/world/a.md')
    await mkdir(join(cwd, 'content/world'), { recursive: true })
    await writeFile(article, '---\ntitle: A\n---\n\nUndated.\n')
    const first = await publisherIn(cwd)
    await first.run()
    await first.close()
    const second = await publisherIn(cwd, { state: 'second', out: 'copy' })
    await second.run({ now: clockInstant(Date.UTC(2026, 10, 23)) })
    await second.close()
    const textAt = (folder: string) => readFile(join(cwd, folder, 'world/rss.xml'), 'utf8')
    expect(await textAt('copy')).toBe(await textAt('out'))

    await rename(join(cwd, 'content'), join(cwd, 'unmounted'))
    await mkdir(join(cwd, 'content'))
    const settings = join(cwd, 'unmounted/site.yaml')
    const third = await publisherIn(cwd, { state: 'third', out: 'copy', config: settings })
    await expect(third.run()).rejects.toMatchObject({ code: 'CONTENT_UNREADABLE' })
    await third.close()
  })

  it('publishes to each target what it lacks, even if others fail', async () => {
    const target = (path: string) => `  - { kind: directory, path: ${path} }\n`
    const cwd = await newsroom(`targets:\n${['out', 'blocked', 'copy'].map(target).join('')}`, 2)
    await writeFile(join(cwd, 'blocked'), 'a file')
    const found: Finding[] = []
    const publisher = await publisherIn(cwd, {}, found)
    const report = await publisher.run()
    const textAt = (folder: string) => readFile(join(cwd, folder, 'world/rss.xml'), 'utf8')
    expect(report.findings.filter(({ severity }) => severity === 'error')).toMatchObject([
      { code: 'target-failed', message: expect.stringContaining(join(cwd, 'blocked')) },
    ])
    expect(report.others?.map(({ target }) => target)).toEqual([join(cwd, 'copy')])
    expect(await textAt('copy')).toBe(await textAt('out'))
    await rm(join(cwd, 'blocked'))
    const next = await publisher.run()
    expect(next.findings.filter(({ severity }) => severity === 'error')).toEqual([])
    const statuses = [next.feeds, ...(next.others ?? []).map(({ feeds }) => feeds)].map((feeds) => [
      ...new Set(feeds.map(({ status }) => status)),
    ])
    expect(statuses).toEqual([['unchanged'], ['written'], ['unchanged']])
    await rm(join(cwd, 'out'), { recursive: true })
    await writeFile(join(cwd, 'out'), 'a file')
    await writeFile(join(cwd, 'content/world/9.md'), markdown('Late', '2026-11-20 10:00'))
    await writeFile(join(cwd, 'content/world/8.md'), 'no article')
    await expect(publisher.run()).rejects.toMatchObject({ code: 'TARGET_UNWRITABLE' })
    expect(await textAt('copy')).toContain('Late')
    expect(found.map(({ code }) => code)).toEqual(['title-missing', 'date-missing'])
    await publisher.close()
  })

  it('does not read articles again after a change of server settings', async () => {
    const cwd = await newsroom('', 2)
    const first = await publisherIn(cwd)
    await first.run()
    // A file that was written a moment ago could change once more and look the same, so it is read twice.
    await vi.waitFor(async () => expect((await first.run()).articles.read).toBe(0))
    await first.close()
    const changed = 'serve: { port: 9999 }\nredirects: { /old.xml: /world/rss.xml }\ngone: [/sport/]\n'
    await writeFile(join(cwd, 'content/site.yaml'), `${SITE_YAML}${changed}`)
    const second = await publisherIn(cwd)
    const { articles } = await second.run()
    await second.close()
    expect(articles).toMatchObject({ read: 0 })
  })
})
