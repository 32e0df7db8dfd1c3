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
      'in a cell without paragraphs',
      `<table><tr><td><a href="/l">The library</a> by Gazette staff</td><td>${LEAD}<br><br>${MORE}</td></tr></table>`,
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

const titled = (window: string, body: string, head = ''): PageArticle =>
  read(
    `<!doctype html><html lang="en"><head><title>${window}</title>${head}</head><body>${body}${TEXT}</body></html>`,
  )
const og = (title: string): string =>
  `<meta property="og:type" content="article"><meta property="og:title" content="${title}">`

describe('the headline of a saved page', () => {
  it.each([
    [
      'and not the name of the site in a heading',
      'The Gazette » Ferry runs again',
      '<h1><a href="/">The Gazette</a></h1><h2>Ferry runs again</h2>',
      '',
    ],
    [
      'and not the logo',
      'Ferry runs again | The Gazette',
      '<div class="logo"><h1>The Gazette</h1></div><h1>Ferry runs again</h1>',
      '',
    ],
    [
      'and not the section',
      'Gazette online - Notices - Ferry runs again',
      '<h1>Notices</h1><h1>Ferry runs again</h1>',
      '',
    ],
    [
      'and not the heading of a menu',
      'Ferry runs again - Gazette',
      '<nav><h1>Quick links</h1></nav><h1>Ferry runs again</h1>',
      '',
    ],
    [
      'with the marks that the page shows',
      'Ferry runs again - and the quay is ready',
      '<h1>Ferry runs again – and the quay is ready</h1>',
      og('Ferry runs again - and the quay is ready'),
    ],
    [
      'rather than one for search engines',
      'Island ferry: engine repaired, ferry runs again',
      '<h1>After four weeks, ferry runs again</h1>',
      og('Island ferry: engine repaired, ferry runs again'),
    ],
    [
      'without the kicker above it',
      'Ferry runs again',
      '<h1><span>Harbour</span><span>Ferry runs again</span></h1>',
      og('Ferry runs again'),
    ],
    [
      'that a text on social media states shorter',
      'Ferry runs again to the islands after four weeks in the dock',
      '<h1>Ferry runs again to the islands after four weeks in the dock of the yard</h1>',
      og('Ferry runs again to the islands after four weeks in the dock…'),
    ],
  ])('is the one that the page shows, %s', (_, window, body, head) => {
    const shown = [...body.matchAll(/<h\d>(?:<span>Harbour<\/span>)?(?:<span>)?([^<]+)/g)].map(
      ([, text]) => text,
    )
    expect(titled(window, body, head)).toMatchObject({ title: shown.at(-1) })
    expect(titled(window, body, head)).not.toHaveProperty('isTitleUnsure')
  })

  it.each([
    ['the page shows none like it', 'Tickets and fares', '<h1>Welcome aboard</h1>', og('Tickets and fares')],
    [
      'it is one of two in the title',
      'Harbour Rovers - Island United',
      '<h1>Harbour Rovers</h1><h1>Island United</h1>',
      '',
    ],
    [
      'several are similar to it',
      'How does the ferry work - Gazette',
      '<h1>When does the ferry leave?</h1><h1>What does the ferry carry?</h1>',
      '',
    ],
  ])('is unsure if %s', (_, window, body, head) => {
    expect(titled(window, body, head)).toHaveProperty('isTitleUnsure', true)
  })
})

describe('the date of a saved page', () => {
  const time = (published: string) =>
    `<meta property="og:type" content="article"><meta property="article:published_time" content="${published}">`

  it('is the next one if the first is none', () => {
    const head = `${time('0001-01-01T00:00:00Z')}<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry runs again"}</script>`
    const body = `<h1>Ferry runs again</h1><p>3 February 2024</p>${TEXT}`
    expect(read(page(body, head)).published).toBe('2024-02-03')
  })

  it('is in its address if the page states none', () => {
    const head = '<link rel="canonical" href="https://gazette.example/2024/02/03/ferry/">'
    expect(read(page(`<h1>Ferry runs again</h1>${TEXT}`, head)).published).toBe('2024-02-03')
  })
})

