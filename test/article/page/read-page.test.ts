import { describe, expect, it } from 'vitest'
import { findBelow } from '../../../src/article/html/node.ts'
import type { HtmlElement } from '../../../src/article/html/tree.ts'
import { type PageReading, readPage } from '../../../src/article/page/read-page.ts'

const ADDRESS = 'https://gazette.example/harbour/ferry/'
const TEXT =
  '<p>The ferry to the islands runs again from Monday, four weeks after its engine caught fire off the old lighthouse.</p><p>Tickets bought in March stay valid.</p>'

const page = (head: string, body: string): string =>
  `<!doctype html><html lang="en-GB"><head><title>Ferry runs again | The Gazette</title>${head}</head><body><nav><a href="/">Home</a></nav>${body}<footer>Contact</footer></body></html>`
const jsonLd = (value: unknown): string =>
  `<script type="application/ld+json">${JSON.stringify(value)}</script>`
const read = (source: string, address = ADDRESS, more = {}): PageReading =>
  readPage(source, { address, ...more })
const article = (source: string, address?: string, more?: object) => {
  const reading = read(source, address, more)
  if (!('article' in reading)) throw new Error(`none: ${reading.none}`)
  return reading.article
}
const none = (source: string, address?: string, more?: object) => {
  const reading = read(source, address, more)
  return 'none' in reading ? reading.none : undefined
}

const STATED = {
  '@type': 'NewsArticle',
  headline: 'Ferry runs again',
  datePublished: '2024-02-03T09:30:00+01:00',
  author: { '@type': 'Person', name: 'Jane Doe', url: '/staff/jane/' },
}
const ARTICLE = `<article><h1>Ferry runs again</h1>${TEXT}</article>`

