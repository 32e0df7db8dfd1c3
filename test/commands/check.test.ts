import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { markdown, runCommand, siteFolder } from '../support/site.ts'

const BROKEN = '<rss version="2.0"><channel><title>x</title><link>/home</link></channel></rss>\n'

/** A server on loopback that answers every path with these bytes. */
async function serving(body: string, type: string): Promise<string> {
  const server = createServer((request, response) => {
    if (request.url === '/moved') response.writeHead(301, { location: '/feed' }).end()
    else response.writeHead(200, { 'content-type': type }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address: AddressInfo | string | null = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

describe('feedwright check', () => {
  it('has nothing to say of what we publish', async () => {
    const folder = await siteFolder({ 'content/world/a.md': markdown('Alpha', '2024-01-02') })
    await runCommand(folder, ['build'])
    const files = ['rss.xml', 'atom.xml', 'feed.json'].map((name) => `out/world/${name}`)
    const { code, out } = await runCommand(folder, ['check', '--strict', ...files])
    expect(code).toBe(0)
    expect(out.match(/nothing is wrong with it/g)).toHaveLength(3)
    expect(out).toContain('out/world/rss.xml: RSS 2.0 “The Example Times: World”, 1 item,')
  })

  it('names each mistake with place, rule and mend, in text, lines and JSON, and exits with 1', async () => {
    const folder = await siteFolder({ 'bad.xml': BROKEN })
    const text = await runCommand(folder, ['check', 'bad.xml'])
    expect(text.code).toBe(1)
    expect(text.out).toMatch(/error channel-description-missing in bad\.xml:1:\d+/)
    const lines = await runCommand(folder, ['check', 'bad.xml', '--format', 'line'])
    expect(lines.out).toMatch(/^bad\.xml:1:\d+: error: .* \[channel-description-missing\]$/m)
    const json: unknown = JSON.parse((await runCommand(folder, ['check', 'bad.xml', '--json'])).out)
    expect(json).toMatchObject([{ place: 'bad.xml', dialect: 'RSS 2.0', items: 0 }])
  })

  it('asks what an aggregator demands only when it is told to', async () => {
    const folder = await siteFolder({ 'content/world/a.md': markdown('Alpha', '2024-01-02') })
    await runCommand(folder, ['build'])
    const flipboard = await runCommand(folder, ['check', 'out/world/rss.xml', '--profile', 'flipboard'])
    expect(flipboard.out).toContain('flipboard-')
    await expect(runCommand(folder, ['check', 'x', '--profile', 'myspace'])).rejects.toMatchObject({
      code: 'USAGE',
    })
  })

  it('fetches an address, tells where it was redirected, and compares it with the address the feed states', async () => {
    const base = await serving(BROKEN, 'application/rss+xml')
    const { code, out } = await runCommand('/', ['check', `${base}/moved`])
    expect(code).toBe(1)
    expect(out).toContain(`redirected to ${base}/feed`)
  })

  it('exits with 2 for what cannot be had, and still checks the others', async () => {
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
})
