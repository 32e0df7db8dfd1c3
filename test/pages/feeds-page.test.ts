import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { legalText } from '../../src/article/text.ts'
import { feedsPage } from '../../src/pages/feeds-page.ts'
import { groupFeeds } from '../../src/pages/groups.ts'
import { notFoundPage } from '../../src/pages/not-found-page.ts'
import { hostileText } from './hostile.ts'
import { newsroom, world } from './newsroom.ts'
import { listing, site } from './sample.ts'
import { attributeOf, elements, skeleton, textOf } from './tree.ts'

describe('the groups of feeds', () => {
  it.each([
    [{}, 'everything'],
    [{ sections: ['world'] }, 'sections'],
    [{ sections: ['world', 'science'] }, 'selections'],
    [{ sections: ['world'], tags: ['war'] }, 'selections'],
    [{ exclude: { tags: ['sport'] } }, 'selections'],
    [{ tags: ['War', 'war'] }, 'topics'],
    [{ authors: ['Amara Okafor'] }, 'authors'],
    [{ languages: ['de'] }, 'languages'],
  ])('puts %j under %s', (selection, name) => {
    expect(groupFeeds([listing('x', { selection })]).map((group) => group.name)).toEqual([name])
  })

  it('names no feed that is for an audience or has no document', () => {
    const secret = listing('members', { selection: { sections: ['world'], audience: 'members' } })
    expect(groupFeeds([secret, { ...world, documents: [] }])).toEqual([])
  })
})

describe('the index of all feeds', () => {
  it('is this', async () => {
    await expect(feedsPage(newsroom, site)).toMatchFileSnapshot('golden/index.html.txt')
  })

  it('leads to the page of every feed, once', () => {
    const found = elements(feedsPage(newsroom, site)).flatMap((element) => attributeOf(element, 'href') ?? [])
    const pages = found.filter((href) => /^[a-z/-]+\/$/.test(href))
    expect(pages.toSorted()).toEqual(newsroom.map(({ feed }) => `${feed.path}/`).toSorted())
  })

  it('lets readers discover declared feeds, but not thousands of generated ones', () => {
    const found = elements(feedsPage(newsroom, site)).filter(
      (element) => attributeOf(element, 'type') === 'application/rss+xml' && element.tagName === 'link',
    )
    const declared = newsroom.filter(({ feed }) => feed.generated !== true)
    expect(found).toHaveLength(declared.length)
    // English before German and Arabic, though the newsroom names them in between.
    expect(found.map((element) => attributeOf(element, 'hreflang'))).toEqual([
      'en',
      'en',
      'en',
      'en',
      'en',
      'de',
      'ar',
      'cy',
    ])
  })

  it('has the same markup whatever the titles say, and says them unchanged', () => {
    const page = (text: string) => {
      const told = { title: text, description: `${text}.` }
      const feeds = [listing('a', told), listing('b', { ...told, selection: { tags: [text] } })]
      return feedsPage(feeds, { ...site, title: text })
    }
    const tame = skeleton(page('tame'))
    fc.assert(
      fc.property(hostileText, (text) => {
        const html = page(text)
        expect(skeleton(html)).toEqual(tame)
        expect(
          elements(html)
            .filter(({ tagName }) => tagName === 'h3')
            .map(textOf),
        ).toEqual([legalText(text)])
      }),
      { seed: 20, numRuns: 40 },
    )
  })

  it('says so when there is no feed', () => {
    expect(feedsPage([], site)).toContain('There is no feed yet.')
  })

  it('leaves the name of the site out of the titles', () => {
    const titles = elements(feedsPage([world], site))
      .filter(({ tagName }) => tagName === 'h3')
      .map(textOf)
    expect(titles).toEqual(['World'])
  })
})

describe('the page where nothing is published', () => {
  it('leads back from any depth, in the language of the site', () => {
    const html = notFoundPage({ ...site, language: 'de' }, '../../')
    expect(html).toContain('<h1>Seite nicht gefunden</h1>')
    for (const target of ['../../"', '../../feeds.css"', '../../feeds.opml"'])
      expect(html).toContain(`href="${target}`)
    expect(html).toContain('<meta name="robots" content="noindex">')
  })
})