describe('a page marked as an article', () => {
  it.each([
    ['JSON-LD', page(jsonLd(STATED), ARTICLE)],
    ['in an array', page(jsonLd([{ '@type': 'WebSite' }, STATED]), ARTICLE)],
    ['in @graph', page(jsonLd({ '@graph': [{ '@type': 'WebPage' }, STATED] }), ARTICLE)],
    ['as the main entity of the page', page(jsonLd({ '@type': 'WebPage', mainEntity: STATED }), ARTICLE)],
    [
      'with several types',
      page(jsonLd({ ...STATED, '@type': ['Thing', 'http://schema.org/BlogPosting'] }), ARTICLE),
    ],
    [
      'with its author elsewhere in the graph',
      page(
        jsonLd({
          '@graph': [
            { ...STATED, author: { '@id': '#jane' } },
            { '@id': '#jane', '@type': 'Person', name: 'Jane Doe', url: '/staff/jane/' },
          ],
        }),
        ARTICLE,
      ),
    ],
    [
      'in a comment, with line ends in texts and a comma too many',
      page(
        `<script type="application/ld+json"><!--\n{"@type":"NewsArticle","headline":"Ferry runs\nagain","datePublished":"2024-02-03T09:30:00+01:00","author":[{"name":"Jane Doe","url":"/staff/jane/"},],}\n--></script>`,
        ARTICLE,
      ),
    ],
    [
      'microdata',
      page(
        '',
        `<div itemscope itemtype="https://schema.org/BlogPosting"><h1 itemprop="headline">Ferry runs again</h1>
        <time itemprop="datePublished" datetime="2024-02-03T09:30:00+01:00">3 February</time>
        <span itemprop="author" itemscope itemtype="https://schema.org/Person"><a itemprop="url" href="/staff/jane/"><span itemprop="name">Jane Doe</span></a></span>
        <div itemprop="articleBody">${TEXT}</div></div>`,
      ),
    ],
    [
      'h-entry',
      page(
        '',
        `<article class="h-entry"><h1 class="p-name">Ferry runs again</h1><a class="p-author h-card" href="/staff/jane/">Jane Doe</a>
        <a class="u-url" href="${ADDRESS}"><time class="dt-published" datetime="2024-02-03T09:30:00+01:00">3 Feb</time></a>
        <div class="e-content">${TEXT}</div></article>`,
      ),
    ],
  ])('%s', (_name, source) => {
    expect(article(source)).toMatchObject({
      title: 'Ferry runs again',
      published: '2024-02-03T09:30:00+01:00',
      authors: [{ name: 'Jane Doe', url: 'https://gazette.example/staff/jane/' }],
      html: TEXT,
    })
  })

  it('by OpenGraph, with its OpenGraph metadata', () => {
    const head = Object.entries({
      'og:type': 'article',
      'og:title': 'Ferry runs again',
      'og:description': 'Four weeks late.',
      'og:url': 'https://gazette.example/harbour/ferry',
      'og:image': '/pictures/ferry.jpg',
      'og:image:width': '1200',
      'og:image:alt': 'The ferry',
      'article:published_time': '2024-02-03T09:30:00+01:00',
      'article:modified_time': '2024-02-04',
      'article:author': 'https://facebook.example/jane',
      'article:section': 'Harbour',
    }).map(([name, value]) => `<meta property="${name}" content="${value}">`)
    const more =
      '<meta name="author" content="Jane Doe"><meta property="article:tag" content="Ferries"><meta property="article:tag" content="Islands">'
    expect(article(page(head.join('') + more, ARTICLE))).toEqual({
      title: 'Ferry runs again',
      published: '2024-02-03T09:30:00+01:00',
      updated: '2024-02-04',
      url: 'https://gazette.example/harbour/ferry',
      authors: [{ name: 'Jane Doe' }],
      tags: ['Ferries', 'Islands'],
      section: 'Harbour',
      summary: 'Four weeks late.',
      image: { url: 'https://gazette.example/pictures/ferry.jpg', width: 1200, alt: 'The ferry' },
      language: 'en-GB',
      html: TEXT,
      place: 'article',
    })
  })

  it('prefers JSON-LD to OpenGraph, and OpenGraph to microdata', () => {
    const graph =
      '<meta property="og:type" content="article"><meta property="og:title" content="B"><meta property="article:section" content="B"><meta property="article:published_time" content="2024-02-03">'
    const marked = `<div itemscope itemtype="https://schema.org/Article"><i itemprop="headline">C</i><i itemprop="articleSection">C</i><meta itemprop="keywords" content="c, d"></div>`
    expect(article(page(graph + jsonLd({ '@type': 'Article', headline: 'A' }), marked))).toMatchObject({
      title: 'A',
      section: 'B',
      tags: ['c', 'd'],
    })
  })

  it.each([
    ['<link rel="canonical" href="/other/">', 'https://gazette.example/other/'],
    ['<link rel="canonical" href="http://localhost:4000/harbour/ferry/">', undefined],
    [
      '<meta property="og:url" content="https://www.gazette.example/ferry">',
      'https://www.gazette.example/ferry',
    ],
    ['', undefined],
    ['<link rel="canonical" href="https://elsewhere.example/a">', 'https://elsewhere.example/a'],
  ])('has its address from %s', (head, url) => {
    expect(article(page(head + jsonLd(STATED), ARTICLE)).url).toBe(url)
  })

  it.each([
    [{ headline: 'Ferry runs…' }, 'Ferry runs again'],
    [{ headline: 'Ferry runs again - The Gazette' }, 'Ferry runs again'],
    [{ headline: 'Ferry &#8211; again &amp; again' }, 'Ferry – again & again'],
    [{ headline: undefined }, 'Ferry runs again'],
    [{ headline: 'Insufficient Data - Ferry runs again' }, 'Ferry runs again'],
  ])('has its complete headline if the metadata has %j', (more, title) => {
    expect(article(page(jsonLd({ ...STATED, ...more }), ARTICLE)).title).toBe(title)
  })

  it('has its text if that consists of short paragraphs in unnamed elements', () => {
    const lines = [
      'The ferry runs again.',
      'Tickets are the same as before.',
      'The first one leaves at nine.',
    ]
    const body = `<div><h1>Ferry runs again</h1><div>${lines.map((line) => `<p>${line}</p>`).join('')}</div></div>`
    const { html, place } = article(page(jsonLd(STATED), body))
    expect(place).toBe('guess')
    for (const line of lines) expect(html).toContain(line)
  })

  it.each([
    ['The Gazette', ''],
    ['Gazette', ''],
    ['The Gazette', '<h1>Ferry runs again</h1>'],
  ])(
    'does not have the name of its site (%j %j) that follows its headline in the metadata',
    (site, heading) => {
      const headline = `Ferry runs again · ${site}`
      const body = `<header><h1>${site}</h1></header>${heading === '' ? '<h2>Ferry runs again</h2>' : heading}<article><p>Text.</p></article>`
      expect(article(page(jsonLd({ ...STATED, headline }), body)).title).not.toBe(site)
    },
  )

  it('has its first heading if another one is only a part of a word in the window title', () => {
    const source = page(jsonLd({ ...STATED, headline: undefined }), `${ARTICLE}<h1>R</h1>`)
    const windowTitle = '<title>Ferry runs again - Educate-R</title>'
    expect(article(source.replace(/<title>.*?<\/title>/, windowTitle)).title).toBe('Ferry runs again')
  })

  it('has the heading that the window shows if the site has one above it', () => {
    const above = `<header><h1>Jane Doe - Sailor</h1></header>${ARTICLE}`
    expect(article(page(jsonLd({ ...STATED, headline: undefined }), above)).title).toBe('Ferry runs again')
  })
})

