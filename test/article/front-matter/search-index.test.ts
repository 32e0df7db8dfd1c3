import { expect, it } from 'vitest'
import { fileAt } from '../../../src/article/article-kind.ts'
import { parseArticle } from '../../../src/article/parse.ts'
import { CONTEXT, media } from '../desk.ts'

function read(lines: string) {
  const text = `---\ntitle: Ferry\ndate: 2025-01-02\n${lines}\n---\n\nIt sails.\n`
  const { value, findings } = parseArticle(
    fileAt('world/ferry.md', new TextEncoder().encode(text)),
    CONTEXT,
    media,
  )
  return [value?.noindex === true, findings.map(({ code }) => code)]
}

it.each([
  'noindex: true',
  'NoIndex: yes',
  'robots: noindex',
  'robots: "noindex, follow"',
  'robots: [noindex, nofollow]',
  'robots: none',
  'robotsNoIndex: true',
  'sitemap: false',
  'sitemap: { exclude: true }',
  'sitemap:\n  disable: true',
  'sitemap_exclude: true',
  'seo: { noindex: true }',
  'seo:\n  robots: noindex',
  'robots: { index: false }',
])('%s keeps an article from search engines', (lines) => expect(read(lines)).toEqual([true, []]))

it.each([
  'noindex: false',
  'robots: index, follow',
  'sitemap: true',
  'sitemap: { priority: 0.3 }',
  'seo: { title: Noindex }',
  'robots:',
])('%s does not keep an article from them', (lines) => expect(read(lines)).toEqual([false, []]))
