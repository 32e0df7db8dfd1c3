import { describe, expect, it } from 'vitest'
import { dialectsOf } from '../../src/dialects/index.ts'
import { lektor } from '../../src/dialects/lektor.ts'
import { siteFolder, translated } from './folder.ts'

const page = (...fields: readonly string[]) => `${fields.join('\n---\n')}\n`

const SITE = {
  'Tides.lektorproject':
    '[project]\nname = Tides\nurl = https://l.example\n\n[alternatives.en]\nprimary = yes\n[alternatives.de]\nurl_prefix = /de/\n',
  'models/blog.ini':
    "[children]\nslug_format = {{ ((this.pub_date.year ~ '/' ~ this.pub_date.month ~ '/') if this.pub_date) ~ this._id }}\n",
  'configs/atom.ini': '[blog]\nsource_path = /blog\n',
  'content/contents.lr': page('title: Home'),
  'content/about/contents.lr': page('title: About'),
  'content/blog/contents.lr': page('title: All', '_slug: log'),
  'content/blog/fog/contents.lr': page(
    'title: Fog',
    'pub_date: 2024-05-03',
    'tags:\n\nsea\nair',
    'body:\n\nWet: ![A](a.png)\n\n----\n\ndraft: true',
  ),
  'content/blog/fog/contents+de.lr': page('title: Nebel', 'pub_date: 2024-05-03', 'body: Nass'),
  'content/blog/fog/contents+fr.lr': page('title: No', 'pub_date: 2024-05-03'),
  'content/blog/fog/a.png': '',
  'content/blog/ice/contents.lr': page('title: Ice', 'pub_date: 2024-12-04', '_slug: cold', 'body: Cold'),
  'content/blog/rain/contents.lr': page('title: Rain', 'pub_date: 2024-05-05', '_hidden: yes', 'body: R'),
  'content/blog/snow/contents.lr': page(
    'title: Snow',
    'pub_date: 2024-05-05',
    '_discoverable: no',
    'body: S',
  ),
  'content/blog/undated/contents.lr': page('title: Undated', 'body: U'),
  'content/private/contents.lr': page('_hidden: yes'),
  'content/private/old/contents.lr': page('title: Old'),
  'content/private/old/storm/contents.lr': page('title: Storm', 'pub_date: 2024-05-05', 'body: S'),
  'content/news/contents.lr': page('_model: news'),
  'content/news/flow/contents.lr': page(
    'title: Flow',
    'date: 2024-05-06',
    'body:\n\n#### banner ####\nimage: a.png\n----\ncontents:\n#### text-block ####\ntext:\n\nFirst *words*.\n\nMore.\n----\nclass: x',
  ),
}

describe('Lektor', () => {
  const { site, articles } = translated(lektor, SITE)
  const blog = (name: string) => articles[`content/blog/${name}.lr`]

  it('is recognized, with its name, address, language and feed', async () => {
    const folder = siteFolder(SITE)
    expect((await dialectsOf(folder)).map(({ name }) => name)).toEqual(['lektor'])
    expect(site).toMatchObject({ title: 'Tides', url: 'https://l.example/', language: 'en' })
    expect(lektor.usualFeed?.(folder, site)).toEqual({ path: '/blog/feed.xml', format: 'atom' })
  })

  it('has the addresses that the program publishes, in each language', () => {
    expect(
      ['fog/contents', 'fog/contents+de', 'ice/contents'].map((name) => {
        const { title, url, id, language, date, section } = blog(name) ?? {}
        return [title, url, id === `https://l.example${url}`, language, date, section]
      }),
    ).toEqual([
      ['Fog', '/log/2024/5/fog/', true, undefined, '2024-05-03T00:00:00Z', 'blog'],
      ['Nebel', '/de/log/2024/5/fog/', true, 'de', '2024-05-03T00:00:00Z', 'blog'],
      ['Ice', '/log/cold/', true, undefined, '2024-12-04T00:00:00Z', 'blog'],
    ])
  })

  it('has texts, tags and pictures, and not the lists of pages', () => {
    expect(blog('fog/contents')).toMatchObject({
      tags: ['sea', 'air'],
      body: 'Wet: ![A](https://l.example/log/2024/5/fog/a.png)\n\n---\n\ndraft: true',
    })
    expect(Object.keys(articles).filter((path) => path.endsWith('blog/contents.lr'))).toEqual([])
    expect(blog('fog/contents+fr')).toBeUndefined()
  })

  it('keeps what is not public', () => {
    expect(blog('rain/contents')).toMatchObject({ hidden: true })
    expect(blog('snow/contents')).toMatchObject({ discoverable: false })
    expect(blog('undated/contents')).toMatchObject({ draft: true })
    expect(articles['content/private/old/storm/contents.lr']).toMatchObject({ draft: true })
  })

  it('has the first paragraph of flow blocks', () => {
    expect(articles['content/news/flow/contents.lr']).toMatchObject({ title: 'Flow', body: 'First *words*.' })
  })

  it.each([
    ["{{ this.pub_date|dateformat('yyyy/MM/d') }}-{{ this._id }}", '/news/2024/05/3-fog/'],
    ["{{ (this.pub_date|dateformat('yy') ~ '/') if this.pub_date else '' }}x.html", '/news/2024/x.html'],
    ['{{ this.title|slugify }}', '/news/fog/', true],
  ])('knows the slug format %s, or says that it does not', (format, url, isUnsure = false) => {
    const path = 'content/news/fog/contents.lr'
    const source = page('title: Fog', 'pub_date: 2024-05-03', 'body: F')
    const folder = siteFolder({
      'a.lektorproject': '',
      'models/news.ini': `[children]\nslug_format = ${format}\n`,
      'content/news/contents.lr': page('title: News'),
      [path]: source,
    })
    const known = lektor.readSite(folder)
    const article = lektor.translate({ path, fields: new Map(), body: source, source }, known, folder)
    expect(article.fields.get('url')?.field).toMatchObject({ text: url })
    expect(article.unsureAddress !== undefined).toBe(isUnsure)
  })
})