describe('a page that is not an article', () => {
  const stated = page(jsonLd(STATED), ARTICLE)
  it.each([
    ['says nothing', page('', ARTICLE), 'unmarked'],
    ['is of another type', page(jsonLd({ '@type': 'Organization', name: 'Gazette' }), ARTICLE), 'unmarked'],
    [
      'is kept from search engines',
      page(`<meta name="robots" content="NOINDEX, follow">${jsonLd(STATED)}`, ARTICLE),
      'noindex',
    ],
    ['is for those who paid', page(jsonLd({ ...STATED, isAccessibleForFree: 'False' }), ARTICLE), 'paid'],
    [
      'is locked',
      page(`<meta property="article:content_tier" content="locked">${jsonLd(STATED)}`, ARTICLE),
      'paid',
    ],
    [
      'leads elsewhere',
      page('<meta http-equiv="refresh" content="0; url=https://gazette.example/new/">', ''),
      'redirect',
    ],
    [
      'lists articles',
      page(
        '',
        `<div itemscope itemtype="https://schema.org/Article"><a itemprop="url" href="/a/">A</a></div><div itemscope itemtype="https://schema.org/Article"><a itemprop="url" href="/b/">B</a></div>`,
      ),
      'list',
    ],
    [
      'lists one article',
      page('', `<div class="h-entry"><a class="u-url p-name" href="/a/">A</a></div>`),
      'list',
    ],
    [
      'is only said to be an article, without a date',
      page('<meta property="og:type" content="article">', ARTICLE),
      'undated',
    ],
    ['is nested beyond all reason', '<div>'.repeat(1000), 'too-complex'],
  ])('because it %s', (_name, source, why) => expect(none(source)).toBe(why))

  it('because it is the home page or an error page', () => {
    expect(none(stated, 'https://gazette.example/')).toBe('list')
    for (const path of ['404.html', 'de/404.html', 'harbour/error.html'])
      expect(none(stated, `https://gazette.example/${path}`)).toBe('not-found')
    expect(none(stated, 'https://gazette.example/posts/404.html')).toBeUndefined()
    expect(none(page('', ARTICLE), 'https://gazette.example/posts/404.html')).toBe('not-found')
  })

  it('because it is of a tag or a further page of a list, unless it states its address', () => {
    const entry = (more: string) =>
      page(
        '',
        `<main class="h-entry">${more}<time class="dt-published" datetime="2024-02-03"></time>${TEXT}</main>`,
      )
    for (const path of [
      'tags/ferry/',
      'tags/ci/cd/',
      'blog/author/jane.html',
      'category/sea/page/2/',
      'page/3/',
    ]) {
      const address = `https://gazette.example/${path}`
      expect(none(entry(''), address)).toBe('list')
      expect(none(entry(`<a class="u-url" href="${address}"></a>`), address)).toBeUndefined()
    }
    expect(none(entry(''))).toBeUndefined()
  })

  it('because of its title, but not if it is about such a page', () => {
    const titled = (headline: string) => none(page(jsonLd({ ...STATED, headline }), ''))
    for (const title of ['404', 'Error 404', 'Page not found', '404 - Page Not Found – The Gazette'])
      expect(titled(title)).toBe('not-found')
    for (const title of ['404 errors explained', 'Page not found in archive of 1404', 'Not found'])
      expect(titled(title)).toBeUndefined()
  })

  it('but what leads to itself, or much later, leads nowhere', () => {
    for (const refresh of ['0; url=/harbour/ferry/', '300; url=/elsewhere/', '300'])
      expect(
        none(page(`<meta http-equiv="refresh" content="${refresh}">${jsonLd(STATED)}`, ARTICLE)),
      ).toBeUndefined()
  })

  it('unless a setting selects it, which does not make it free', () => {
    const named = { isNamed: true } as const
    expect(none(page('', ARTICLE), ADDRESS, named)).toBeUndefined()
    expect(
      article(page(jsonLd({ ...STATED, isAccessibleForFree: false }), ARTICLE), ADDRESS, named).isPaid,
    ).toBe(true)
  })
})

