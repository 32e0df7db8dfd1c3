import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { Redis } from 'ioredis'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startRedis } from '../coordination/stores.ts'
import { CLI, PROCESS_TEST_MS, startProgram } from '../support/program.ts'
import { markdown, SITE_YAML, siteFolder } from '../support/site.ts'
import { run, skipWithout } from '../support/tools.ts'

describe.skipIf(skipWithout('redis', ['redis-server', '--version']))('a standby', () => {
  it(
    'takes over from a publisher that was killed, and no one needs to do anything',
    async () => {
      const redis = await startRedis()
      onTestFinished(() => redis.stop())
      const machine = () =>
        siteFolder({
          'content/site.yaml': `${SITE_YAML}lease: { url: '${redis.url}', seconds: 12 }\nnotify: ${redis.url}\n`,
          'content/world/a.md': markdown('First', '2026-11-01 10:00'),
        })
      const [one, other] = [await machine(), await machine()]
      const first = startProgram(one, ['start', '--no-serve'])
      await first.saying(/next run/)
      const second = startProgram(other, ['start', '--port', '0'])
      // What publishes is a process of its own.
      const [, publisher = ''] = await second.saying(/lease of this site: process (\d+) on host/)
      const status = await run(process.execPath, [CLI, 'status', '--json'], { cwd: other })
      expect(JSON.parse(status.stdout).publisher).toContain(`process ${publisher}`)
      // Its server hears of the commits of the other.
      const client = new Redis(redis.url)
      onTestFinished(() => client.disconnect())
      await expect
        .poll(() => client.pubsub('NUMSUB', 'feedwright:commits'))
        .toEqual(['feedwright:commits', 1])

      first.child.kill('SIGKILL')
      process.kill(Number(publisher), 'SIGKILL')
      await second.saying(/next run/)
      expect(await readFile(join(other, 'out/world/rss.xml'), 'utf8')).toContain('First')
      const manifest = await readFile(join(other, 'out/manifest.json'), 'utf8')
      expect(manifest).toContain('"term":2}')

      // One that is stopped gives the lease back.
      second.child.kill('SIGTERM')
      await second.ended
      const third = startProgram(one, ['build'])
      expect((await third.ended)[0]).toBe(0)
    },
    PROCESS_TEST_MS,
  )
})
