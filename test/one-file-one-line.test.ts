import { randomUUID } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { createStoredLease } from '../src/coordination/stored-lease.ts'
import { systemClock } from '../src/schedule/clock.ts'
import { createNotebook } from './additions/announcer.ts'
import { loudspeaker } from './additions/channel.ts'
import { plain } from './additions/format.ts'
import { blackboard } from './additions/lease.ts'
import { logbook } from './additions/ledger.ts'
import { opened, shelf } from './additions/target.ts'
import { announcerContract } from './contracts/announcer.ts'
import { channelContract } from './contracts/channel.ts'
import { formatContract } from './contracts/format.ts'
import { leaseContract } from './contracts/lease.ts'
import { entriesIn, ledgerContract, ledgerOf } from './contracts/ledger.ts'
import { targetContract } from './contracts/target.ts'
import { siteFolder } from './support/site.ts'

/** What is added to a copy of `src`, each by one file in its folder and its line in the list there. */
const ADDITIONS: readonly {
  readonly from: string
  readonly as: string
  readonly line: string
  /** Where the file has several lists. */
  readonly list?: string
}[] = [
  { from: 'CONTRIBUTING.md', as: 'sources/json-lines.ts', line: 'jsonLines' },
  {
    from: 'test/additions/dialect.ts',
    as: 'dialects/quill.ts',
    line: `{ name: 'quill', title: 'Quill', load: async () => (await import('./quill.ts')).quill }`,
  },
  { from: 'test/additions/target.ts', as: 'targets/shelf.ts', line: 'shelf' },
  { from: 'test/additions/announcer.ts', as: 'announcers/notebook.ts', line: 'notebook' },
  {
    from: 'test/additions/lease.ts',
    as: 'coordination/blackboard.ts',
    line: 'blackboard',
    list: 'leaseKinds',
  },
  {
    from: 'test/additions/channel.ts',
    as: 'coordination/loudspeaker.ts',
    line: 'loudspeaker',
    list: 'channelKinds',
  },
  { from: 'test/additions/ledger.ts', as: 'coordination/logbook.ts', line: 'logbook', list: 'ledgerKinds' },
  { from: 'test/additions/rule.ts', as: 'gate/lint/rules/title-shouts.ts', line: 'titleShouts' },
  {
    from: 'test/additions/format.ts',
    as: 'formats/plain.ts',
    line: `{ name: 'plain', fileName: 'plain.json', label: 'Plain', load: async () => (await import('./plain.ts')).plain }`,
  },
  {
    from: 'test/additions/command.ts',
    as: 'commands/greet.ts',
    line: `{ name: 'greet', summary: 'say hello', load: async () => (await import('./greet.ts')).greet }`,
  },
]

const ROOT = join(import.meta.dirname, '..')
mkdirSync(join(ROOT, 'test/artifacts'), { recursive: true })
const copy = mkdtempSync(join(ROOT, 'test/artifacts/additions-'))
afterAll(() => rmSync(copy, { recursive: true, force: true }))
for (const path of ['src', 'package.json']) cpSync(join(ROOT, path), join(copy, path), { recursive: true })
for (const { from, as, line, list = '' } of ADDITIONS) {
  const text = readFileSync(join(ROOT, from), 'utf8')
  const [, shown] = new RegExp(`^\`\`\`ts src/${as}\n(.*?)^\`\`\`$`, 'ms').exec(text) ?? []
  const toSrc = '../'.repeat(as.split('/').length - 1)
  writeFileSync(join(copy, 'src', as), shown ?? text.replaceAll(`'../../src/`, `'${toSrc}`))
  const index = join(copy, 'src', dirname(as), 'index.ts')
  const [name] = /^\w+/.exec(line) ?? []
  const imported = name === undefined ? '' : `import { ${name} } from './${basename(as)}'\n`
  const start = new RegExp(`^(?:export const ${list}.* =|  return) \\[`, 'm')
  writeFileSync(index, imported + readFileSync(index, 'utf8').replace(start, `$&${line}, `))
}

describe('a format that was added', () =>
  formatContract({ ...plain, name: 'plain', fileName: 'plain.json', label: 'Plain' }))

describe('a target that was added', () =>
  targetContract(async () => {
    shelf.open({ kind: 'shelf', board: 'board' }, { cwd: '/', env: {}, clock: systemClock, warn: () => {} })
    const target = opened.at(-1)
    if (target === undefined) throw new Error('no target was opened')
    return { target, seen: async (path) => target.files.get(path)?.identity }
  }))