describe('the address of the article', () => {
  it('is that of the file if its theme names the home page or an example on each page', () => {
    for (const home of ['https://gazette.example', 'http://yourdomain.com/harbour/ferry/']) {
      const reading = read(page(`<link rel="canonical" href="${home}">${jsonLd(STATED)}`, ARTICLE))
      expect(reading).toMatchObject({ isElsewhere: false })
      expect('article' in reading && reading.article.url).toBeUndefined()
    }
  })
})

describe('the text of the article', () => {
  const htmlOf = (body: string, more?: object) => article(page(jsonLd(STATED), body), ADDRESS, more).html

  it.each([
    [
      'articleBody',
      `<main><p>Around it</p><div itemscope itemtype="https://schema.org/Article"><div itemprop="articleBody">${TEXT}</div></div></main>`,
    ],
    [
      'the only article',
      `<main>${ARTICLE}<aside><article><a href="/x/">Another story</a></article></aside></main>`,
    ],
    [
      'the article that holds nearly all text',
      `${ARTICLE}<section class="comments"><article>${'So true. '.repeat(99)}</article></section>`,
    ],
    [
      'the only main, if articles are only cards in it',
      `<main><h1>Ferry runs again</h1>${TEXT.repeat(5)}<nav><article><p>Next: The mill</p></article></nav></main>`,
      TEXT.repeat(5),
    ],
    [
      'the element with a usual name for texts',
      `<div class="post"><h1>Ferry runs again</h1><p>3 May</p><div class="post-content">${TEXT}</div></div><div class="sidebar">${'A link. '.repeat(30)}</div>`,
    ],
    ['the only main', `<main><h1>Ferry runs again</h1>${TEXT}</main>`],
    [
      'the content within the article',
      `<article><header><h1>Ferry</h1></header><div class="post-content">${TEXT}</div><p>Jane is our reporter.</p></article>`,
    ],
    [
      'without byline, date, sharing and subjects',
      `<article><header><h1>Ferry runs again</h1></header><p>By Jane Doe</p><p>February 3, 2024</p><ul class="social-share"><li>Tweet</li></ul>${TEXT}<p>Share this:</p><div class="tags">Ferries</div><footer>© Gazette</footer></article>`,
    ],
    [
      'without lists of other stories',
      `<article>${TEXT}<aside><h3>More</h3><a href="/a/">Another story of ours</a></aside></article>`,
    ],
    [
      'without license and permanent link of the page below it',
      `<article>${TEXT}<div class="copyright"><p>CC BY. The permanent link of this post is gazette.example/ferry.</p></div></article>`,
    ],
    [
      'without newsletters and comments within it',
      `<article><div class="entry-content">${TEXT}<div class="newsletter-signup">Our best stories by mail</div><div id="comments"><p>So true.</p></div></div></article>`,
    ],
    [
      'without buttons to share it and links to its tags',
      `<article>${TEXT}<p>Tags: <a href="/tag/ferry.html">ferry</a> <a href="../tag-sea.html">sea</a></p><iframe src="//www.facebook.com/plugins/like.php?href=x"></iframe><a href="https://twitter.com/intent/tweet?url=x">Tweet</a></article>`,
    ],
    [
      'without a mark, even if it is short',
      '<div><h1>Ferry runs again</h1><p>The ferry to the islands runs again from Monday, four weeks after its engine caught fire.</p></div>',
      '<p>The ferry to the islands runs again from Monday, four weeks after its engine caught fire.</p>',
    ],
  ])('is %s', (_name, body, text = TEXT) => expect(htmlOf(body)).toBe(text))

  it('is the element that a setting selects, with any content', () => {
    const body = (root: HtmlElement) => findBelow(root, ({ tagName }) => tagName === 'section')
    const chosen = `${TEXT}<div class="share">Share</div>`
    expect(htmlOf(`${ARTICLE}<section>${chosen}</section>`, { body })).toBe(chosen)
  })

  it('is that of JSON-LD if the page shows none', () => {
    expect(
      article(page(jsonLd({ ...STATED, articleBody: 'One & two.\n\nThree.' }), '<div id="app"></div>')),
    ).toMatchObject({
      html: '<p>One &amp; two.</p>\n<p>Three.</p>',
      place: 'text',
    })
  })

  it('keeps sentences with links to tags and to pages for sharing', () => {
    const kept = `${TEXT}<p>See <a href="/tag/ferry/">our other stories</a> on what has happened to the ferry since last spring.</p><p>You may <a href="https://twitter.com/intent/tweet?url=x">tell the captain what you think of it</a>.</p>`
    expect(htmlOf(`<article>${kept}</article>`)).toBe(kept)
  })

  it('keeps notes, quotations and their sources', () => {
    const kept = `${TEXT}<aside class="note"><p>The ferry was built in 1974.</p></aside><blockquote><p>Never again.</p><footer>The captain</footer></blockquote><figure><img src="https://gazette.example/a.jpg"><div class="copyright">Jane Doe</div></figure>`
    expect(htmlOf(`<article>${kept}</article>`)).toBe(kept)
  })

  it('has absolute addresses if the article is at another address', () => {
    const source = page(
      `<base href="/old/ferry/"><link rel="canonical" href="/ferry/">${jsonLd(STATED)}`,
      `<article><p><a href="map.html">Map</a><img src="a.jpg" srcset="a.jpg 1x, b.jpg 2x"></p></article>`,
    )
    expect(article(source).html).toBe(
      '<p><a href="https://gazette.example/old/ferry/map.html">Map</a><img src="https://gazette.example/old/ferry/a.jpg" srcset="https://gazette.example/old/ferry/a.jpg 1x, https://gazette.example/old/ferry/b.jpg 2x"></p>',
    )
  })
})

