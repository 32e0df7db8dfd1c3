import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { feed, good, startServer, withHeaders } from '../http/feed-server.ts'
import { runCommand, siteFolder } from '../support/site.ts'

const NOW = Date.UTC(2026, 10, 24, 12)
const probe = (...args: readonly string[]) => runCommand('/', ['probe', '--pause', '0', ...args], NOW)

describe('feedwright probe', () => {
  it('reports each response and the cost of a day, and exits with 0 without findings', async () => {
    const origin = await startServer(good)
    const { code, out } = await probe(`${origin}/feed`, '--strict')
    expect(code).toBe(0)
    expect(out).toContain(`${origin}/feed: RSS 2.0 “Harbour Gazette”, 1 item,`)
    expect(out).toMatch(/^asked as +status +type +packed +sent +document$/m)
    expect(out).toMatch(/^Feedly +200 +application\/rss\+xml +gzip +[\d.]+ (?:B|KiB) +whole$/m)
    expect(out).toMatch(/^If-None-Match +304 +[\d.]+ B$/m)
    expect(out).toMatch(/hourly causes [\d.]+ KiB a day \(0 polls with new items, 24 without\)/)
    expect(out).toContain('no problems with the server\n')
  })

  it('exits with 1 for errors, with 1 for warnings if requested, and with 2 without a document', async () => {
    const refusing = await startServer((asked) =>
      asked.headers['user-agent']?.includes('Feedly') === true
        ? { status: 403, headers: {}, body: '' }
        : good(asked),
    )
    const { code, out } = await probe(`${refusing}/feed`)
    expect(code).toBe(1)
    expect(out).toMatch(
      /error reader-refused\n {2}Feedly do not get the feed, but others do\n {2}got: 403 Forbidden\n/,
    )
    const plain = await startServer((asked) => withHeaders(good(asked), { 'set-cookie': 'a=b' }))
    expect((await probe(`${plain}/feed`)).code).toBe(0)
    expect((await probe(`${plain}/feed`, '--strict')).code).toBe(1)
    const gone = await startServer(() => ({ status: 410, headers: {}, body: '' }))
    const ended = await probe(gone)
    expect(ended.code).toBe(2)
    expect(ended.out).toContain('error feed-gone\n')
    const none = await probe('http://127.0.0.1:1/', `${plain}/feed`)
    expect(none.code).toBe(2)
    expect(none.err).toContain('cannot be fetched')
    expect(none.out).toContain('warning cookie-set')
    expect((await probe('--public-only', plain)).err).toContain('not on the public internet')
  })

  it('writes requests and responses as JSON, and findings for CI', async () => {
    const origin = await startServer((asked) => withHeaders(good(asked), { 'set-cookie': 'a=b' }))
    const json: unknown = JSON.parse((await probe(`${origin}/feed`, '--json')).out)
    expect(json).toMatchObject([
      {
        place: `${origin}/feed`,
        dialect: 'RSS 2.0',
        items: 1,
        findings: [{ code: 'cookie-set' }],
        requests: expect.arrayContaining([
          expect.objectContaining({
            name: 'Feedly',
            kind: 'reader',
            status: 200,
            answered: expect.objectContaining({ 'content-encoding': 'gzip' }),
          }),
        ]),
        cost: { polls: 24, news: 0 },
      },
    ])
    expect((await probe(`${origin}/feed`, '--format', 'github')).out).toMatch(
      /^::warning file=.*title=cookie-set::/,
    )
    expect(JSON.parse((await probe(`${origin}/feed`, '--sarif')).out)).toMatchObject({
      runs: [{ results: [{ ruleId: 'cookie-set' }] }],
    })
    const folder = await siteFolder({})
    await runCommand(folder, ['probe', '--pause', '0', `${origin}/feed`, '--html', 'report.html'], NOW)
    expect(await readFile(join(folder, 'report.html'), 'utf8')).toContain('cookie-set</h3>')
  })

  it('prints no text from a server that would move the cursor or start a line', async () => {
    const evil = 'x\u009b31m\u0085::error::y'
    const origin = await startServer((asked) =>
      withHeaders(good(asked, feed(asked.origin, '', '&#x9b;31m \u202e')), {
        'content-type': `application/${evil}`,
        'cache-control': evil,
        etag: `"${evil}"`,
        link: `<https://hub.example/${evil}>; rel=hub`,
        'set-cookie': `${evil}=1`,
        'content-encoding': asked.headers['user-agent']?.includes('Feedly') === true ? evil : undefined,
      }),
    )
    for (const form of ['text', 'line', 'github', 'html']) {
      const { out } = await probe(`${origin}/feed`, '--format', form)
      expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
      expect(out).not.toMatch(/^::error::/m)
    }
  })

  it('requires an address and valid numbers', async () => {
    await expect(probe()).rejects.toMatchObject({ code: 'USAGE' })
    await expect(probe('http://x/', '--pause', '-1')).rejects.toMatchObject({ code: 'USAGE' })
    await expect(probe('http://x/', '--format', 'pdf')).rejects.toMatchObject({ code: 'USAGE' })
  })
})
