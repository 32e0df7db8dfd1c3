import { describe, expect, it } from 'vitest'
import { dialectsOf } from '../../src/dialects/index.ts'
import { jekyll } from '../../src/dialects/jekyll.ts'
import { siteFolder, translated } from './folder.ts'

const post = (front: string, body = 'Text') => `---\n${front}\n---\n${body}\n`

const SITE = {
  '_config.yml':
    'title: Jay\nurl: https://j.example\nbaseurl: /b\ntimezone: America/New_York\npermalink: pretty\ndefaults:\n  - {scope: {path: ""}, values: {author: jane}}\n  - {scope: {path: news, type: posts}, values: {published: false}}\n',
  '_data/authors.yml': 'jane: {name: Jane Doe, email: jane@example.org, uri: https://jane.example/}\n',
  '_drafts/no.md': post('title: No'),
  '_posts/2024-05-01-naive-time.md': post('date: 2024-05-03 23:30:00\ntitle: A'),
  '_posts/2024-05-02-quoted.md': post('date: "2024-05-03 23:30:00"\ntitle: B'),
  '_posts/2024-05-03-Day.Of_all.md': post('title: C\ndate: 2024-05-03'),
  '_posts/2024-05-06-short.md': post('title: D\ndate: 2024-05-03 10:00 -4\ntags: ferry harbour'),
  '_posts/2024-05-08-name-only.md': post('title: E'),
  '_posts/2024-05-10-own.md': post('title: F\npermalink: /own/:year/x.html'),
  '_posts/2024-05-11-Ünï & Co.md': post('title: G'),
  'sea/_posts/2024-06-04-list.md': post('title: H\ncategory: [One Two, three]\ncategories: [Four Five]'),
  'news/_posts/2024-06-01-closed.md': post('title: I'),
  'index.md': post('title: Home'),
}

/** What `jekyll` 4.3.1 with jekyll-feed publishes for these files: address below the site, and moment. */
const PUBLISHED = [
  ['A', '2024/05/03/naive-time/', '2024-05-03T23:30:00Z'],
  ['B', '2024/05/03/quoted/', '2024-05-04T03:30:00Z'],
  ['C', '2024/05/03/Day.Of_all/', '2024-05-03T04:00:00Z'],
  ['D', '2024/05/03/short/', '2024-05-03T14:00:00Z'],
  ['E', '2024/05/08/name-only/', '2024-05-08T04:00:00Z'],
  ['F', 'own/2024/x.html', '2024-05-10T04:00:00Z'],
  ['G', '2024/05/11/Ünï-&-Co/', '2024-05-11T04:00:00Z'],
  ['H', 'sea/four five/one two/three/2024/06/04/list/', '2024-06-04T04:00:00Z'],
]

