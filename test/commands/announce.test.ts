import { expect, it } from 'vitest'
import { serveOnLoopback } from '../support/loopback.ts'
import { markdown, runCommand, siteFolder } from '../support/site.ts'

it('reports the failure and the next attempt of a suspended receiver on each call', async () => {
  let pings = 0
  const hub = await serveOnLoopback((_request, response) => {
    pings += 1
    response.writeHead(503, { 'Retry-After': '3600' }).end()
  })
  const cwd = await siteFolder({
    'content/site.yaml': `title: The Example Times
url: https://example.org/
since: 2024
sections: { world: }
formats: [rss]
hubs: [${hub}/]
privateNetworks: [127.0.0.1]
`,
    'content/world/a.md': markdown('Alpha', '2024-01-02'),
  })
  await runCommand(cwd, ['build'])
  const first = await runCommand(cwd, ['announce'])
  expect([first.code, first.err.match(/hub-not-told/g)]).toEqual([0, ['hub-not-told']])
  const asked = pings
  const again = await runCommand(cwd, ['announce', '--strict'])
  expect([again.code, again.err.match(/hub-not-told/g), pings]).toEqual([1, ['hub-not-told'], asked])
  expect(again.err).toContain('status 503 for https://example.org/world/rss.xml')
  expect(again.out).toMatch(/127\.0\.0\.1:\d+\/: next attempt at \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/)
  expect(again.out).toContain('0 notifications sent, 1 waiting')
})
