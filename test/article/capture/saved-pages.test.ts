import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCapture } from '../../../src/article/capture/read-capture.ts'
import { SITE } from '../desk.ts'

const FOLDER = join(import.meta.dirname, 'saved-pages')
const files = readdirSync(FOLDER)

/** Each file says in its head what is expected; below it, what belongs to the article stands behind `>`. */
function readCase(file: string) {
  const [head = '', marked = ''] = readFileSync(join(FOLDER, file), 'utf8').split(/^===\n/m)
  const said = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(head)?.[1]
  const lines = marked.split('\n')
  const capture = readCapture(lines.map((line) => line.replace(/^> /, '')).join('\n'), SITE)
  return {
    capture,
    title: said('title'),
    date: said('date'),
    authors: said('author')?.split('; ') ?? [],
    wanted: lines.flatMap((line) => (line.startsWith('> ') ? [line.slice(2)] : [])),
  }
}

const wordsOf = (paragraphs: readonly string[]) => paragraphs.join(' ').split(/\s+/).length

/** Words that both have, paragraph by paragraph. */
function common(one: readonly string[], other: readonly string[]): number {
  const left = [...other]
  const both = one.filter((paragraph) => {
    const at = left.indexOf(paragraph)
    if (at !== -1) left.splice(at, 1)
    return at !== -1
  })
  return both.length === 0 ? 0 : wordsOf(both)
}

const cases = files.map((file) => ({ file, ...readCase(file) }))

describe('the text of a saved page', () => {
  it.each(cases)('has headline, date and authors: $file', ({ capture, title, date, authors }) => {
    expect(capture).toMatchObject({ title, authors })
    expect(capture.published?.replace('Z', '')).toBe(date?.replace(/(T\d\d:\d\d):00/, '$1').replace('Z', ''))
  })

  it.each(cases)('has the words of the article and few other words: $file', ({ capture, wanted }) => {
    const both = common(capture.paragraphs, wanted)
    const lost = wanted.filter((paragraph) => !capture.paragraphs.includes(paragraph))
    const added = capture.paragraphs.filter((paragraph) => !wanted.includes(paragraph))
    expect({ lost, added, isMost: both >= 0.9 * wordsOf(wanted) }).toEqual({
      lost: [],
      added: [],
      isMost: true,
    })
  })

  it('has a certain headline on most pages', () =>
    expect(cases.filter(({ capture }) => capture.isSure).length).toBeGreaterThanOrEqual(0.8 * cases.length))

  it('has, over all pages, at least 97 % precision and 99 % recall by words', () => {
    let [both, wanted, kept] = [0, 0, 0]
    for (const page of cases) {
      both += common(page.capture.paragraphs, page.wanted)
      wanted += wordsOf(page.wanted)
      kept += wordsOf(page.capture.paragraphs)
    }
    expect(both / kept).toBeGreaterThanOrEqual(0.97)
    expect(both / wanted).toBeGreaterThanOrEqual(0.99)
  })
})
