import { describe, expect, it } from 'vitest'
import { type PageArticle, readPage } from '../../../src/article/page/read-page.ts'

const ADDRESS = 'https://gazette.example/saved/page.html'
const LEAD = 'The ferry to the islands runs again from Monday, four weeks after its engine caught fire.'
const MORE = 'Tickets bought in March stay valid until the end of June, the harbour office said on Friday.'
const OTHER = 'The library opens on Sundays from next month, and its café will serve breakfast to readers.'
const MENU = `<ul>${'<li><a href="/x">Harbour</a></li>'.repeat(30)}</ul>`
const TEXT = `<p>${LEAD}</p><p>${MORE}</p>`

const page = (body: string, head = ''): string =>
  `<!doctype html><html lang="en"><head><title>Ferry runs again | The Gazette</title>${head}</head><body>${body}</body></html>`

function read(source: string, address = ADDRESS): PageArticle {
  const reading = readPage(source, { address, isNamed: true })
  if ('none' in reading) throw new Error(`none: ${reading.none}`)
  return reading.article
}

describe('the text of a saved page', () => {
  it.each([
    [
      'in an element that is named like its end',
      `<main><div class="entry-content-read-more">${TEXT}</div>${MENU}</main>`,
    ],
    ['in a header', `<main><div class="article-header"><h1>Ferry runs again</h1>${TEXT}</div>${MENU}</main>`],
    [
      'beside a sidebar with long summaries',
      `<div><div class="col"><h1>Ferry runs again</h1>${TEXT}</div><div class="site-sidebar">${`<p>${OTHER}</p>`.repeat(4)}</div></div>`,
    ],
    [
      'beside more comments than text',
      `<div class="col"><h1>Ferry runs again</h1><div>${TEXT}</div><div id="comments">${`<p>${OTHER}</p>`.repeat(9)}</div></div>`,
    ],
    [
      'above a list of cards without a name',
      `<div class="a"><h1>Ferry runs again</h1>${TEXT}</div><div class="b"><ul><li><a href="/l">Library</a> ${OTHER}</li><li><a href="/l">Library</a> ${OTHER}</li></ul></div>`,
    ],
    [
      'in the article with the headline, and not in cards that have more text',
      `<div><article><h1>Ferry runs again</h1>${TEXT}</article><article>${`<article><p>${OTHER}</p></article>`.repeat(6)}</article></div>`,
    ],
    [
      'in parts with the same name',
      `<div><div><div><div class="part"><p>${LEAD}</p></div></div></div><p>Advertisement</p><div><div><div class="part"><p>${MORE}</p></div></div></div></div>`,
    ],
    [
      'in a form, as older programs put whole pages',
      `<form action="/"><div class="page-content"><h1>Ferry runs again</h1>${TEXT}</div></form>`,
    ],
    [
      'on a page whose element for all content contains lists',
      `<div class="body-content"><div><div><h1>Ferry runs again</h1><div>${TEXT}</div></div></div><div>${'<ul><li>By Gazette staff</li><li>11:02</li></ul>'.repeat(30)}</div></div>`,
    ],
  ])('is found %s', (_, body) => {
    const { html } = read(page(body))
    expect(html).toContain(LEAD)
    expect(html).toContain(MORE)
    expect(html).not.toContain('library')
    expect(html).not.toContain('Gazette staff')
  })
})

it('may have a number as its name that servers give to errors', () => {
  expect(read(page(`<h1>Ferry runs again</h1>${TEXT}`), 'https://gazette.example/saved/404.html').title).toBe(
    'Ferry runs again',
  )
})
