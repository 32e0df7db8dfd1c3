import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createNewsroom, hour } from '../steps/newsroom.ts'
import { formats } from '../support/formats.ts'
import { feedDefinition } from '../support/newsroom.ts'

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
const feeds = [
  feedDefinition({ limit: 3, archiveSize: 2 }),
  feedDefinition({ name: 'all', path: 'all', selection: {}, retraction: 'notice' }),
]

/** What happens before a run: articles written again, articles deleted, and which of the next documents are written wrongly. */
const day = fc.record({
  written: fc.subarray(NAMES),
  deleted: fc.subarray(NAMES, { maxLength: 2 }),
  broken: fc.array(fc.nat({ max: 40 }), { maxLength: 4 }),
})

it('lets out what was read back, and nothing that was written wrongly', async () => {
  let published = 0
  let refused = 0
  await fc.assert(
    fc.asyncProperty(fc.array(day, { minLength: 2, maxLength: 6 }), async (days) => {
      const newsroom = createNewsroom({ define: () => feeds })
      const readBack = new Set<string>()
      const wrong = new Set<string>()
      let now = 10
      for (const { written, deleted, broken } of days) {
        let count = 0
        const watched = formats.map((format) => ({
          ...format,
          write(document: Parameters<typeof format.write>[0]) {
            const text = format.write(document)
            count += 1
            if (!broken.includes(count) || !text.includes('said')) return text
            wrong.add(text.replace('said', 'sad'))
            return text.replace('said', 'sad')
          },
          read(text: string) {
            readBack.add(text)
            return format.read(text)
          },
        }))
        for (const name of written)
          newsroom.write(name, { published: hour(NAMES.indexOf(name)), text: `said ${now} ${name}` })
        for (const name of deleted) newsroom.delete(name)
        const acceptChurn = new Set(now % 2 === 0 ? ['world', 'all'] : [])
        await newsroom.run(hour(now), { acceptChurn }, { formats: async () => watched })
        now += 1
        for (const [path, text] of newsroom.texts()) {
          if (!formats.some(({ fileName }) => path.endsWith(fileName))) continue
          expect(readBack, path).toContain(text)
          expect(wrong, path).not.toContain(text)
          published += 1
        }
      }
      refused += wrong.size
    }),
    { seed: 41, numRuns: 8 },
  )
  expect(published).toBeGreaterThan(150)
  expect(refused).toBeGreaterThan(8)
})
