import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { serveOnLoopback } from '../support/loopback.ts'
import { markdown, runCommand, siteFolder } from '../support/site.ts'

const BROKEN = '<rss version="2.0"><channel><title>x</title><link>/home</link></channel></rss>\n'

/** A server on loopback that answers every path with these bytes. */
function serving(body: string, type: string): Promise<string> {
  return serveOnLoopback((request, response) => {
    if (request.url === '/moved') response.writeHead(301, { location: '/feed' }).end()
    else response.writeHead(200, { 'content-type': type }).end(body)
  })
}

interface Said {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

/** A server on loopback that answers each path as the test says. */
async function answering(say: (path: string, origin: string) => Said): Promise<string> {
  const origin = await serveOnLoopback((request, response) => {
    const { status = 200, headers = {}, body } = say(request.url ?? '', origin)
    response.writeHead(status, { 'content-type': 'application/rss+xml', ...headers }).end(body)
  })
  return origin
}

describe('feedwright check', () => {
  it('finds nothing in our own output', async () => {
    const folder = await siteFolder({ 'content/world/a.md': markdown('Alpha', '2024-01-02') })
    await runCommand(folder, ['build'])
    const files = ['rss.xml', 'atom.xml', 'feed.json'].map((name) => `out/world/${name}`)
    const { code, out } = await runCommand(folder, ['check', '--strict', ...files])
    expect(code).toBe(0)
    expect(out.match(/^ {2}no problems$/gm)).toHaveLength(3)
    expect(out).toContain('out/world/rss.xml: RSS 2.0 “The Example Times: World”, 1 item,')
  })

  it('names each mistake with place, rule and fix, in text, lines and JSON, and exits with 1', async () => {
    const folder = await siteFolder({ 'bad.xml': BROKEN })
    const text = await runCommand(folder, ['check', 'bad.xml'])
    expect(text.code).toBe(1)
    expect(text.out).toMatch(/error channel-description-missing at 1:\d+\n.*\n {2}1 \| <rss.*\n +\| +\^\n/)
    const lines = await runCommand(folder, ['check', 'bad.xml', '--format', 'line'])
    expect(lines.out).toMatch(/^bad\.xml:1:\d+: error: .* \[channel-description-missing\]$/m)
    const json: unknown = JSON.parse((await runCommand(folder, ['check', 'bad.xml', '--json'])).out)
    expect(json).toMatchObject([{ place: 'bad.xml', dialect: 'RSS 2.0', items: 0 }])
  })

  it('checks the rules of an aggregator only if requested', async () => {
    const folder = await siteFolder({ 'content/world/a.md': markdown('Alpha', '2024-01-02') })
    await runCommand(folder, ['build'])
    const flipboard = await runCommand(folder, ['check', 'out/world/rss.xml', '--profile', 'flipboard'])
    expect(flipboard.out).toContain('flipboard-')
    await expect(runCommand(folder, ['check', 'x', '--profile', 'myspace'])).rejects.toMatchObject({
      code: 'USAGE',
    })
  })

  it('fetches an address, reports redirects, and compares it with the address in the feed', async () => {
    const base = await serving(BROKEN, 'application/rss+xml')
    const { code, out } = await runCommand('/', ['check', `${base}/moved`])
    expect(code).toBe(1)
    expect(out).toContain(`redirected to ${base}/feed`)
  })

  it('recommends the destination of permanent redirects, but not of temporary ones', async () => {
    const feed = (self: string) =>
      `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><atom:link rel="self" href="${self}"/></channel></rss>`
    const base = await answering((path, origin) => {
      const steps: Record<string, [number, string]> = {
        '/feed': [302, '/cdn'],
        '/moved': [301, '/new'],
        '/far': [308, '/feed'],
      }
      const step = steps[path]
      if (step !== undefined) return { status: step[0], headers: { location: step[1] }, body: '' }
      return { body: feed(`${origin}${path === '/cdn' ? '/feed' : '/moved'}`) }
    })
    for (const path of ['feed', 'far']) {
      const { out } = await runCommand('/', ['check', `${base}/${path}`])
      expect(out).toContain(`redirected to ${base}/cdn (302, temporary)`)
      expect(out).not.toContain('self-link-mismatch')
    }
    const { out } = await runCommand('/', ['check', `${base}/moved`])
    expect(out).toContain(`redirected to ${base}/new (301, permanent)`)
    expect(out).toMatch(/self-link-mismatch(?:.*\n){4} {2}got: .*\/moved\n {2}expected: .*\/new\n/)
  })

  it('reports problems of the response and of the document in every format', async () => {
    const base = await answering(() => ({ headers: { 'content-encoding': 'gzip', etag: 'x' }, body: BROKEN }))
    const text = await runCommand('/', ['check', base])
    expect(text.code).toBe(1)
    expect(text.out).toContain('error content-encoding-false in the answer\n')
    expect(text.out).toContain('error channel-description-missing at 1:')
    const json: unknown = JSON.parse((await runCommand('/', ['check', base, '--json'])).out)
    expect(json).toMatchObject([
      { findings: expect.arrayContaining([expect.objectContaining({ code: 'etag-malformed' })]) },
    ])
    expect((await runCommand('/', ['check', base, '--format', 'github'])).out).toContain(
      'title=etag-malformed::The entity tag',
    )
    const sarif = (await runCommand('/', ['check', base, '--sarif'])).out
    expect(JSON.parse(sarif)).toMatchObject({
      runs: [
        { results: expect.arrayContaining([expect.objectContaining({ ruleId: 'content-encoding-false' })]) },
      ],
    })
    const folder = await siteFolder({})
    await runCommand(folder, ['check', base, '--html', 'report.html'])
    expect(await readFile(join(folder, 'report.html'), 'utf8')).toContain('content-encoding-false</h3>')
  })

  it('explains an error status, and exits with 2', async () => {
    const base = await answering((path) => ({
      status: Number(path.slice(1)),
      headers: { 'retry-after': '120' },
      body: '',
    }))
    const { code, out } = await runCommand('/', ['check', `${base}/403`, `${base}/503`, '--json'])
    expect(code).toBe(2)
    expect(JSON.parse(out)).toMatchObject([
      { dialect: 'no document', findings: [{ code: 'access-refused' }] },
      { dialect: 'no document', findings: [{ code: 'server-unavailable' }] },
    ])
  })

  it('exits with 2 for unreachable documents, and still checks the others', async () => {
    const folder = await siteFolder({ 'bad.xml': BROKEN, 'large.xml': 'x'.repeat(1_100_000) })
    const base = await serving('x'.repeat(2_000_000), 'text/xml')
    const { code, out, err } = await runCommand(folder, [
      'check',
      'none.xml',
      `${base}/feed`,
      'large.xml',
      'bad.xml',
      '--max-mib',
      '1',
    ])
    expect(code).toBe(2)
    expect(out).toContain('bad.xml: RSS 2.0')
    expect(err).toContain('none.xml cannot be read')
    expect(err).toContain('large.xml is larger than 1 MiB')
    expect(err).toContain(`${base}/feed is larger than 1048576 bytes`)
    const refused = await runCommand('/', ['check', '--public-only', base])
    expect(refused.err).toContain('not on the public internet')
  })

  it('reports the same mistake once, errors first, with a verdict for each of several documents', async () => {
    const items = Array.from({ length: 40 }, (_, at) => `<item><guid>urn:x:${at}</guid></item>`).join('\n')
    const many = `<rss version="2.0"><channel><title>x</title><link>https://example.org/</link>\n${items}</channel></rss>`
    const folder = await siteFolder({
      'feeds/many.xml': many,
      'feeds/notes.xml': '<notes/>',
      'feeds/bad.xml': BROKEN,
    })
    const { code, out } = await runCommand(folder, ['check', 'feeds'])
    expect(code).toBe(1)
    expect(out.match(/error item-empty/g)).toHaveLength(1)
    expect(out).toMatch(/error item-empty at 40 places: 2:1, 3:1, 4:1, …/)
    expect(out.indexOf('error ')).toBeLessThan(out.indexOf('warning '))
    expect(out).toMatch(/^error {3}feeds\/bad\.xml +RSS 2\.0, 0 items: \d+ errors/m)
    expect(out).not.toContain('notes.xml')
    await expect(runCommand(folder, ['check', 'content'])).resolves.toMatchObject({ code: 2 })
  })

  it('lists the feeds that a web page links to', async () => {
    const page =
      '<!doctype html><title>x</title><link rel="alternate" type="application/rss+xml" href="/feed.xml"><body><link rel=stylesheet href=x>'
    const base = await serving(page, 'text/html')
    const { out } = await runCommand('/', ['check', `${base}/`])
    expect(out).toContain(`  feedwright check ${base}/feed.xml\n`)
  })

  it('writes output for GitHub and code scanning, and escapes workflow commands', async () => {
    const folder = await siteFolder({ 'a,b%.xml': BROKEN })
    const github = await runCommand(folder, ['check', 'a,b%.xml', '--format', 'github'])
    expect(github.out).toMatch(
      /^::error file=a%2Cb%25\.xml,line=1,col=\d+,title=channel-description-missing::/m,
    )
    expect(
      github.out
        .trimEnd()
        .split('\n')
        .every((command) => command.startsWith('::')),
    ).toBe(true)
    const log: unknown = JSON.parse((await runCommand(folder, ['check', 'a,b%.xml', '--sarif'])).out)
    expect(log).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'feedwright',
              rules: expect.arrayContaining([expect.objectContaining({ id: 'channel-description-missing' })]),
            },
          },
          results: expect.arrayContaining([
            expect.objectContaining({
              ruleId: 'channel-description-missing',
              level: 'error',
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'a%2Cb%25.xml' },
                    region: { startLine: 1, startColumn: expect.any(Number) },
                  },
                },
              ],
            }),
          ]),
        },
      ],
    })
  })

  it('writes a self-contained page that runs no script from the feed', async () => {
    const hostile = BROKEN.replace('x</title>', '&lt;script>alert(1)&lt;/script></title>')
    const folder = await siteFolder({ 'bad.xml': hostile })
    expect((await runCommand(folder, ['check', 'bad.xml', '--html', 'report.html'])).code).toBe(1)
    const page = await readFile(join(folder, 'report.html'), 'utf8')
    expect(page).toContain('<h3><span class="error">error</span> channel-description-missing</h3>')
    expect(page).not.toMatch(/<script|<link|src=/i)
  })
})
