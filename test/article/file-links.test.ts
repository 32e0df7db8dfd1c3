import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/article/article.ts'
import { linksOf, renderBody } from '../../src/article/body.ts'
import { mayLinkArticles } from '../../src/article/file-links.ts'
import { article, media, SITE } from './desk.ts'

const PAGE = 'https://harbour.example/archive/strike-at-the-bridge/'
const ARTICLES: Readonly<Record<string, string>> = {
  'world/strike.md': PAGE,
  'sport/match report.md': 'https://harbour.example/match/',
  'world/tides.mdx': 'https://harbour.example/tides/',
  'world/note.txt': 'https://harbour.example/note/',
  'world/embargoed.md': '',
  'world/secret.txt': '',
}
const FILES: Readonly<Record<string, string>> = {
  'world/turnout.csv': 'https://harbour.example/world/turnout.csv',
  'world/secret.txt': 'https://harbour.example/world/secret.txt',
}
const site = { ...SITE, url: 'https://harbour.example/' }

const written = (text: string): Article => ({
  ...article(`---\ntitle: T\ndate: 2024-01-01\n---\n${text}`),
  key: 'world/opening.md',
  url: 'https://harbour.example/world/opening/',
})

function read(text: string) {
  const one = written(text)
  // What an article may link to is told before it is rendered, and nothing else is looked up.
  const links = mayLinkArticles(one.body) ? linksOf(one, site) : []
  const { contentHtml, findings } = renderBody(one, {
    site,
    media,
    files: (path) => FILES[path],
    articles: (path) => (links.includes(path) ? ARTICLES[path] : undefined),
  })
  return {
    hrefs: [...contentHtml.matchAll(/href="([^"]*)"/g)].map(([, href]) => href),
    html: contentHtml,
    findings: findings.map(({ code, line, got }) => `${code} ${line} ${got}`),
  }
}

describe('a link to an article file leads to the page of the article', () => {
  it.each([
    ['[x](strike.md)', PAGE],
    ['[x](./strike.md#union)', `${PAGE}#union`],
    ['[x](/world/strike.md)', PAGE],
    ['[x](../world/strike.md?plain=1#a%20b)', `${PAGE}#a%20b`],
    ['[x](@/world/strike.md)', PAGE],
    ['[x](..\\world\\strike.md)', PAGE],
    ['[x](strike%2Emd)', PAGE],
    ['[x](strike.md "title")', PAGE],
    ['[x][1]\n\n[1]: strike.md', PAGE],
    ['[x](<../sport/match report.md>)', 'https://harbour.example/match/'],
    ['[x](../sport/match%20report.md#end)', 'https://harbour.example/match/#end'],
    ['<a href="strike.md">x</a>', PAGE],
    ["<div><a href='strike&#46;md#union'>x</a></div>", `${PAGE}#union`],
    ['> - [x](strike.md)', PAGE],
    ['| a |\n|---|\n| [x](strike.md) |', PAGE],
    ['[x](tides.mdx#high)', 'https://harbour.example/tides/#high'],
    ['[x]({{< ref "strike.md#union" >}})', `${PAGE}#union`],
    ['[x]({{% relref "/world/strike.md" %}})', PAGE],
    ['[x]({% link world/strike.md %})', PAGE],
    ['[x](note.txt)', 'https://harbour.example/note/'],
    ['[x](https://harbour.example/world/strike.md)', PAGE],
    // From the address of the page, as for pictures.
    ['[x](../strike.md)', PAGE],
  ])('%s', (text, href) => {
    expect(read(text)).toMatchObject({ hrefs: [href], findings: [] })
  })

  it('in the excerpt, too', () => {
    const { excerptHtml } = renderBody(written('See [x](strike.md).\n\n<!--more-->\n\nMore.'), {
      site,
      media,
      articles: (path) => ARTICLES[path],
    })
    expect(excerptHtml).toBe(`<p>See <a href="${PAGE}">x</a>.</p>`)
  })
})

describe('a link to an article that is not public is replaced by its text', () => {
  it.each([
    'never.md',
    '/never.md#a',
    '../sport/never.markdown',
    'never%2Emd',
    'page.mdx',
    '../../out.md',
    'embargoed.md',
    'secret.txt',
  ])('%s', (ref) => {
    const expected = { hrefs: [], findings: [`link-missing 5 ${ref}`] }
    expect(read(`See [the *strike*](${ref}).`)).toMatchObject(expected)
    expect(read(`See <a href="${ref}">the <i>strike</i></a>.`)).toMatchObject(expected)
    expect(read(`See [the *strike*](${ref}).`).html).toBe('<p>See the <em>strike</em>.</p>')
  })
})

describe('other links are not changed', () => {
  it.each([
    ['[x](https://code.example/log/README.md)', 'https://code.example/log/README.md'],
    ['[x](//code.example/README.md)', 'https://code.example/README.md'],
    ['[x](strike)', 'https://harbour.example/world/opening/strike'],
    ['[x](/robots.txt)', 'https://harbour.example/robots.txt'],
    ['[x](mailto:desk@harbour.example)', 'mailto:desk@harbour.example'],
    ['[x](turnout.csv)', 'https://harbour.example/world/turnout.csv'],
    ['[x](/world/turnout.csv#row=4)', 'https://harbour.example/world/turnout.csv#row=4'],
    ['[x](never.csv)', 'https://harbour.example/world/opening/never.csv'],
  ])('%s', (text, href) => expect(read(text)).toMatchObject({ hrefs: [href], findings: [] }))

  it('links in code are not changed', () => expect(read('`[x](never.md)`').findings).toEqual([]))
})
