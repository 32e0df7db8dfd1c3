import { describe, expect, it } from 'vitest'
import { readConfiguration } from '../../src/dialects/configuration.ts'
import type { Dialect } from '../../src/dialects/dialect.ts'
import { eleventy } from '../../src/dialects/eleventy.ts'
import { hugo } from '../../src/dialects/hugo.ts'
import { jekyll } from '../../src/dialects/jekyll.ts'
import { obsidian } from '../../src/dialects/obsidian.ts'
import { literalsIn } from '../../src/dialects/script-literals.ts'
import { translated } from './folder.ts'

const post = (front: string, body = 'Text') => `---\n${front}\n---\n${body}\n`
const fieldsOf = (dialect: Dialect, files: Readonly<Record<string, string>>, path: string) =>
  translated(dialect, files).articles[path]

describe('what Jekyll does not publish', () => {
  const config = 'url: https://j.example\nexclude: [_posts/2024-01-05-, "*secret*"]\n'
  it.each([
    '_drafts/_posts/2024-01-01-a.md',
    '_old/_posts/2024-01-01-a.md',
    '#a/_posts/2024-01-01-a.md',
    '_posts/_a/2024-01-01-a.md',
    '_posts/2024-01-05-a.md',
    '_posts/2024-01-06-a-secret-b.md',
  ])('leaves out %s', (path) => {
    expect(fieldsOf(jekyll, { '_config.yml': config, [path]: post('title: A') }, path)).toBeUndefined()
  })

  const hidden = { published: false }
  it.each([
    [
      'a merged map',
      '',
      'h: &h {published: false}\ndefaults: [{scope: {path: x}, values: {<<: *h}}]',
      'x/_posts',
    ],
    [
      'a scope without collections_dir',
      '',
      'collections_dir: c\ndefaults: [{scope: {path: _posts/x}, values: {published: false}}]',
      'c/_posts/x',
    ],
  ])('takes the gate of %s', (_, front, configuration, folder) => {
    const path = `${folder}/2024-01-01-a.md`
    expect(
      fieldsOf(jekyll, { '_config.yml': configuration, [path]: post(`title: A${front}`) }, path),
    ).toMatchObject(hidden)
  })
})

describe('what Hugo does not publish', () => {
  const path = 'content/posts/x/a.md'
  const site = (config: string, files: Readonly<Record<string, string>>) =>
    fieldsOf(hugo, { 'hugo.yaml': config, [path]: post('title: A\ngolive: 2999-01-01'), ...files }, path)

  it.each([
    ['of the configuration', 'cascade: {draft: true}', {}],
    [
      'of the nearest folder',
      '',
      {
        'content/_index.md': post('cascade: {draft: false}'),
        'content/posts/_index.md': post('cascade: {draft: true}'),
      },
    ],
    [
      'that is one of several',
      '',
      {
        'content/_index.md': post('cascade: [{target: {path: /posts/x/**}, draft: true}, {draft: false}]'),
      },
    ],
    ['in JSON', '', { 'content/posts/_index.md': '{"cascade": {"draft": true}}\n' }],
    ['of a page in another language', '', { 'content/posts/_index.fr.md': post('cascade: {draft: true}') }],
  ])('takes the gate of a cascade %s', (_, config, files) => {
    expect(site(config, files)).toMatchObject({ draft: true })
  })

  it('waits for any date of publishing', () => {
    expect(site('', { [path]: post('title: A\ndate: 2024-01-01\npubdate: 2999-01-01') })).toMatchObject({
      publishDate: '2999-01-01',
    })
  })

  it('has no fragments in addresses', () => {
    expect(site('', { [path]: post('title: A\nslug: c#-tips') })).toMatchObject({
      url: '/posts/x/c%23-tips/',
    })
  })

  it('takes the moments of publishing that have a name of the site', () => {
    expect(site('frontmatter: {publishDate: [golive], expiryDate: [golive]}', {})).toMatchObject({
      publishDate: '2999-01-01',
      expiryDate: '2999-01-01',
    })
  })
})

describe('files that a configuration sets aside', () => {
  it.each([
    [hugo, { 'hugo.toml': 'ignoreFiles = ["(?i)\\\\.Secret\\\\.md$"]' }, 'content/posts/a.secret.md'],
    [eleventy, { '.eleventy.js': '', '.eleventyignore': '# no\nblog/drafts/\n' }, 'blog/drafts/a.md'],
    [eleventy, { '.eleventy.js': '', '.gitignore': '*-wip.md\n' }, 'blog/a-wip.md'],
    [eleventy, { '.eleventy.js': '', '.eleventyignore': './blog/drafts/**\n' }, 'blog/drafts/a.md'],
  ])('are not taken: %o', (dialect, files: Readonly<Record<string, string>>, path) => {
    const all = translated(dialect, {
      ...files,
      [path]: post('title: A'),
      'blog/b.md': post('title: B'),
    }).articles
    expect(all[path]).toBeUndefined()
    expect(Object.keys(all)).toHaveLength(dialect === hugo ? 0 : 1)
  })

  it('takes no pattern for read that is not understood', () => {
    expect(translated(hugo, { 'hugo.toml': 'ignoreFiles = ["("]' }).site.findings).toHaveLength(1)
  })
})