describe('Jekyll', () => {
  const { site, articles } = translated(jekyll, SITE)

  it('is recognized, and its configuration read', async () => {
    expect((await dialectsOf(siteFolder(SITE)))[0]?.name).toBe('jekyll')
    expect(site).toMatchObject({ title: 'Jay', url: 'https://j.example/b/', timeZone: 'America/New_York' })
  })

  it('has the addresses and moments that the program publishes', () => {
    expect(
      Object.values(articles).flatMap(({ title, url, date, published }) =>
        published === false ? [] : [[title, String(url).slice(1), date]],
      ),
    ).toEqual(PUBLISHED)
  })

  it('has the ids of its feed: the address without its ending', () => {
    expect(
      Object.values(articles)
        .map(({ id }) => id)
        .slice(3, 6),
    ).toEqual([
      'https://j.example/b/2024/05/03/short',
      'https://j.example/b/2024/05/08/name-only',
      'https://j.example/b/own/2024/own',
    ])
  })

  it('splits words at blanks, takes folders for categories, and names authors', () => {
    expect(articles['_posts/2024-05-06-short.md']).toMatchObject({
      tags: ['ferry', 'harbour'],
      author: [{ name: 'Jane Doe', email: 'jane@example.org', url: 'https://jane.example/' }],
    })
    expect(articles['sea/_posts/2024-06-04-list.md']).toMatchObject({
      tags: ['sea', 'Four Five', 'One Two', 'three'],
    })
  })

  it('keeps closed what the configuration closes', () => {
    expect(articles['news/_posts/2024-06-01-closed.md']).toMatchObject({ published: false })
  })

  it('fills in Liquid whose value is known, and leaves the rest and the code alone', () => {
    const body =
      'On {{ site.title }}: [A]({% post_url 2024-05-01-a %}), {{ page.title }}, {% include x.html %}, {% raw %}{{ site.title }}{% endraw %}'
    const one = translated(jekyll, {
      '_config.yml': 'title: Jay',
      '_posts/2024-05-02-b.md': post('title: B', body),
      'sea/_posts/2024-05-01-a.markdown': post('title: A'),
    })
    expect(one.articles['_posts/2024-05-02-b.md']?.['body']).toBe(
      'On Jay: [A](/sea/_posts/2024-05-01-a.markdown), B, {% include x.html %}, {% raw %}{{ site.title }}{% endraw %}',
    )
  })

  it.each([
    [
      '<guid>{{ post.url | prepend: site.baseurl | prepend: site.url }}</guid>',
      'https://j.example/b/2024/05/01/a.html',
    ],
    ['<id>https://old.example{{ item.id }}</id>', 'https://old.example/2024/05/01/a', 'item'],
    ['<id>{{ post.id | absolute_url | xml_escape }}</id>', 'https://j.example/b/2024/05/01/a'],
    ['<id>tag:j.example,2024:{{- post.url -}}</id>', 'tag:j.example,2024:/2024/05/01/a.html'],
    ['<id>{{ site.url }}{{ post.date | date: "%s" }}{{ post.url }}</id>', 'https://j.example/b/2024/05/01/a'],
    [
      '<title>{{ post.title }}</title><link>{{ post.url | absolute_url }}</link>',
      'https://j.example/b/2024/05/01/a.html',
    ],
  ])('has the ids of a feed that the site writes itself: %s', (element, id, name = 'post') => {
    const one = translated(jekyll, {
      '_config.yml': 'url: https://j.example\nbaseurl: /b',
      'feed.xml': `<id>{{ site.url }}/</id>{% for ${name} in site.posts limit:9 %}<entry>${element}</entry>{% endfor %}`,
      '_posts/2024-05-01-a.md': post('title: A'),
    })
    expect(one.articles['_posts/2024-05-01-a.md']?.['id']).toBe(id)
  })

  it.each([
    ['without `guid` in the settings', undefined, true, 'https://j.example/2024/05/01/a', 0],
    ['with it', '{{ site.url }}{{ post.url }}#post', true, 'https://j.example/2024/05/01/a.html#post', 0],
    [
      'without the template',
      '{{ site.url }}{{ post.url }}#post',
      false,
      'https://j.example/2024/05/01/a.html#post',
      0,
    ],
    ['with an unknown part', '{{ post.uid }}', true, 'https://j.example/2024/05/01/a', 1],
  ])('has the same ids whatever becomes of the template: %s', (_, guid, hasTemplate, id, findings) => {
    const files = {
      '_config.yml': 'url: https://j.example',
      ...(hasTemplate && {
        'feed.xml': '{% for post in site.posts %}<guid>{{ post.url }}</guid>{% endfor %}',
      }),
      '_posts/2024-05-01-a.md': post('title: A'),
    }
    const site = jekyll.readSite(siteFolder(files), { guid })
    expect(translated(jekyll, files, site).articles['_posts/2024-05-01-a.md']?.['id']).toBe(id)
    expect(site.findings).toHaveLength(findings)
  })

  it.each([
    ['{% for post in site.posts %}<guid>{{ post.url }}</guid>{% endfor %}', undefined],
    [
      '{% for post in site.posts %}{% unless post.hidden %}<guid>{{ post.url }}</guid>{% endunless %}{% endfor %}',
      true,
    ],
    ['{% for post in site.categories.news %}<guid>{{ post.url }}</guid>{% endfor %}', true],
    [undefined, true],
    [undefined, undefined, 'plugins: [jekyll-feed]'],
  ])(
    'takes `hidden` for a gate unless the feed of the site has all posts: %s',
    (feed, hidden, plugins = '') => {
      const one = translated(jekyll, {
        '_config.yml': `url: https://j.example\n${plugins}`,
        '_posts/2024-05-01-a.md': post('title: A\nhidden: true'),
        ...(feed !== undefined && { 'feed.xml': feed }),
      })
      expect(one.articles['_posts/2024-05-01-a.md']?.['hidden']).toBe(hidden)
    },
  )

  it('is told from Hexo by the folder of sources that its configuration states', async () => {
    const files = { '_config.yml': 'source: source', 'source/_posts/2024-05-01-a.md': post('title: A') }
    expect((await dialectsOf(siteFolder(files))).map(({ name }) => name)).toEqual(['jekyll'])
    const others = { ...files, '_config.yml': 'source_dir: source' }
    expect((await dialectsOf(siteFolder(others))).map(({ name }) => name)).toEqual(['hexo'])
  })

  it('has the date that Ruby reads, whatever the day of the week', () => {
    const one = translated(jekyll, {
      '_config.yml': '',
      '_posts/2011-05-03-a.md': post('title: A\ndate: Sat May 05 17:44:58 -0500 2011'),
    })
    expect(Object.values(one.articles)[0]).toMatchObject({
      date: '2011-05-05T22:44:58Z',
      url: '/2011/05/05/a.html',
    })
  })
})
