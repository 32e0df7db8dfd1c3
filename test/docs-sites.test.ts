import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { dialectEntries } from '../src/dialects/index.ts'

const pages = readdirSync('docs/sites').map((name) => name.replace(/\.md$/, ''))

it('has a page for every program, and each is named in docs/sites.md', () => {
  expect(pages.toSorted()).toEqual(dialectEntries.map(({ name }) => name).toSorted())
  const index = readFileSync('docs/sites.md', 'utf8')
  for (const { name, title } of dialectEntries)
    expect(index).toContain(`| ${title} | [sites/${name}.md](sites/${name}.md) |`)
})

it.each(pages)('docs/sites/%s.md begins with the commands that are tested with a site of it', (page) => {
  const [commands = ''] = /```sh\n[\s\S]*?```/.exec(readFileSync(`docs/sites/${page}.md`, 'utf8')) ?? []
  expect(commands).toMatch(/npx feedwright init --yes.*\nnpx feedwright build\n/)
})