describe('what Eleventy does not publish', () => {
  const path = 'blog/a.md'
  const site = (files: Readonly<Record<string, string>>) =>
    translated(eleventy, { 'eleventy.config.js': '', [path]: post('title: A'), ...files })

  it.each([
    ['of one article', { 'blog/a.json': '{"draft": true}' }],
    [
      'that computes it',
      { 'blog/blog.11tydata.js': 'export default {\n  // draft: true\n  draft: !process.env.SHOW }' },
    ],
    ['of one article as a script', { 'blog/a.11tydata.js': 'export default { draft: true }' }],
    [
      'of one of two',
      { 'blog/blog.json': '{"draft": false}', 'blog/blog.11tydata.js': 'export default { draft: true }' },
    ],
  ])('takes the gate of the data file %s', (_, files) => {
    expect(site(files).articles[path]).toMatchObject({ draft: true })
  })

  it('takes no comment and no literal for a computed gate', () => {
    const script = '// draft: as each says\nexport default { draft: false, "published": true }'
    expect(site({ 'blog/blog.11tydata.js': script }).articles[path]).toMatchObject({ draft: false })
  })

  it('says that a data file cannot be read', () => {
    expect(site({ 'blog/blog.json': '{"draft": tru' }).site.findings).toMatchObject([
      { file: 'blog/blog.json' },
    ])
  })
})

describe('what a vault does not publish', () => {
  it.each(['draft: false', 'publish:', 'title: A'])('is what says %s alone', (front) => {
    expect(fieldsOf(obsidian, { 'a.md': post(front) }, 'a.md')).toMatchObject({ publish: false })
  })
})

describe('configurations of any content', () => {
  it.each([
    ['broken.yaml', 'title: A\nb: ['],
    ['endless.yaml', 'a: &a {b: *a}'],
    [
      'bomb.yaml',
      `a: &a [x]\n${[...'bcdefgh'].map((key, at) => `${key}: &${key} [${`*${'abcdefg'[at]},`.repeat(20)}]`).join('\n')}`,
    ],
  ])('does not take %s for read', (name, text) => {
    expect(readConfiguration(name, text)).toBeUndefined()
  })

  it('reads articles whose words are names of every object', () => {
    const name = 'constructor'
    const path = `content/${name}/a.md`
    expect(
      fieldsOf(hugo, { 'hugo.yaml': 'permalinks: {posts: /x/}', [path]: post('title: A') }, path),
    ).toMatchObject({
      url: '/constructor/a/',
    })
    const files = { '_config.yml': `permalink: ${name}`, '_posts/2024-01-01-a.md': post(`author: ${name}`) }
    expect(fieldsOf(jekyll, files, '_posts/2024-01-01-a.md')).toMatchObject({
      author: name,
      url: '/constructor',
    })
  })

  it('ends on a megabyte of openings', () => {
    const many = (text: string) => text.repeat(Math.floor(1_000_000 / text.length))
    expect(literalsIn(`title: 'A'\n${many('/*')}`)).toMatchObject({ title: 'A' })
    const files = (body: string) => ({ '_config.yml': '', '_posts/2024-01-01-a.md': post('title: A', body) })
    for (const body of [many('{% raw %}'), many('{{site.url}}')])
      expect(fieldsOf(jekyll, files(body), '_posts/2024-01-01-a.md')).toMatchObject({ body })
    const ticks = '`'.repeat(500_001)
    expect(fieldsOf(obsidian, { 'a.md': post('publish: true', ticks) }, 'a.md')).toMatchObject({
      body: ticks,
    })
    expect(
      translated(eleventy, {
        '.eleventy.js': '',
        'blog/blog.11tydata.js': many('tags:['),
        'blog/a.md': 'Text',
      }).articles['blog/a.md'],
    ).toMatchObject({ body: 'Text' })
  })

  it('leaves links in code of a vault as they are', () => {
    const body = '`[[a]]` and [[b]] and ``[[c]] ` [[d]]`` and ` [[e]]'
    expect(fieldsOf(obsidian, { 'a.md': post('publish: true', body) }, 'a.md')).toMatchObject({
      body: '`[[a]]` and [b](<b.md>) and ``[[c]] ` [[d]]`` and ` [e](<e.md>)',
    })
  })
})
