import { describe, expect, it } from 'vitest'
import { withoutIndentedBoxes } from '../../src/dialects/indented-boxes.ts'
import { dialectsOf } from '../../src/dialects/index.ts'
import { mkdocs } from '../../src/dialects/mkdocs.ts'
import { siteFolder, translated } from './folder.ts'

const post = (front: string, body = 'Text') => `---\n${front}\n---\n${body}\n`
const config = (plugins: string) =>
  `site_name: Harbour\nsite_url: https://m.example/docs\nextra: !!python/name:x.y\nplugins:\n${plugins}\n`

describe('MkDocs', () => {
  const files = {
    'mkdocs.yml': config('  - search\n  - rss: {match_path: x}\n  - blog: {blog_dir: news}'),
    'docs/news/.authors.yml': 'authors:\n  jane: {name: Jane Doe}\n',
    'docs/news/posts/a.md': post(
      'date: 2024-05-03\nauthors: [jane]\ncategories: [Sea]',
      '# The Ferry: *again* {#x}',
    ),
    'docs/news/posts/deep/b.md': post(
      'title: B\ndate: {created: 2024-05-04, updated: 2024-06-01}\nslug: own',
    ),
    'docs/news/posts/c.md': post('title: C\ndate: 2024-05-05\ndraft: true'),
    'docs/news/index.md': '# News',
    'docs/guide.md': post('title: Guide\ndate: 2024-05-05'),
  }

  it('has the posts of its blog, with their addresses', async () => {
    const { site, articles } = translated(mkdocs, files)
    expect((await dialectsOf(siteFolder(files))).map(({ name }) => name)).toEqual(['mkdocs'])
    expect(site).toMatchObject({ title: 'Harbour', url: 'https://m.example/docs/', findings: [] })
    expect(mkdocs.usualFeed?.(siteFolder(files), site)).toMatchObject({ path: '/feed_rss_created.xml' })
    expect(Object.values(articles).map(({ id, title, draft }) => [id, title, draft])).toEqual([
      ['https://m.example/docs/news/2024/05/03/the-ferry-again/', 'The Ferry: *again*', undefined],
      ['https://m.example/docs/news/2024/05/04/own/', 'B', undefined],
      ['https://m.example/docs/news/2024/05/05/c/', 'C', true],
    ])
    expect(articles['docs/news/posts/a.md']).toMatchObject({ authors: [{ name: 'Jane Doe' }], tags: ['Sea'] })
  })

  it('has the addresses that the options of the blog state', () => {
    const plugins =
      '  material/blog:\n    blog_dir: .\n    post_dir: "{blog}/p"\n    post_url_format: "{categories}/{date}/{file}"\n    post_url_date_format: yyyy/M'
    const { articles } = translated(mkdocs, {
      'mkdocs.yml': `use_directory_urls: false\n${config(plugins)}`,
      'docs/p/One.md': post('title: A\ndate: 2024-05-03\ncategories: [Sea side]'),
    })
    expect(articles['docs/p/One.md']).toMatchObject({ url: '/sea-side/2024/5/One.html' })
  })

  it('reads Markdown in HTML, the last of two keys, and no icons', () => {
    const body = '<figure markdown="span">\n    ![Ferry](a.png)\n</figure>\n\n:material-check:{ .x } Yes.'
    const { articles } = translated(mkdocs, {
      'mkdocs.yml': config('  - blog'),
      'docs/blog/posts/a.md': post('title: A\ndate: 2024-05-03', body),
    })
    expect(articles['docs/blog/posts/a.md']).toMatchObject({
      body: '<figure>\n\n![Ferry](a.png)\n\n</figure>\n\n Yes.',
    })
    expect(mkdocs.lastCounts).toBe(true)
  })

  it.each([
    ['Text.\n\n--8<-- "a.md"\n\nMore.', 'Text.\n\n{% include %}\n\nMore.'],
    ['Text.\n\n--8<--\na.md\n--8<--\n\nMore.', 'Text.\n\n\n{% include %}\n\n\nMore.'],
  ])('takes files that are inserted for templates: %j', (body, expected) => {
    const files = {
      'mkdocs.yml': config('  - blog'),
      'docs/blog/posts/a.md': post('title: A\ndate: 2024-05-03', body),
    }
    expect(translated(mkdocs, files).articles['docs/blog/posts/a.md']).toMatchObject({ body: expected })
  })

  it('is not recognized without a blog', async () => {
    expect(await dialectsOf(siteFolder({ 'mkdocs.yml': config('  - search') }))).toEqual([])
  })
})

describe('boxes with indented content', () => {
  it.each([
    ['!!! note\n    One.\n\n    Two.\n\nThree.', '::::::::: note\nOne.\n\nTwo.\n:::::::::\nThree.'],
    ['??? tip "More *of it*"\n    One.', '::::::::: details More *of it*\nOne.\n:::::::::'],
    ['=== "Tab"\n\n    One.\n\n=== "Other"\n    Two.', '**Tab**\n\nOne.\n\n**Other**\n\nTwo.'],
    [
      '!!! note\n    ??? tip\n        One.',
      '::::::::: note\n:::::::: details Tip\nOne.\n::::::::\n:::::::::',
    ],
    ['```\n!!! note\n    One.\n```', '```\n!!! note\n    One.\n```'],
    ['Wow!!! note', 'Wow!!! note'],
  ])('become boxes between colons: %j', (body, expected) => {
    expect(withoutIndentedBoxes(body)).toBe(expected)
  })
})
