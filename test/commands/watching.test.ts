import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { PROCESS_TEST_MS, startProgram } from '../support/program.ts'
import { markdown, siteFolder } from '../support/site.ts'

vi.setConfig({ testTimeout: PROCESS_TEST_MS })

/** A running `start --watch --no-serve` of a site whose schedule never comes. */
async function watching(
  files: Readonly<Record<string, string>>,
  { settings = '', args = [] as readonly string[], out = 'out' } = {},
) {
  const folder = await siteFolder({
    'content/site.yaml': `title: T\nurl: https://example.org/\nsince: 2020\nschedule: 0 0 1 1 *\nsections: { world: , sport: }\n${settings}`,
    ...files,
  })
  const { said, until, look } = startProgram(folder, ['start', '--no-serve', '--watch', '--json', ...args])
  /** Everything readers have been given of `world`, in the order in which they were given it. */
  const editions: string[] = []
  const read = () => {
    const file = join(folder, out, 'world/atom.xml')
    const now = existsSync(file) ? readFileSync(file, 'utf8') : ''
    if (now !== '' && now !== editions.at(-1)) editions.push(now)
    return now
  }
  const runs = () =>
    said()
      .split('\n')
      .filter((line) => line.startsWith('{"event":"run"')).length
  await until(() => runs() > 0)
  read()
  const outFolder = join(folder, out, 'world')
  mkdirSync(outFolder, { recursive: true })
  const watcher = watch(outFolder, () => {
    read()
    look()
  })
  onTestFinished(() => watcher.close())
  return {
    folder,
    editions,
    runs,
    said,
    at: (path: string) => join(folder, 'content', path),
    /** Saves a file as most editors do: beside it, and then renamed. */
    save(path: string, contents: string) {
      const file = join(folder, 'content', path)
      mkdirSync(join(file, '..'), { recursive: true })
      writeFileSync(`${file}.tmp`, contents)
      renameSync(`${file}.tmp`, file)
    },
    /** Resolves once readers have an edition that says `what`. */
    published: (what: string) => until(() => read().includes(what)),
  }
}

const titlesIn = (edition: string): readonly string[] =>
  [...edition.matchAll(/<title>([^<]*)/g)].slice(1).map(([, title = '']) => title)
const some = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [
      `content/world/n${n}.md`,
      markdown(`N${n}`, `2024-01-0${n + 1}`),
    ]),
  )

it('publishes an article only after it is completely written', async () => {
  const { at, save, published, editions } = await watching(some(2))
  writeFileSync(
    at('world/dam.md'),
    '---\ntitle: The dam\ndate: 2024-02-01\n---\n\nThe dam is safe, the engineers sa',
  )
  save('world/other.md', markdown('Other', '2024-02-02'))
  await published('Other')
  expect(editions.some((edition) => edition.includes('The dam'))).toBe(false)
  appendFileSync(at('world/dam.md'), 'id. Today they withdrew it.\n')
  await published('The dam')
  expect(
    editions.filter((edition) => edition.includes('safe')).every((one) => one.includes('withdrew')),
  ).toBe(true)
})

it('does not retract an article that is replaced by deleting it', async () => {
  const { at, save, published, editions } = await watching(some(5))
  rmSync(at('world/n1.md'))
  save('world/other.md', markdown('Other', '2024-02-02'))
  await published('Other')
  writeFileSync(at('world/n1.md'), markdown('N1 again', '2024-01-02'))
  await published('N1 again')
  rmSync(at('world/n2.md'))
  await published('deleted-entry')
  for (const edition of editions.slice(0, -1)) {
    expect(edition).not.toContain('deleted-entry')
    expect(titlesIn(edition)).toHaveLength(edition.includes('Other') ? 6 : 5)
  }
})

it('keeps every article of a folder that is moved away and copied back', async () => {
  const { at, folder, published, save, editions, said } = await watching(some(6))
  renameSync(at('world'), join(folder, 'away'))
  save('sport/s.md', markdown('S', '2024-02-02'))
  cpSync(join(folder, 'away'), at('world'), { recursive: true })
  save('world/more.md', markdown('More', '2024-02-03'))
  await published('More')
  save('world/last.md', markdown('Last', '2024-02-04'))
  await published('Last')
  expect(titlesIn(editions.at(-1) ?? '')).toHaveLength(8)
  expect(editions.join()).not.toContain('deleted-entry')
  expect(said()).not.toMatch(/id-taken|"held"/)
})

it('publishes a new folder with articles, saved into one after another', async () => {
  const { at, published, said } = await watching({
    ...some(1),
    'content/sport/s.md': markdown('S', '2024-01-01'),
  })
  mkdirSync(at('world/2024'))
  writeFileSync(at('world/2024/a.md'), markdown('First', '2024-02-01'))
  await new Promise(setImmediate)
  writeFileSync(at('world/2024/b.md'), markdown('Second', '2024-02-02'))
  await published('First')
  await published('Second')
  expect(said()).not.toContain('id-taken')
})

it('does not run for its own writes into the content folder', async () => {
  const { save, published, runs, said } = await watching(some(2), {
    args: ['--out', 'content/public', '--state', 'content/kept'],
    out: 'content/public',
  })
  save('world/a.md', markdown('A', '2024-02-01'))
  await published('<title>A<')
  save('world/b.md', markdown('B', '2024-02-02'))
  await published('<title>B<')
  // One at start, one for each article.
  expect(runs()).toBeLessThanOrEqual(3)
  expect(said()).not.toContain('public/')
})

it('scans all files at an interval with poll', async () => {
  const { at, published } = await watching(some(2), { settings: 'watch: { poll: 1, quiet: 0 }\n' })
  writeFileSync(at('world/a.md'), markdown('A', '2024-02-01'))
  await published('<title>A<')
  rmSync(at('world/a.md'))
  await published('deleted-entry')
})