describe('hostile pages', () => {
  it.each([
    ['attributes without end', `<p ${Array.from({ length: 200_000 }, (_, at) => `a${at}`).join(' ')}>`],
    ['elements without end', '<i></i>'.repeat(300_000)],
    [
      'formatting without end',
      `<p>${Array.from({ length: 300 }, (_, at) => `<b id=${at}>`).join('')}${'</p><p>x'.repeat(2000)}`,
    ],
  ])('%s: are not read', (_name, source) => expect(none(source)).toBe('too-complex'))

  it.each([
    [
      'JSON-LD nested without end',
      page(
        `<script type="application/ld+json">${'['.repeat(100_000)}${']'.repeat(100_000)}</script>`,
        ARTICLE,
      ),
    ],
    [
      'JSON-LD that refers to itself',
      page(jsonLd({ '@graph': [{ '@id': 'a', '@type': 'WebPage', mainEntity: { '@id': 'a' } }] }), ARTICLE),
    ],
    [
      'names of prototypes',
      page(jsonLd({ '@type': 'WebPage', ['__proto__']: { '@type': 'Article' }, constructor: 1 }), ARTICLE),
    ],
    [
      'null everywhere',
      page(jsonLd([null, { '@type': null, '@graph': null }, { '@graph': [null] }]), ARTICLE),
    ],
  ])('%s: have no metadata', (_name, source) => expect(none(source)).toBe('unmarked'))

  it('are read without values that are not text', () => {
    const odd = {
      '@type': 'Article',
      headline: 7,
      datePublished: {},
      author: [null, 3, { name: [] }],
      image: { url: 'javascript:x' },
      keywords: [1, {}],
    }
    expect(article(page(jsonLd(odd), ARTICLE), 'https://gazette.example/2024/02/03/ferry/')).toMatchObject({
      title: 'Ferry runs again',
    })
  })
})
