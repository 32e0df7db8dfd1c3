import { expect, it } from 'vitest'
import { fileAt } from '../../../src/article/article-kind.ts'
import { parseArticle } from '../../../src/article/parse.ts'
import { CONTEXT, media, SITE } from '../desk.ts'

function read(line: string, sponsoredLabel?: string) {
  const text = `---\ntitle: Ferry\ndate: 2025-01-02\ntags: [sea]\n${line}\n---\n\nIt sails.\n`
  const site = { ...SITE, ...(sponsoredLabel !== undefined && { sponsoredLabel }) }
  const raw = fileAt('world/ferry.md', new TextEncoder().encode(text))
  const { value, findings } = parseArticle(raw, { ...CONTEXT, site }, media)
  return { title: value?.title, tags: value?.tags, codes: findings.map(({ code }) => code) }
}

it.each([
  'sponsored: true',
  'Sponsored: Acme Ltd',
  'is_sponsored: yes',
  'advertorial: true',
  'AD: 1',
  'brandedContent: true',
])('%s is labeled if set, and otherwise reported', (line) => {
  expect(read(line, 'Anzeige')).toEqual({ title: 'Anzeige: Ferry', tags: ['Anzeige', 'sea'], codes: [] })
  expect(read(line)).toEqual({ title: 'Ferry', tags: ['sea'], codes: ['sponsored-unlabelled'] })
})

it.each(['sponsored: false', 'ad:', 'promoted: "no"'])('%s does not mark a sponsored article', (line) =>
  expect(read(line, 'Anzeige')).toEqual({ title: 'Ferry', tags: ['sea'], codes: [] }),
)

it('does not label a title twice', () =>
  expect(read('sponsored: true', 'ferry')).toMatchObject({
    title: 'Ferry',
    tags: ['ferry', 'sea'],
  }))