describe('an announcer that was added', () => announcerContract(() => createNotebook()))

describe('a lease that was added', () =>
  leaseContract(async () => {
    const store = blackboard.open('blackboard://host', randomUUID())
    const lease = () =>
      createStoredLease(store, {
        ttlMs: 60_000,
        clock: systemClock,
        holder: () => 'a test',
        newToken: randomUUID,
      })
    return [lease(), lease()]
  }))

describe('a channel for messages that was added', () =>
  channelContract(async () => loudspeaker.open('loudspeaker://host')))

describe('a ledger that was added', () =>
  ledgerContract(async () => {
    const name = randomUUID()
    return [logbook.open('', name, ''), logbook.open('', name, '')]
  }))

it('is used by its line in the list: source, dialect, target, announcer, lease, ledger, channel, format and rule in a run', async () => {
  const { createPublisher }: typeof import('../src/app.ts') = await import(join(copy, 'src/app.ts'))
  const shelves: typeof import('./additions/target.ts') = await import(join(copy, 'src/targets/shelf.ts'))
  const { told }: typeof import('./additions/announcer.ts') = await import(
    join(copy, 'src/announcers/notebook.ts')
  )
  const { holders }: typeof import('./additions/lease.ts') = await import(
    join(copy, 'src/coordination/blackboard.ts')
  )
  const { said }: typeof import('./additions/channel.ts') = await import(
    join(copy, 'src/coordination/loudspeaker.ts')
  )
  const { books }: typeof import('./additions/ledger.ts') = await import(
    join(copy, 'src/coordination/logbook.ts')
  )
  const article = { key: 'first', title: 'STOP PRESS', section: 'world', date: '2024-02-02 12:00' }
  const cwd = await siteFolder({
    'content/site.yaml': `title: The Example Times
url: https://example.org/
since: 2024
sections: { world: { feed: { documents: { plain: /news.json } } } }
formats: [rss, plain]
sources: [{ kind: json-lines, path: posts.jsonl }, { kind: quill, path: site, name: quill }]
targets: [{ kind: shelf, board: top }]
lease: { url: 'blackboard://host', name: news }
ledger: logbook://host
notify: loudspeaker://host
notebook: { page: front }
pages: false
`,
    'site/quill.txt': 'https://example.org/quill/\n',
    'site/entries/second.md': '---\ntitle: Second\ndate: 2024-02-01\n---\nText.\n',
    'posts.jsonl': JSON.stringify({ ...article, html: '<p>Text.</p>' }),
  })
  const publisher = await createPublisher({
    cwd,
    reporter: { run() {}, findings() {}, info() {}, warn() {}, error() {}, progress() {} },
    announce: { clock: systemClock },
    now: () => Date.UTC(2024, 1, 3),
  })
  try {
    const { findings } = await publisher.run()
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(findings.map(({ code }) => code)).toContain('title-shouts')
    await publisher.announcements.tellAll()
  } finally {
    await publisher.close()
  }
  const [target] = shelves.opened
  expect([target?.name, [...(target?.files.keys() ?? [])].toSorted()]).toEqual([
    'top',
    ['news.json', 'world/rss.xml'],
  ])
  expect(plain.read(new TextDecoder().decode(target?.files.get('news.json')?.identity)).items).toMatchObject([
    { title: 'STOP PRESS', contentHtml: '<p>Text.</p>' },
    { title: 'Second', url: 'https://example.org/quill/second' },
  ])
  expect((await target?.current())?.term).toBe(1)
  expect(holders).toEqual(['news 1'])
  expect(said).toEqual(['loudspeaker://host'])
  const book = books.get('news')
  const entries = book === undefined ? [] : await entriesIn(ledgerOf(book))
  expect(entries.flatMap((entry) => ('key' in entry ? entry.key : []))).toEqual([
    '/quill/entries/second.md',
    'first',
  ])
  expect(told.toSorted()).toEqual([
    'front https://example.org/news.json',
    'front https://example.org/world/rss.xml',
  ])
}, 60_000)

it('is shown in help by its line in the list: a command', async () => {
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const { argv } = process
  try {
    process.argv = ['node', 'feedwright', '--help']
    await import(join(copy, 'src/cli.ts'))
    expect(String(written.mock.calls[0]?.[0])).toMatch(/^ {2}greet +say hello$/m)
  } finally {
    process.argv = argv
    written.mockRestore()
  }
})
