import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { createPublisher } from '../../src/app.ts'
import { quietReporter } from '../../src/reporting/quiet-reporter.ts'
import { hostileSite, plant } from './hostile-site.ts'
import {
  expectFates,
  expectReadableFindings,
  expectSafe,
  publishedDocuments,
  statesIn,
} from './invariants.ts'
import { seededRandom } from './random.ts'
import { FUZZ_YAML } from './site-yaml.ts'

const SEED = Number(process.env['FEEDWRIGHT_FUZZ_SEED'] ?? 20240202)
const RUNS = Number(process.env['FEEDWRIGHT_FUZZ_RUNS'] ?? 6)
const ARTICLES = Number(process.env['FEEDWRIGHT_FUZZ_ARTICLES'] ?? 40)
const NOW = Date.UTC(2024, 5, 1)

describe(`the whole line on hostile sites (${RUNS} of ${ARTICLES} articles from seed ${SEED})`, () => {
  it('publishes what is good, names what is bad, harms no one, and changes nothing when it is run again', {
    timeout: 60_000 + RUNS * 10_000,
  }, async () => {
    for (let seed = SEED; seed < SEED + RUNS; seed++) {
      try {
        await attack(seed)
      } catch (error) {
        const again = `FEEDWRIGHT_FUZZ_SEED=${seed} FEEDWRIGHT_FUZZ_RUNS=1 FEEDWRIGHT_FUZZ_ARTICLES=${ARTICLES} npx vitest run test/fuzz`
        throw new Error(`seed ${seed} found something; repeat it with\n  ${again}`, { cause: error })
      }
    }
  })
})

async function attack(seed: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'feedwright-fuzz-'))
  try {
    const plants = hostileSite(seededRandom(seed), ARTICLES)
    await plant(join(folder, 'content'), plants)
    await writeFile(join(folder, 'content/site.yaml'), FUZZ_YAML)
    const report = await run(folder)
    const documents = await publishedDocuments(join(folder, 'out'))
    expectFates(plants, report, documents)
    expectSafe(documents)
    expectReadableFindings(report.findings)

    const before = await statesIn(join(folder, 'out'))
    const again = await run(folder)
    expect(again.findings).toEqual(report.findings)
    expect(again.feeds.filter(({ status }) => status !== 'unchanged')).toEqual([])
    expect(await statesIn(join(folder, 'out'))).toEqual(before)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function run(cwd: string) {
  const publisher = await createPublisher({ cwd, compress: false, reporter: quietReporter, now: () => NOW })
  try {
    return await publisher.run()
  } finally {
    await publisher.close()
  }
}
