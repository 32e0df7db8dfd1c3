import { describe, expect, it } from 'vitest'
import { pagesPathOf } from '../../src/config/pages-path.ts'
import { parseSettings } from '../../src/config/parse.ts'

const settings = (more: string) => {
  const { value } = parseSettings(
    `title: T\nurl: https://example.org/news\nsince: 2024\n${more}`,
    'site.yaml',
  )
  if (value === undefined) throw new Error(more)
  return value
}
const page = (path: string) => ({ path, mediaType: 'text/html', rank: 'index' as const })
const document = { path: 'world/rss.xml', mediaType: 'application/rss+xml', rank: 'feed' as const }

describe('the folder of pages', () => {
  it.each([
    ['', 'feeds/'],
    ['feedsUrl: https://example.org/news/\n', 'feeds/'],
    ['feedsUrl: https://example.org/\n', 'feeds/'],
    ['feedsUrl: https://example.org/news/feeds/\n', ''],
    ['feedsUrl: https://feeds.example.org/\n', ''],
    ['pages: /\n', ''],
    ['pages: my/feeds\n', 'my/feeds/'],
    ['pages: topics/\nfeedsUrl: https://feeds.example.org/\n', 'topics/'],
  ])('%j: %j', (more, path) => expect(pagesPathOf(settings(more), [])).toBe(path))

  it('is the one in which they are published', () => {
    expect(pagesPathOf(settings(''), [document, page('world/index.html')])).toBe('')
    expect(pagesPathOf(settings(''), [document, page('feeds/index.html')])).toBe('feeds/')
    expect(pagesPathOf(settings('pages: feeds\n'), [page('index.html')])).toBe('feeds/')
  })

  it.each(['pages: ../up\n', 'pages: a//b\n', 'pages: .hidden\n', 'pages: ""\n', 'pages: 3\n'])(
    'refuses %j',
    (more) =>
      expect(
        parseSettings(`title: T\nurl: https://x.example/\nsince: 2024\n${more}`, 'f').value,
      ).toBeUndefined(),
  )
})
