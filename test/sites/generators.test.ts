import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderOf, runCommand } from '../support/site.ts'
import { HIDDEN } from './hidden.ts'

/**
 * Sites of other programs. `published.json` has what the program publishes of each: id, address and moment of every item of its
 * feed; `articles.json` is what readers get here.
 */
const SITES = ['astro', 'built', 'docusaurus', 'eleventy', 'hugo', 'jekyll', 'obsidian'] as const
const NOW = Date.UTC(2024, 11, 1)

/** All of a folder by path, as bytes are in Latin 1. */
async function contentOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  return new Map(
    await Promise.all(
      files.map(async (file) => [file.slice(folder.length + 1), await readFile(file, 'latin1')] as const),
    ),
  )
}

/** The article of each item, newest first. */
function articlesIn(out: ReadonlyMap<string, string>): readonly Record<string, unknown>[] {
  const feeds = [...out].filter(([path]) => path.endsWith('feed.json')).map(([, text]) => text)
  const items = feeds.flatMap((text) => JSON.parse(Buffer.from(text, 'latin1').toString('utf8')).items)
  const byId = new Map(items.map((item) => [`${item.id} ${item.language}`, item]))
  return [...byId.values()].map(({ date_modified: _, ...item }) => item)
}

const SECRET = /hushhush|xylophone/i

describe.each(SITES)('a site of %s', (name) => {
  it('has what its program publishes after init and build, and nothing of what it does not', async () => {
    // A vault has the name of its folder.
    const folder = join(await folderOf({}), name)
    await cp(join(import.meta.dirname, name), folder, { recursive: true })
    for (const [path, text] of Object.entries(HIDDEN[name])) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    }
    const before = await contentOf(folder)
    const url = name === 'obsidian' ? ['--url', 'https://garden.example/'] : []
    const init = await runCommand(folder, ['init', '--yes', ...url], NOW)
    const build = await runCommand(folder, ['build', '--json'], NOW)
    const out = await contentOf(join(folder, 'out'))
    const articles = articlesIn(out)
    const [published, golden] = ['published.json', 'articles.json'].map((file) =>
      join(import.meta.dirname, name, file),
    )
    if (process.env['FEEDWRIGHT_GOLDEN'] === 'write')
      await writeFile(golden ?? '', `${JSON.stringify(articles, undefined, 2)}\n`)
    const known = articles.map(({ id, url, date_published: moment }) => [id, url, moment].join(' '))
    expect(known.toSorted()).toEqual(JSON.parse(await readFile(published ?? '', 'utf8')))
    expect(articles).toEqual(JSON.parse(await readFile(golden ?? '', 'utf8')))

    for (const [path, text] of out) expect(text, path).not.toMatch(SECRET)
    const said = init.out + init.err + build.out + build.err
    expect(said).not.toMatch(SECRET)
    expect(said).not.toMatch(/https:[^\s"]*zanzibar/)
    expect([...out.values()].join('')).not.toContain('zanzibar')

    await Promise.all(
      ['out', '.feedwright', 'feedwright.yaml', '.feedwright.yaml'].map((path) =>
        rm(join(folder, path), { recursive: true, force: true }),
      ),
    )
    const after = await contentOf(folder)
    if (existsSync(join(folder, 'package.json'))) {
      const line = /"feeds": "feedwright build",\s*/
      expect(after.get('package.json')?.replace(line, '')).toBe(before.get('package.json'))
    }
    expect([...after].filter(([path]) => path !== 'package.json')).toEqual(
      [...before].filter(([path]) => path !== 'package.json'),
    )
  })
})
