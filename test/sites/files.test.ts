import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { renderBody } from '../../src/article/body.ts'
import { parseArticle } from '../../src/article/parse.ts'
import { loadDialect } from '../../src/dialects/index.ts'
import { createSiteFolderSource } from '../../src/sources/site-folder.ts'
import { CONTEXT, SITE } from '../article/desk.ts'

const GIF = Buffer.concat([Buffer.from('GIF89a'), Buffer.from([30, 0, 20, 0]), Buffer.alloc(30)])

type Others = readonly (readonly [path: string, content: string | Buffer])[]

/** The one article of such a site, which has other files. */
async function rendered(name: string, config: string, path: string, text: string, others: Others) {
  const folder = mkdtempSync(join(tmpdir(), 'site-files-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const article = `---\ntitle: A\ndate: 2024-05-03\n${text}`
  const files = [
    [config, `baseURL = "${SITE.url}"\nbase_url = "${SITE.url}"\n`],
    [path, article],
    ...others,
  ] as const
  for (const [file, bytes] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), bytes)
  }
  const source = createSiteFolderSource(folder, () => loadDialect(name), { siteUrl: SITE.url })
  for await (const _ of source.list(new AbortController().signal));
  const { media } = source
  if (media === undefined) throw new Error('no media')
  const site = {
    ...SITE,
    sections: new Map([
      ['posts', { title: 'P' }],
      ['blog', { title: 'B' }],
    ]),
  }
  const { value, findings } = parseArticle(await source.load(path), { ...CONTEXT, site }, media.lookup)
  if (value === undefined) throw new Error(JSON.stringify(findings))
  const body = renderBody(value, { site, media: media.lookup, files: media.file })
  return { value, body, findings }
}

/** What readers get of the one article of such a site, whose other files are pictures. */
async function shown(name: string, config: string, path: string, text: string, pictures: readonly string[]) {
  const others = pictures.map((picture) => [picture, GIF] as const)
  const { value, body, findings } = await rendered(name, config, path, text, others)
  return {
    picture: /<img src="([^"]*)"/.exec(body.contentHtml)?.[1]?.replace(SITE.url, '/'),
    lead: value.image?.url.replace(SITE.url, '/'),
    length: value.image?.length,
    found: [...findings, ...body.findings]
      .map(({ code }) => code)
      .filter((code) => code !== 'address-unsure'),
  }
}

it.each<[string, string, string, string]>([
  ['astro', 'astro.config.mjs', 'src/content/blog/a.md', 'public'],
  ['docusaurus', 'docusaurus.config.js', 'blog/a.md', 'static'],
  ['vitepress', 'docs/.vitepress/config.js', 'docs/posts/a.md', 'docs/public'],
  ['hugo', 'hugo.toml', 'content/posts/a.md', 'static'],
])('%s: files of the static folder have addresses from the root', async (name, config, path, folder) => {
  const text = 'image: /crane.gif\n---\n![Crane](/crane.gif)\n'
  expect(await shown(name, config, path, text, [`${folder}/crane.gif`])).toEqual({
    picture: '/crane.gif',
    lead: '/crane.gif',
    length: GIF.length,
    found: [],
  })
})

it.each<[string, string, string]>([
  ['astro', 'astro.config.mjs', 'src/content/blog/a/index.md'],
  ['docusaurus', 'docusaurus.config.js', 'blog/a/index.md'],
  ['vitepress', '.vitepress/config.js', 'posts/a/a.md'],
])('%s: a picture that it renames goes out nowhere, and a finding says so', async (name, config, path) => {
  const text = 'image: ./crane.gif\n---\n![Crane](./crane.gif) [plan](crane.gif)\n'
  expect(await shown(name, config, path, text, [path.replace(/[^/]*$/, 'crane.gif')])).toEqual({
    picture: undefined,
    lead: undefined,
    length: undefined,
    found: ['media-missing', 'picture-left-out', 'link-missing'],
  })
})

it.each<[string, string, string]>([
  ['hugo', 'hugo.toml', '/posts/a/crane.gif'],
  ['zola', 'zola.toml', '/posts/a/crane.gif'],
])('%s: what lies in the folder of an article has addresses below it', async (name, config, address) => {
  const text = 'image: crane.gif\n---\n![Crane](crane.gif)\n'
  const { picture, lead, found } = await shown(name, config, 'content/posts/a/index.md', text, [
    'content/posts/a/crane.gif',
  ])
  expect([picture, lead, found]).toEqual([address, address, []])
})

it('links to pages that are no articles, but to none that may not be public', async () => {
  const text =
    '---\n[one](../guide/a.md#x) [two](/guide/a.md) [three](../guide/b.md) [four](../no.md) [five](../.vitepress/c.md)\n'
  const { body } = await rendered('vitepress', 'docs/.vitepress/config.js', 'docs/posts/p.md', text, [
    ['docs/guide/a.md', '# A'],
    ['docs/guide/b.md', '---\ndraft: true\n---\n# B'],
  ])
  expect(body.contentHtml).toBe(
    `<p><a href="${SITE.url}guide/a.html#x">one</a> <a href="${SITE.url}guide/a.html">two</a> three four five</p>`,
  )
  expect(body.findings.map(({ code, got }) => [code, got])).toEqual([
    ['link-missing', '../guide/b.md'],
    ['link-missing', '../no.md'],
    ['link-missing', '../.vitepress/c.md'],
  ])
})

it.each([
  ['hugo', 'hugo.toml', 'content/posts/a/index.md', '/posts/a/plan.svg'],
  ['zola', 'zola.toml', 'content/posts/a/index.md', '/posts/a/plan.svg'],
  ['eleventy', '.eleventy.js', 'posts/a.md', '/posts/plan.svg'],
])('%s: a drawing beside the article has its own address', async (name, config, path, address) => {
  const others = [[path.replace(/[^/]*$/, 'plan.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>']] as const
  const { body, findings } = await rendered(name, config, path, '---\n![Plan](plan.svg)\n', others)
  expect(body.contentHtml).toContain(`<img src="${new URL(address, SITE.url).href}"`)
  expect([...findings, ...body.findings].map(({ code, message }) => [code, message])).toEqual([])
})

it('quartz: a file has the address that Quartz makes of its name', async () => {
  const text = '---\n![[north crane.gif]] [plan](<files/plan b.pdf>)\n'
  const { body } = await rendered('quartz', 'quartz.config.ts', 'content/posts/a.md', text, [
    ['content/posts/north crane.gif', GIF],
    ['content/posts/files/plan b.pdf', '%PDF'],
  ])
  expect(body.contentHtml).toContain(`<img src="${SITE.url}posts/north-crane.gif"`)
  expect(body.contentHtml).toContain(`<a href="${SITE.url}posts/files/plan-b.pdf">`)
})

it('names pictures that are empty, or only pointers of Git LFS', async () => {
  const text = '---\n![A](empty.png) ![B](pointer.png) ![C](plan.svg)\n<video src="empty.mp4"></video>\n'
  const { body } = await rendered('eleventy', '.eleventy.js', 'posts/a.md', text, [
    ['posts/empty.png', ''],
    ['posts/pointer.png', 'version https://git-lfs.github.com/spec/v1\n'],
    ['posts/plan.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['posts/empty.mp4', ''],
  ])
  expect(body.findings.map(({ code, got }) => [code, got])).toEqual([
    ['media-missing', 'empty.png'],
    ['media-missing', 'pointer.png'],
    ['media-missing', 'empty.mp4'],
  ])
})
