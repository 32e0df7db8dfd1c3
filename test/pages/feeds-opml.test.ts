import fc from 'fast-check'
import { parseOpml } from 'feedsmith'
import { describe, expect, it } from 'vitest'
import { plainLine } from '../../src/article/text.ts'
import { feedsOpml } from '../../src/pages/feeds-opml.ts'
import { hostileText } from './hostile.ts'
import { newsroom, world } from './newsroom.ts'
import { listing, site } from './sample.ts'
import { parseStrictly } from './strict-xml.ts'

/** The subscriptions in an OPML file as another implementation reads them, folders opened. */
function subscriptions(opml: string) {
  const outlines = parseOpml(opml).body?.outlines ?? []
  return outlines.flatMap((outline) => outline.outlines ?? [outline])
}

describe('feeds.opml', () => {
  it('is this', async () => {
    await expect(feedsOpml(newsroom, site)).toMatchFileSnapshot('golden/feeds.opml')
  })

  it('names every feed once, in folders, with its XML address', () => {
    const opml = feedsOpml(newsroom, site)
    parseStrictly(opml)
    expect(
      subscriptions(opml)
        .map(({ xmlUrl }) => xmlUrl)
        .toSorted(),
    ).toEqual(newsroom.map(({ feed }) => `${feed.baseUrl}${feed.path}/rss.xml`).toSorted())
    expect(parseOpml(opml).body?.outlines?.map(({ text }) => text)).toEqual([
      ...['Everything', 'Sections', 'Selections', 'Languages', 'Topics', 'Authors'],
    ])
  })

  it('prefers XML, takes JSON where there is nothing else, and makes no folder for one group', () => {
    const xml = { ...world, documents: world.documents.toReversed() }
    const json = listing('json-only', { formats: ['json'] })
    expect(parseOpml(feedsOpml([xml, json], site)).body?.outlines?.map(({ xmlUrl }) => xmlUrl)).toEqual([
      'https://courier.example/feeds/world/atom.xml',
      'https://courier.example/feeds/json-only/feed.json',
    ])
  })

  it('keeps feeds for an audience to itself', () => {
    const secret = listing('members', { selection: { audience: 'members' } })
    expect(feedsOpml([world, secret], site)).not.toContain('members')
  })

  it('is well-formed and says every title on one line, whatever it is', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const told = { title: text, description: text, homeUrl: text, language: text }
        const opml = feedsOpml([listing('a', told)], { ...site, title: `${text}${text}`, url: text })
        parseStrictly(opml)
        expect(subscriptions(opml)).toHaveLength(1)
        const title = /<outline type="rss" text="([^"]*)"/.exec(opml)?.[1]
        expect(title).toBe(escaped(plainLine(text)))
      }),
      { seed: 20, numRuns: 200 },
    )
  })
})

/** By hand, so that the writer's own escaping is not its judge. */
function escaped(text: string): string {
  const [amp, lt, gt, quot, apos] = ['&amp;', '&lt;', '&gt;', '&quot;', '&#39;']
  return text
    .replaceAll('&', amp)
    .replaceAll('<', lt)
    .replaceAll('>', gt)
    .replaceAll('"', quot)
    .replaceAll("'", apos)
}
