import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readExistingFeed } from '../../src/gate/existing-feed.ts'
import { folderOf, runCommand, siteFolder } from '../support/site.ts'
import { isInstalled, run } from '../support/tools.ts'

const post = (front: string, body = 'A text of some words.') => `---\n${front}\n---\n${body}\n`

const HUGO = {
  'hugo.toml':
    'baseURL = "https://h.example/blog/"\ntitle = "Harbour"\nlanguageCode = "en-gb"\n[permalinks]\nnews = "/:year/:month/:day/:slug/"\nlong = "/:sections[1:]/:monthname/:title/"\n',
  'config.toml':
    'baseURL = "https://h.example/blog/"\ntitle = "Harbour"\nlanguageCode = "en-gb"\n[permalinks]\nnews = "/:year/:month/:day/:slug/"\nlong = "/:sections[1:]/:monthname/:title/"\n',
  'content/news/_index.md': post('title: News\ncascade:\n  author: Desk'),
  'content/news/evening.md': post('title: Evening\ndate: 2024-05-03 23:30:00\nslug: Late Evening'),
  'content/news/offset.md': post('title: Ünï çode & more (x)\ndate: 2024-05-03T23:30:00+02:00'),
  'content/news/own.md': post('title: Own\ndate: 2020-05-03\nurl: /own/place.html'),
  'content/news/draft.md': post('title: Draft\ndate: 2020-05-03\ndraft: true'),
  'content/news/future.md': post('title: Future\ndate: 2999-05-03'),
  'content/news/expired.md': post('title: Expired\ndate: 2020-05-03\nexpiryDate: 2020-06-01'),
  'content/long/deep/er/A_b.C+d@e.md': post('title: "What: is it? (2/3) 4 100%"\ndate: 2024-02-29'),
  'content/posts/First_Post.md':
    '+++\ntitle = "First: the Post!"\ndate = 2024-05-03T21:00:00-05:00\n+++\nHello\n',
  'content/posts/A name  with (spaces) & co.md': post('title: Spaced\ndate: 2024-02-02'),
  'content/posts/bundle/index.md': post('title: Bundle\ndate: 2024-05-04\nlastmod: 2024-06-01T10:00:00Z'),
  'content/posts/bundle/resource.md': post('title: Resource'),
  'content/posts/Json.File.md': '{\n"title": "Json", "date": "2019-01-01"\n}\nText\n',
}

const JEKYLL = {
  '_config.yml':
    'title: Jay\nurl: https://j.example\nbaseurl: /b\ntimezone: America/New_York\nplugins: [jekyll-feed]\npermalink: pretty\ndefaults:\n  - {scope: {path: hid}, values: {published: false}}\n',
  '_posts/2024-05-01-naive-time.md': post('date: 2024-05-03 23:30:00\ntitle: A'),
  '_posts/2024-05-02-quoted.md': post('date: "2024-05-03 23:30:00"\ntitle: B'),
  '_posts/2024-05-03-Day.Of_all.md': post('title: C\ndate: 2024-05-03'),
  '_posts/2024-05-08-name-only.md': post('title: E'),
  '_posts/2024-05-10-own.md': post('title: F\npermalink: /own/:year/:title.html'),
  '_posts/2024-05-12-slug.md': post('title: G\nslug: Other_One'),
  '_posts/2024-05-13-no.md': post('title: No\npublished: false'),
  'sea/_posts/2024-05-14-list.md': post('title: H\ncategory: [One Two]\ncategories: Four five'),
  'hid/_posts/2024-05-15-off.md': post('title: Off'),
}

interface Generator {
  readonly name: string
  readonly probe: readonly [string, ...string[]]
  readonly files: Readonly<Record<string, string>>
  readonly build: readonly [string, ...string[]]
  /** Its feed below the site, and ours below `out/`. */
  readonly feeds: readonly [theirs: string, ours: string]
  /** Its site in `test/sites`, and all feeds that it writes of it. */
  readonly golden: { readonly site: string; readonly feeds: readonly string[] }
}

const GENERATORS: readonly Generator[] = [
  {
    name: 'Hugo',
    probe: ['hugo', 'version'],
    files: HUGO,
    build: ['hugo', '--quiet', '-d', 'public'],
    feeds: ['public/index.xml', 'index.xml'],
    golden: { site: 'hugo', feeds: ['public/index.xml', 'public/de/index.xml'] },
  },
  {
    name: 'Jekyll',
    probe: ['jekyll', '--version'],
    files: JEKYLL,
    build: ['jekyll', 'build', '-q'],
    feeds: ['_site/feed.xml', 'feed.xml'],
    golden: { site: 'jekyll', feeds: ['_site/feed.xml'] },
  },
]

/** What readers of a feed know of each item: id, address and moment. */
async function known(path: string): Promise<readonly string[]> {
  const bytes = await readFile(path)
  const items = readExistingFeed(bytes)?.items ?? []
  const moments = [...bytes.toString().matchAll(/<(?:pubDate|published)>([^<]*)</g)].map(([, text = '']) =>
    new Date(text).toISOString(),
  )
  return items
    .map(({ id, url }, at) => [id, new URL(url).href, moments[at]].join(' '))
    .filter((line) => !line.includes(UNDATED))
    .toSorted()
}

/** The moment of a page without a date, to Hugo. */
const UNDATED = ' 2001-01-01T00:00:00.000Z'

// Both are run where they are installed, and take their time to start.
describe.each(GENERATORS)(
  '$name',
  { timeout: 120_000 },
  ({ probe, files, build: [program, ...args], feeds: [theirs, ours], golden }) => {
    it.skipIf(!isInstalled(probe))('publishes of the site in test/sites what is recorded there', async () => {
      const site = join(await folderOf({}), 'site')
      await cp(join('test/sites', golden.site), site, { recursive: true })
      await run(program, args, { cwd: site })
      const published = await Promise.all(golden.feeds.map((feed) => known(join(site, feed))))
      const recorded: unknown = JSON.parse(
        await readFile(join('test/sites', golden.site, 'published.json'), 'utf8'),
      )
      expect(
        published
          .flat()
          .map((line) => line.replace('.000Z', 'Z'))
          .toSorted(),
      ).toEqual(recorded)
    })

    it.skipIf(!isInstalled(probe))('publishes the same ids, addresses and moments', async () => {
      const folder = await siteFolder({})
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(folder, 'site', path)), { recursive: true })
        await writeFile(join(folder, 'site', path), text)
      }
      const site = join(folder, 'site')
      await run(program, args, { cwd: site })
      expect((await runCommand(site, ['init', '--yes'])).code).toBe(0)
      await runCommand(site, ['build'])
      expect(await known(join(site, 'out', ours))).toEqual(await known(join(site, theirs)))
    })
  },
)
