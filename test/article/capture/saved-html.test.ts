import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fileAt } from '../../../src/article/article-kind.ts'
import { importCapture } from '../../../src/article/capture/import.ts'
import { dateIn } from '../../../src/article/dates.ts'
import { sanitizeHtml } from '../../../src/article/html/sanitize.ts'
import { plainTextOf } from '../../../src/article/html/text.ts'
import { readNamedPage } from '../../../src/article/page/named-page.ts'
import { parseArticle } from '../../../src/article/parse.ts'
import { CONTEXT, SITE } from '../desk.ts'

const FOLDER = join(import.meta.dirname, 'saved-html')

/** The files have another ending than the pages, so that editors and linters leave these old pages as they are. */
const names = readdirSync(FOLDER).map((file) => file.replace(/\.page$/, ''))

/** Each file says above the page what is expected; the paragraphs of the article stand behind `>`. */
function readCase(name: string) {
  const [head = '', page = ''] = readFileSync(join(FOLDER, `${name}.page`), 'utf8').split(/^===\n/m)
  const said = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(head)?.[1]
  return {
    bytes: new TextEncoder().encode(page),
    title: said('title'),
    published: dateIn(said('date'), SITE.timeZone),
    author: said('author'),
    wanted: head.split('\n').flatMap((line) => (line.startsWith('> ') ? [line.slice(2)] : [])),
  }
}

/** Words without the semicolons that separate list items in a summary. */
const words = (text: string) => text.split(/;?\s+/).filter((word) => word !== '')

it.each(names)('imports headline, date, author and text of a saved page: %s', (name) => {
  const { bytes, title, published, author, wanted } = readCase(name)
  const file = `${name}.html`
  const { value, findings } = importCapture(fileAt(file, bytes), CONTEXT, { section: 'world' })
  expect(findings).toEqual([])
  const entry = new TextEncoder().encode(value?.text)
  expect(parseArticle(fileAt('world/a.md', entry), CONTEXT, () => undefined).value).toMatchObject({
    title,
    published,
    authors: [{ name: author }],
  })
  const page = readNamedPage(`world/${file}`, bytes, SITE)
  const html = 'raw' in page && page.raw.body?.kind === 'html' ? page.raw.body.text : ''
  const { blocks } = sanitizeHtml(html, { url: SITE.url, media: () => undefined })
  const text = blocks.filter((block) => typeof block === 'string' || block.name !== 'figure')
  expect(words(plainTextOf(text))).toEqual(words(wanted.join(' ')))
})