describe('the authors of a saved page', () => {
  const authors = (byline: string, head = ''): readonly string[] =>
    (read(page(`<article><h1>Ferry runs again</h1>${byline}${TEXT}</article>`, head)).authors ?? []).map(
      ({ name }) => name,
    )
  const meta = (name: string): string =>
    `<meta property="og:site_name" content="The Gazette"><meta name="author" content="${name}">`

  it.each([
    ['a link to the author', '<a rel="author" href="/staff/jane">Jane Doe</a>', ['Jane Doe']],
    ['a name of an account', '<span class="entry-author"><a>seagull_7</a></span>', ['seagull_7']],
    ['a byline of several', '<p class="author">By Jane Doe and John Roe</p>', ['Jane Doe', 'John Roe']],
    [
      'elements beside each other',
      '<div><a class="author-name">Jane Doe</a>, <a class="author-name">John Roe</a></div>',
      ['Jane Doe', 'John Roe'],
    ],
    ['a word without a space', '<span class="postAuthor">Von<a>Jane Doe</a></span>', ['Jane Doe']],
  ])('are those in %s', (_, byline, names) => {
    expect(authors(byline)).toEqual(names)
  })

  it.each([
    'The Gazette',
    'admin',
    'desk@gazette.example',
    'https://gazette.example/staff/',
    'gazette.com, Harbour',
  ])('are not %s', (name) => {
    expect(authors('', meta(name))).toEqual([])
    expect(authors('<a rel="author">Jane Doe</a>', meta(name))).toEqual(['Jane Doe'])
  })

  it('are in the byline rather than an account', () => {
    expect(authors('<a rel="author">Jane Doe</a>', meta('jdoe'))).toEqual(['Jane Doe'])
    expect(authors('', meta('jdoe'))).toEqual(['jdoe'])
  })

  it('are not those of comments and other stories', () => {
    const card =
      '<div class="card"><h3>Library opens on Sundays</h3><span class="author">John Roe</span></div>'
    const comments = '<div id="comments"><span class="author">Ann Lee</span></div>'
    const body = `<article><h1>Ferry runs again</h1>${TEXT}</article>${card}${comments}`
    expect(read(page(body))).not.toHaveProperty('authors')
  })
})

it('has its paragraphs from the page rather than from JSON-LD without them', () => {
  const text = JSON.stringify(`<p>${LEAD}</p> <p>${MORE}</p>`)
  const head = `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry runs again","articleBody":${text.replaceAll('/', '\\/')}}</script>`
  expect(read(page(`<div><h1>Ferry runs again</h1><div>${TEXT}</div></div>`, head)).html).toContain(
    `<p>${MORE}</p>`,
  )
})

describe('links to other stories of the same site', () => {
  const head = '<link rel="canonical" href="https://gazette.example/harbour/ferry/">'
  const html = (links: string): string =>
    read(page(`<article><h1>Ferry runs again</h1><p>${LEAD}</p>${links}<p>${MORE}</p></article>`, head)).html
  const link = (href: string): string => `<a href="${href}">Library opens on Sundays</a>`

  it.each([
    [
      'in a list',
      `<h3>Around town</h3><ul><li>${link('/town/1/')}</li><li>${link('https://gazette.example/town/2/')}</li></ul>`,
    ],
    ['in a paragraph of their own', `<p>${link('/town/1/')}</p>`],
  ])('are left out %s', (_, links) => {
    expect(html(links)).not.toMatch(/Library|Around town/)
    expect(html(links)).toContain(MORE)
  })

  it.each([
    [
      'of other sites',
      `<ul><li>${link('https://library.example/a/')}</li><li>${link('https://library.example/b/')}</li></ul>`,
    ],
    ['to parts of the text', `<ul><li>${link('#one')}</li><li>${link('#two')}</li></ul>`],
    [
      'in sentences',
      `<p>A reader asks whether the ${link('/town/1/')} as well, and the harbour office does not know.</p>`,
    ],
  ])('but not links %s', (_, links) => {
    expect(html(links)).toContain('Library opens on Sundays')
  })
})
