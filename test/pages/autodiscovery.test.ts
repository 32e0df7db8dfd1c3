import fc from 'fast-check'
import { parseFragment } from 'parse5'
import { describe, expect, it } from 'vitest'
import { autodiscovery, discoveryLinks, translationsOf } from '../../src/pages/autodiscovery.ts'
import { hostileText } from './hostile.ts'
import { arabic, german, newsroom, world } from './newsroom.ts'
import { listing } from './sample.ts'

const languages = (markup: string) => [...markup.matchAll(/hreflang="([^"]*)"/g)].map(([, tag]) => tag)

describe('autodiscovery', () => {
  it('is this', async () => {
    await expect(autodiscovery([world, german, arabic])).toMatchFileSnapshot('golden/autodiscovery.txt')
  })

  it.each([
    ['de', ['de', 'en', 'ar']],
    ['DE-at', ['de', 'en', 'ar']],
    ['ar', ['ar', 'en', 'de']],
    ['en', ['en', 'de', 'ar']],
    ['fr', ['en', 'de', 'ar']],
  ])('names the feed in the language of a page in %s first', (language, order) => {
    const found = languages(discoveryLinks([world, german, arabic], language).source)
    expect(found.filter((tag, index) => tag !== found[index - 1])).toEqual(order)
  })

  it('prefers the same form of the language', () => {
    const links = discoveryLinks(
      [listing('a', { language: 'pt' }), listing('b', { language: 'pt-BR' })],
      'pt-BR',
    )
    expect(languages(links.source)[0]).toBe('pt-BR')
  })

  it('knows the translations of a feed, and no feed as its own', () => {
    const names = (one: typeof world) => translationsOf(one, newsroom).map(({ feed }) => feed.name)
    expect(names(world)).toEqual(['welt', 'alam'])
    expect(names(listing('x', { translations: ['x', 'nowhere', 'welt'] }))).toEqual(['welt'])
  })

  it('keeps feeds for an audience to itself, as translations too', () => {
    const secret = listing('members', { selection: { audience: 'members' } })
    const open = listing('open', { translations: ['members'] })
    expect(autodiscovery([secret, open])).not.toContain('members')
  })

  it('holds nothing but links and comments, whatever names and titles say', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const nodes = parseFragment(autodiscovery([listing('a', { name: text, title: text })])).childNodes
        const kinds = nodes.map(({ nodeName }) => nodeName).filter((name) => name !== '#text')
        expect(kinds).toEqual(['#comment', 'link', 'link', 'link'])
      }),
      { seed: 25, numRuns: 200 },
    )
  })
})
