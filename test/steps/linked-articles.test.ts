import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { markdown, runCommand, siteFolder } from '../support/site.ts'

const SITE = `title: The Example Times
url: https://example.org/
since: 2024
sections: { world: , business: }
archiveSize: 2
limit: 3
`
const LINKER = 'world/opening.md'
const linking = markdown('Opening', '2024-03-01').replace(
  'The body',
  'See [the strike](../business/strike.md#union).',
)
const strike = (more = '') => markdown('Strike', '2024-02-01', more)
const MARCH = Date.UTC(2024, 2, 10)
const DAY = 86_400_000

/** What happens to the article that is linked to, day by day, and where the link leads then. */
const DAYS: readonly (readonly [
  files: Readonly<Record<string, string | undefined>>,
  href: string | undefined,
])[] = [
  [{}, undefined],
  [{ 'business/strike.md': strike('draft: true\n') }, undefined],
  [{ 'business/strike.md': strike() }, 'https://example.org/business/strike/#union'],
  [{ 'business/strike.md': strike('url: /archive/strike/\n') }, 'https://example.org/archive/strike/#union'],
  [{ 'business/strike.md': undefined, 'business/walkout.md': strike() }, undefined],
  [
    { 'business/strike.md': strike('embargo: 2024-03-16T12:00:00Z\n'), 'business/walkout.md': undefined },
    undefined,
  ],
  // No one touches a file; the embargo ends.
  [{}, undefined],
  [{}, 'https://example.org/business/strike/#union'],
  [{ 'business/strike.md': strike('withdrawn: true\n') }, undefined],
]

async function change(folder: string, files: Readonly<Record<string, string | undefined>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, 'content', path)
    if (text === undefined) await rm(file)
    else await writeFile(file, text)
  }
}

/** Where the link leads in the newest article and in the oldest. */
async function linksIn(folder: string): Promise<readonly (string | undefined)[]> {
  const documents = ['world/feed.json', 'world/archive/0001/feed.json']
  const texts = await Promise.all(documents.map((path) => readFile(join(folder, 'out', path), 'utf8')))
  return texts.map((text) => {
    expect(text).toContain('the strike')
    return /href=\\"([^"]*)\\">the strike/.exec(text)?.[1]
  })
}

it('follows the article in feeds and archive pages, as a build from nothing does', async () => {
  const later = Array.from({ length: 5 }, (_, n) => [
    `content/world/later${n}.md`,
    markdown(`Later ${n}`, `2024-03-0${n + 2}`),
  ])
  const base = {
    'content/site.yaml': SITE,
    [`content/${LINKER}`]: linking,
    'content/world/newest.md': linking.replaceAll('Opening', 'Newest').replace('2024-03-01', '2024-03-09'),
    'content/business/other.md': markdown('Other', '2024-01-01'),
    ...Object.fromEntries(later),
  }
  const folder = await siteFolder(base)
  const files: Record<string, string | undefined> = {}
  for (const [day, [changes, href]] of DAYS.entries()) {
    const now = MARCH + day * DAY
    Object.assign(files, changes)
    await change(folder, changes)
    const run = await runCommand(folder, ['build'], now)
    expect(await linksIn(folder), `day ${day}`).toEqual([href, href])
    expect(run.err.includes('link-missing'), `day ${day}: ${run.err}`).toBe(href === undefined)
    if (day % 3 !== 1) continue
    const fresh = await siteFolder(base)
    await change(fresh, Object.fromEntries(Object.entries(files).filter(([, text]) => text !== undefined)))
    await runCommand(fresh, ['build'], now)
    expect(await linksIn(fresh), `built on day ${day}`).toEqual([href, href])
  }
})

it('looks at no feed again because of a change that moves no page', async () => {
  const folder = await siteFolder({
    'content/site.yaml': SITE,
    [`content/${LINKER}`]: linking,
    'content/business/strike.md': strike(),
  })
  await runCommand(folder, ['build'], MARCH)
  const before = await readFile(join(folder, 'out/world/feed.json'), 'utf8')
  await change(folder, { 'business/strike.md': strike('tags: [x]\n') })
  const run = await runCommand(folder, ['build'], MARCH + DAY)
  expect(run.err + run.out).not.toMatch(/world +written/)
  expect(await readFile(join(folder, 'out/world/feed.json'), 'utf8')).toBe(before)
})
