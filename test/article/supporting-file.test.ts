import { describe, expect, it } from 'vitest'
import { parseSiteArticle } from '../../src/article/site-article.ts'
import { CONTEXT, media, parse, raw } from './desk.ts'

const TEXT = '---\ntitle: A title\n---\n\nA text.\n'
const DATED = '---\ntitle: A title\ndate: 2024-01-02\n---\n\nA text.\n'
const LIST = '---\ntitle: All news\nlayout: list\n---\n'

const isSupporting = (key: string, text = TEXT): boolean => {
  const { doubt } = parse(text, key)
  if (doubt !== undefined)
    expect(doubt.leftOut).toMatchObject({ code: 'supporting-file', severity: 'note', file: key })
  return doubt !== undefined
}

describe('a file that supports others', () => {
  it.each([
    'README.md',
    'world/README.md',
    'world/readme.markdown',
    'world/ports/Readme.txt',
    'world/README.de.md',
    'world/README_zh-CN.md',
    'world/todo.txt',
    'world/TODO.md',
    'robots.txt',
    'world/humans.txt',
    'world/llms-full.txt',
    'world/LICENSE.txt',
    'world/Licence.md',
    'world/LICENSE-MIT.md',
    'world/license.apache-2.0.txt',
    'world/CHANGELOG.md',
    'world/code_of_conduct.md',
    'world/requirements-dev.txt',
    'world/CMakeLists.txt',
    'SECURITY.md',
    'world/index.md',
    'world/index.de.md',
    'index.md',
    'index.txt',
  ])('is recognized by its name: %s, but is an article if it states a date', (key) => {
    expect(isSupporting(key)).toBe(true)
    expect(isSupporting(key, 'Buy milk, call Ann.\n')).toBe(true)
    expect(isSupporting(key, '---\ntitle: [\n---\n')).toBe(true)
    expect(isSupporting(key, DATED)).toBe(false)
    expect(isSupporting(key, '---\ntitle: A\ndate: sometime\n---\nx')).toBe(false)
  })

  it.each([
    '_index.md',
    'world/_index.md',
    'world/_index.fr.md',
    'world/ports/_template.md',
    'world/_ferry.txt',
  ])('is left out, with or without a date: %s', (key) => {
    expect(isSupporting(key)).toBe(true)
    expect(isSupporting(key, DATED)).toBe(true)
  })

  it.each([
    'world/readme-first.md',
    'world/to-do-list-of-the-minister.md',
    'world/robots-at-work.md',
    'world/licenses.md',
    'world/license-fees-rise.md',
    'world/security.md',
    'world/history.md',
    'world/indexes-fall.md',
    'world/2024-01-02-index.md',
    'world/2024-01-02-readme.md',
    'world/readme/ferry.md',
    'world/index/ferry.md',
    'readme/ferry.md',
  ])('is not %s', (key) => expect(isSupporting(key)).toBe(false))

  it('is the index of its own folder only if it has no text and no date', () => {
    expect(isSupporting('world/ports/index.md')).toBe(false)
    expect(isSupporting('world/ports/index.md', DATED)).toBe(false)
    expect(isSupporting('world/ports/index.md', '# Ports reopen\n\nA text.\n')).toBe(false)
    expect(isSupporting('world/ports/index.md', LIST)).toBe(true)
    expect(isSupporting('world/ports/index.md', '---\nlayout: list\n---\n')).toBe(true)
    expect(isSupporting('world/2024-01-02-ports/index.md', LIST)).toBe(false)
  })

  it.each([
    ['a comment above it', '<!-- SPDX-License-Identifier: CC-BY-4.0 -->\n---\n', 2],
    ['a headline above it', '# Tram depot sold\n\n---\n', 3],
    ['other fences', '----\n', 1],
  ])('causes a finding about its misplaced front matter, with %s', (_, before, line) => {
    const text = `${before}title: Tram depot sold\ndate: 2024-05-05\n---\n\nA text.\n`
    for (const key of ['world/licence.md', 'world/README.md', 'world/index.md', 'world/todo.txt']) {
      const { findings, ...said } = parse(text, key)
      expect(said).toEqual({})
      expect(findings).toMatchObject([{ code: 'front-matter-misplaced', severity: 'error', file: key, line }])
    }
    expect(isSupporting('world/_licence.md', text)).toBe(true)
  })

  it('keeps the article data, in case it was published', () => {
    const { value, doubt } = parseSiteArticle(raw(TEXT, 'world/README.md'), CONTEXT, media)
    expect(value?.title).toBe('A title')
    expect(doubt?.leftOut.code).toBe('supporting-file')
  })
})
