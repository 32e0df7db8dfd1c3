import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCommand, SITE_YAML, siteFolder } from '../support/site.ts'

const DAY = 86_400_000
const START = Date.UTC(2024, 5, 1)
const YAML = `${SITE_YAML}perTag: true\nperAuthor: true\nperLanguage: true\nallSections: true\nretraction: notice\narchiveSize: 2\n`
const LANGUAGES: Readonly<Record<string, string>> = { draft: 'tlh', embargo: 'cy', future: 'gd', both: 'br' }

/** An article in which every field says that it is a secret of this name. */
function secret(name: string, keys: string): string {
  const word = `Secret${name}`
  return `---
title: ${word}
${keys}
tags: [${word}Tag]
author: ${word} Author <${word}@example.org>
language: ${LANGUAGES[name] ?? 'en'}
slug: ${word}-slug
summary: ${word} summary
image: https://cdn.example.org/${word}.jpg
enclosures: [{ url: "https://cdn.example.org/${word}.mp3", length: 1 }]
reason: ${word} reason
---

${word} body.
`
}

const PUBLIC = Object.fromEntries(
  [1, 2, 3, 4, 5].map((number) => [
    `content/world/open-${number}.md`,
    `---\ntitle: Open ${number}\ndate: 2024-01-0${number}\ntags: [open]\nauthor: Open Author\n---\n\nBody.\n`,
  ]),
)
const SECRETS = {
  'content/world/draft.md': secret('draft', 'date: 2024-01-01\ndraft: true'),
  'content/world/embargo.md': secret('embargo', 'date: 2024-01-01\nembargoedUntil: 2024-06-03'),
  'content/business/future.md': secret('future', 'date: 2024-06-02T12:00:00Z'),
  'content/world/both.md': secret('both', 'date: 2024-01-01\nwithdrawn: true\nembargoedUntil: 2024-06-05'),
}

/** Everything anybody could fetch, with the names of the files. */
async function bytesOf(folder: string): Promise<string> {
  const out = join(folder, 'out')
  const names = (await readdir(out, { recursive: true, withFileTypes: true })).filter((one) => one.isFile())
  const texts = await Promise.all(names.map((one) => readFile(join(one.parentPath, one.name), 'utf8')))
  return names
    .map((one, index) => `${one.parentPath.slice(out.length)}/${one.name}\n${texts[index]}`)
    .join('\n')
}

/** Names of the secrets that `text` gives away in any spelling. */
const told = (text: string): string[] =>
  Object.keys(LANGUAGES).filter(
    (name) =>
      text.toLowerCase().includes(`secret${name}`) ||
      text.includes(`/${LANGUAGES[name]}/`) ||
      text.includes(`world/${name}`) ||
      text.includes(`business/${name}`),
  )

// Withdrawn before its embargo ended, "both" was never told and stays untold.
describe('drafts, embargoed and future articles', () => {
  it('are found in no published byte, file name, manifest or report before their moment, and never as deleted', async () => {
    const folder = await siteFolder({ ...PUBLIC, ...SECRETS, 'content/site.yaml': YAML })
    const published: string[][] = []
    for (const day of [0, 1, 2, 4]) {
      const { out } = await runCommand(folder, ['build', '--no-compress'], START + day * DAY)
      const now = told(await bytesOf(folder))
      expect(now, `the report of day ${day}`).toEqual(expect.arrayContaining(told(out)))
      published.push(now)
    }
    expect(published).toEqual([[], [], ['embargo', 'future'], ['embargo', 'future']])
  })
})
