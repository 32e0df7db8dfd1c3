import { describe, expect, it } from 'vitest'
import { createMemoryCatalog } from '../../src/catalog/memory.ts'
import { createNewsroom, hour } from './newsroom.ts'

const codesOf = ({ findings }: { readonly findings: readonly { readonly code: string }[] }) =>
  findings.map(({ code }) => code)

describe('a file that is no article by its name', () => {
  it('is left out, with a note, in every run and after it was edited', async () => {
    const newsroom = createNewsroom()
    newsroom.write('ferry')
    newsroom.write('README', { supporting: true })
    expect(codesOf(await newsroom.run(hour(1)))).toEqual(['supporting-file'])
    newsroom.write('README', { supporting: true, text: 'more' })
    expect(codesOf(await newsroom.run(hour(2)))).toEqual(['supporting-file'])
    expect(newsroom.text('world/feed.json')).toContain('ferry')
    expect(newsroom.text('world/feed.json')).not.toContain('README')
  })

  it('stays what readers have, with a warning, and is edited, withdrawn and deleted like any article', async () => {
    const newsroom = createNewsroom()
    newsroom.write('ferry')
    newsroom.write('README')
    await newsroom.run(hour(1))
    newsroom.write('README', { supporting: true, text: 'more' })
    expect(codesOf(await newsroom.run(hour(2)))).toEqual(['supporting-file-published'])
    expect(newsroom.text('world/feed.json')).toContain('more')
    newsroom.write('README', { supporting: true, text: 'more', status: 'withdrawn' })
    expect(codesOf(await newsroom.run(hour(3)))).toEqual([])
    expect(newsroom.text('world/feed.json')).not.toContain('README')
  })

  it('stays what readers have where the state folder is lost', async () => {
    const newsroom = createNewsroom()
    newsroom.write('ferry')
    newsroom.write('README')
    await newsroom.run(hour(1))
    const before = newsroom.texts()
    newsroom.write('README', { supporting: true })
    newsroom.write('_index', { supporting: true })
    const report = await newsroom.run(hour(9), {}, { catalog: createMemoryCatalog() })
    expect(codesOf(report).toSorted()).toEqual(['state-lost', 'supporting-file', 'supporting-file-published'])
    expect(newsroom.texts()).toEqual(before)
  })

  it('was never with readers while it was under an embargo or a draft', async () => {
    const newsroom = createNewsroom()
    newsroom.write('ferry')
    newsroom.write('README', { embargoedUntil: hour(20) })
    newsroom.write('todo', { status: 'draft' })
    await newsroom.run(hour(1))
    newsroom.write('README', { supporting: true, embargoedUntil: hour(20) })
    newsroom.write('todo', { supporting: true })
    expect(codesOf(await newsroom.run(hour(2)))).toEqual(['supporting-file', 'supporting-file'])
    await newsroom.run(hour(30))
    expect(newsroom.text('world/feed.json')).not.toMatch(/README|todo/)
  })
})
