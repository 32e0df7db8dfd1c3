import { describe, expect, it, onTestFinished } from 'vitest'
import { createPublisher } from '../../src/app.ts'
import { clockInstant } from '../../src/article/instant.ts'
import { servingFactsOf } from '../../src/config/serving-facts.ts'
import { quietReporter } from '../../src/reporting/quiet-reporter.ts'
import { systemClock } from '../../src/schedule/clock.ts'
import { startServing } from '../../src/service/serving.ts'
import { freePort } from '../interop/servers-started.ts'
import { markdown, runCommand, SITE_YAML, siteFolder } from '../support/site.ts'

describe('the built-in server', () => {
  it('comes out of a probe without a finding, whatever the format', async () => {
    const cwd = await siteFolder({
      'content/site.yaml': `${SITE_YAML}hubs: [https://hub.example/]\n`,
      'content/world/a.md': markdown('Alpha', '2024-01-02', `summary: ${'Of the river. '.repeat(200)}\n`),
    })
    const publisher = await createPublisher({ cwd, reporter: quietReporter, now: () => Date.UTC(2024, 5, 1) })
    onTestFinished(() => publisher.close())
    await publisher.run()
    const { settings, target } = publisher
    const port = await freePort()
    const serving = await startServing({
      target,
      serve: settings.serve,
      facts: servingFactsOf(settings),
      graceMinutes: 15,
      reporter: quietReporter,
      clock: systemClock,
      port,
      nextChange: () => undefined,
      readPicture: async () => undefined,
    })
    onTestFinished(async () => {
      serving.stop()
      await serving.server.close()
    })
    await serving.succeeded(clockInstant(Date.now()), undefined)
    const addresses = ['rss.xml', 'atom.xml', 'feed.json'].map(
      (name) => `http://127.0.0.1:${port}/world/${name}`,
    )
    const { code, out } = await runCommand(cwd, ['probe', '--pause', '0', '--strict', '--json', ...addresses])
    const probed: unknown = JSON.parse(out)
    expect(probed).toMatchObject(addresses.map((place) => ({ place, findings: [], items: 1 })))
    expect(probed).toMatchObject([{ hubs: ['https://hub.example/'] }, {}, {}])
    expect(code).toBe(0)
  })
})
