import { rename, rm, writeFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { serveOnLoopback } from '../support/loopback.ts'
import { markdown, runCommand, SITE_YAML, siteFolder } from '../support/site.ts'

const LATER = Date.UTC(2024, 5, 2)

it('shows the state of each target, and the published set if the first one fails', async () => {
  const target = (path: string) => `  - { kind: directory, path: ${path} }\n`
  const cwd = await siteFolder({
    'content/site.yaml': `${SITE_YAML}targets:\n${['out', 'copy'].map(target).join('')}`,
    'content/world/a.md': markdown('Alpha', '2024-01-02'),
  })
  const [first, second] = [join(cwd, 'out'), join(cwd, 'copy')]
  const status = async () => {
    const { code, out } = await runCommand(cwd, ['status', '--json'], LATER)
    const { feeds, targets } = JSON.parse(out)
    return { code, feeds, targets }
  }
  await runCommand(cwd, ['build'])
  const good = { lastRun: '2024-06-01T00:00:00Z', failed: null }
  expect(await status()).toMatchObject({
    code: 0,
    targets: [
      { name: first, state: 'current', behind: [], ...good },
      { name: second, state: 'current', behind: [], ...good },
    ],
  })
  expect((await runCommand(cwd, ['status'], LATER)).out).toMatch(/^current {2}\S+out .*\ncurrent {2}\S+copy /)

  // The first target breaks, and the second gets a new article.
  await rename(first, join(cwd, 'kept'))
  await writeFile(first, 'a file')
  await writeFile(join(cwd, 'content/world/b.md'), markdown('Beta', '2024-02-02'))
  await expect(runCommand(cwd, ['build'], LATER)).rejects.toThrow(first)
  const failed = { at: '2024-06-02T00:00:00Z', message: expect.stringContaining(first) }
  const broken = await status()
  expect(broken).toMatchObject({
    code: 1,
    targets: [
      { name: first, state: 'failing', behind: ['business', 'world'], lastRun: good.lastRun, failed },
      { name: second, state: 'current', lastRun: '2024-06-02T00:00:00Z', failed: null },
    ],
  })
  expect(broken.feeds).toContainEqual(expect.objectContaining({ name: 'world', items: 2 }))

  // It comes back with what it had.
  await rm(first)
  await rename(join(cwd, 'kept'), first)
  const back = await status()
  expect(back.targets[0]).toMatchObject({ state: 'failing', behind: ['world'], failed })
  expect(back.feeds).toContainEqual(expect.objectContaining({ name: 'world', items: 2 }))
  const { out } = await runCommand(cwd, ['status'], LATER)
  expect(out).toContain(`${first} is behind in world\n`)
  expect(out).toContain(`published at ${second}:\n`)
}, 60_000)

it('shows an unreadable target with the others, and fails if none can be read', async () => {
  const bucket = '  - { kind: s3, bucket: news, profile: nowhere }\n'
  const site = (more: string) => ({ 'content/site.yaml': `${SITE_YAML}targets:\n${bucket}${more}` })
  const both = await siteFolder(site('  - { kind: directory, path: out }\n'))
  const { code, out } = await runCommand(both, ['status'])
  expect(code).toBe(1)
  expect(out).toMatch(/^unreadable {2}s3:\/\/news .*\ncurrent .*\n {2}s3:\/\/news cannot be read: .*nowhere/)
  await expect(runCommand(await siteFolder(site('')), ['status'])).rejects.toThrow(/nowhere/)
})

it('reports the failure of the last run for a single target', async () => {
  const cwd = await siteFolder({ 'content/world/a.md': markdown('Alpha', '2024-01-02') })
  await runCommand(cwd, ['build'])
  await rename(join(cwd, 'out'), join(cwd, 'kept'))
  await writeFile(join(cwd, 'out'), 'a file')
  await writeFile(join(cwd, 'content/world/b.md'), markdown('Beta', '2024-02-02'))
  await expect(runCommand(cwd, ['build'], LATER)).rejects.toMatchObject({ code: 'TARGET_UNWRITABLE' })
  await rm(join(cwd, 'out'))
  await rename(join(cwd, 'kept'), join(cwd, 'out'))
  const { code, out } = await runCommand(cwd, ['status'], LATER)
  expect([code, out]).toEqual([1, expect.stringMatching(/^failing .*\n {2}the run of .* failed: /)])
})

type Answer = Readonly<Record<string, unknown>>

const document = (changes: object) => ({
  path: 'world/rss.xml',
  feed: 'world',
  polls: 10,
  notModifiedShare: 0.5,
  bytesSent: 1000,
  bytesSaved: 3000,
  subscribers: 100,
  aggregators: [{ aggregator: 'Feedly', feedId: '1', subscribers: 100 }],
  readersToday: 3,
  ...changes,
})
const serverStatus = (changes: object) => ({
  ready: true,
  reason: 'another publisher fills the folder; this server follows it',
  revision: 'abcdef',
  asOf: '2024-06-01T00:00:00.000Z',
  documents: [document({})],
  ...changes,
})

/** `status --from` of servers that answer so, each an object, or what a hostile server does. */
async function statusFrom(answers: readonly (Answer | RequestListener)[], ...options: readonly string[]) {
  const bases = await Promise.all(
    answers.map((answer) =>
      serveOnLoopback(
        typeof answer === 'function'
          ? answer
          : ({ url }, response) => {
              if (url === '/status.json') response.end(JSON.stringify(answer))
              else response.writeHead(404).end()
            },
      ),
    ),
  )
  const cwd = await siteFolder({})
  const result = await runCommand(
    cwd,
    ['status', '--from', ...bases, ...options],
    Date.UTC(2024, 5, 1, 0, 0, 4),
  )
  return { ...result, bases }
}

it('adds up the readers of several servers, and counts an aggregator that polls all of them once', async () => {
  const { code, out } = await statusFrom([
    serverStatus({}),
    serverStatus({
      documents: [
        document({ aggregators: [{ aggregator: 'Feedly', feedId: '1', subscribers: 120 }] }),
        document({ path: 'world/atom.xml', aggregators: [], notModifiedShare: 1, polls: 80 }),
      ],
    }),
  ])
  expect(code).toBe(0)
  expect(out).toMatch(/^ready {2}http:\S+\/status\.json {2}revision abcdef {2}as of 4 s ago/)
  expect(out).toMatch(/\nworld +120 +9 +100 +90 % +2\.9 KiB +8\.8 KiB\n$/)
  expect(out).not.toContain('different revisions')
})

it('names servers that are not ready, that differ, and that do not tell their numbers', async () => {
  const readyOnly: RequestListener = ({ url }, response) =>
    url === '/readyz' ? response.end('ok\n') : response.writeHead(401).end()
  const { code, out, bases } = await statusFrom(
    [serverStatus({}), serverStatus({ revision: 'other', ready: false, reason: 'late' }), readyOnly],
    '--json',
  )
  const said = JSON.parse(out)
  expect([code, said.servers.map(({ ready }: { ready: boolean }) => ready)]).toEqual([1, [true, false, true]])
  expect(said.revisions).toEqual([
    { revision: 'abcdef', servers: [`${bases[0]}/status.json`] },
    { revision: 'other', servers: [`${bases[1]}/status.json`] },
  ])
  expect(said.feeds).toMatchObject([{ feed: 'world', polls: 20 }])
})

it.each<readonly [string, Answer | RequestListener, RegExp]>([
  ['a page', (_request, response) => response.end('<html>'), /not JSON/],
  ['another document', { ready: 'yes' }, /not a status of feedwright/],
  ['a number below zero', serverStatus({ documents: [document({ polls: -1 })] }), /not a status/],
  ['a moment that is none', serverStatus({ asOf: 'soon' }), /not a status/],
  ['a redirect', (_request, response) => response.writeHead(302, { Location: '/x' }).end(), /status 302/],
  ['a closed connection', (request) => request.socket.destroy(), /NOT REACHED/],
  [
    'megabytes without end',
    (_request, response) => {
      const more = () => response.write(Buffer.alloc(1 << 20, 32), (error) => error ?? more())
      more()
    },
    /is larger than 16777216 bytes/,
  ],
])('takes no harm from a server that answers with %s', async (_what, answer, expected) => {
  const { code, out } = await statusFrom([answer, serverStatus({})])
  expect([code, out]).toEqual([1, expect.stringMatching(expected)])
  expect(out).toMatch(/\nworld +100 /)
})

it('shows no control characters of a server', async () => {
  const hostile = serverStatus({ reason: '\u001b[2J', documents: [document({ feed: '\u001b]0;x\u0007' })] })
  const { out } = await statusFrom([hostile])
  expect(out).toContain('\\u001b[2J')
  expect(out).not.toContain('\u001b')
})

it('refuses addresses that are none', async () => {
  const cwd = await siteFolder({})
  await expect(runCommand(cwd, ['status', '--from', 'file:///etc/passwd'])).rejects.toThrow(/--from/)
  await expect(runCommand(cwd, ['status', 'http://127.0.0.1/'])).rejects.toThrow(/after --from/)
})
