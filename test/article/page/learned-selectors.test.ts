import { describe, expect, it } from 'vitest'
import { learnSelectors } from '../../../src/article/page/learned-selectors.ts'

const SITE = 'https://gazette.example/'
const TEXT =
  '<p>The ferry to the islands runs again from Monday, four weeks after its engine caught fire.</p>'

/** A theme without any markup for programs. */
const post = (title: string, day: string) =>
  `<html><head><title>${title} ~ Gazette</title></head><body><h1><a href="/">Gazette</a></h1><div class="wrap"><h2 class="headline">${title}</h2><span class="when">${day}</span><div class="post">${TEXT}</div></div></body></html>`
const other = (title: string) =>
  `<html><head><title>${title}</title></head><body><h1><a href="/">Gazette</a></h1><div class="wrap">${TEXT}</div></body></html>`
const marked = (title: string, day: string, template: string) =>
  `<html><head><script type="application/ld+json">{"@type":"Article","headline":"${title}","datePublished":"${day}"}</script></head><body class="${template}"><article>${TEXT}</article></body></html>`

const listed = (path: string, title: string, day: string, source = post(title, day)) => ({
  address: SITE + path,
  title,
  published: Date.parse(`${day} 10:00 UTC`),
  body: '',
  source,
})
const FEED = [
  listed('ferry', 'Ferry runs again', '3 May 2024'),
  listed('mill', 'The mill turns', '20 April 2024'),
  listed('eels', 'Eels on the move', '1 March 2024'),
]
const OTHERS = [
  { address: SITE, source: other('Gazette') },
  { address: `${SITE}about/`, source: other('About') },
  { address: `${SITE}old`, source: post('An old story', '1 May 2019') },
]

describe('selectors learned from the feed of a site', () => {
  it('find article, title and date that a theme does not mark', () => {
    expect(learnSelectors(FEED, OTHERS, 'UTC')).toEqual({
      article: 'div.post',
      title: 'h2.headline',
      date: 'span.when',
    })
  })

  it('do not match the page of a folder that lists the articles below it', () => {
    const pages = FEED.map((page) => ({
      ...page,
      address: page.address.replace(SITE, `${SITE}stories/`),
      source: page.source.replace(TEXT, `<i class="mark"></i>${TEXT}`),
    }))
    const list = { address: `${SITE}stories/`, source: post('All stories', '1 May 2019') }
    expect(learnSelectors(pages, [...OTHERS, list], 'UTC').article).toBe('i.mark')
  })

  it('find dates that the feed writes in no known way', () => {
    const unread = FEED.map((page) => ({ ...page, published: undefined }))
    expect(learnSelectors(unread, OTHERS, 'UTC').date).toBe('span.when')
  })

  it('find the text where a feed has whole texts', () => {
    const body = TEXT.repeat(8)
    const notice =
      '<p>Copyright of the Gazette. All links to this page must name its author and its address.</p>'
    const pages = FEED.map((page) => ({
      ...page,
      body,
      source: page.source.replace(TEXT, `<div class="text">${body}</div>${notice}`),
    }))
    expect(learnSelectors(pages, OTHERS, 'UTC').body).toBe('div.text')
    const summaries = pages.map((page) => ({ ...page, body: TEXT }))
    expect(learnSelectors(summaries, OTHERS, 'UTC').body).toBeUndefined()
  })

  it('are absent if the pages state all of this', () => {
    const pages = [
      listed('a', 'A', '2024-05-03', marked('A', '2024-05-03', 'post')),
      listed('b', 'B', '2024-04-20', marked('B', '2024-04-20', 'post')),
    ]
    const older = { address: `${SITE}c`, source: marked('C', '2020-01-01', 'post') }
    expect(learnSelectors(pages, [older], 'UTC')).toEqual({})
  })

  it('tell articles from pages that state to be one, and that the feed passes over', () => {
    const pages = [
      listed('a', 'A', '2024-05-03', marked('A', '2024-05-03', 'post')),
      listed('b', 'B', '2024-04-20', marked('B', '2024-04-20', 'post')),
    ]
    const contact = { address: `${SITE}prices`, source: marked('Prices', '2024-04-25', 'page') }
    const older = { address: `${SITE}c`, source: marked('C', '2020-01-01', 'post') }
    expect(learnSelectors(pages, [contact, older], 'UTC')).toEqual({ article: 'body.post' })
  })

  it('are several if the site has several templates', () => {
    const note = (title: string, day: string) => post(title, day).replace('class="post"', 'class="note"')
    const notes = ['one', 'two'].map((name) => listed(name, name, '1 May 2024', note(name, '1 May 2024')))
    expect(learnSelectors([...FEED, ...notes], OTHERS, 'UTC').article).toBe('h2.headline')
    const bare = notes.map((page) => ({
      ...page,
      source: page.source.replace(/class="(?:headline|when)"/g, ''),
    }))
    expect(learnSelectors([...FEED, ...bare], OTHERS, 'UTC').article).toBe('div.post, div.note')
  })

  it('are absent if no page fits', () => {
    const foreign = {
      ...FEED[0],
      address: SITE,
      source: other('Gazette'),
      title: 'X',
      published: undefined,
      body: '',
    }
    expect(learnSelectors([foreign], OTHERS, 'UTC')).toEqual({})
    expect(learnSelectors([], OTHERS, 'UTC')).toEqual({})
  })
})
