import { describe, expect, it } from 'vitest'
import { releasedBy } from '../../src/config/moves.ts'
import { type AddressedFile, keepAddresses, underNewNames } from '../../src/feed/addresses.ts'
import type { FeedDefinition } from '../../src/feed/definition.ts'
import { documentAddress, documentPath } from '../../src/feed/document-path.ts'
import type { PublishedFeed } from '../../src/feed/published-state.ts'
import { formatEntries } from '../../src/formats/index.ts'
import { day, feedDefinition, seenFeed } from '../support/newsroom.ts'

const FORMATS = formatEntries.map(({ name, fileName }) => [name, fileName] as const)

/** What readers have of the feeds, published as they are defined. */
function publishedOf(feeds: readonly FeedDefinition[], more: Partial<PublishedFeed> = {}) {
  const files = feeds.flatMap((feed) =>
    FORMATS.filter(([format]) => feed.formats.includes(format)).map(([format, name]): AddressedFile => {
      const [path, address] = [documentPath(feed, name), documentAddress(feed, name)]
      return { path, ...(path === address ? {} : { address }), feed: feed.name, format, rank: 'feed' }
    }),
  )
  const seen = feeds.map(({ name, path, id, baseUrl }) => seenFeed([], { name, path, id, baseUrl, ...more }))
  return { files, feeds: seen }
}

function keep(
  before: readonly FeedDefinition[],
  defined: readonly FeedDefinition[],
  { redirects = [], gone = [] }: { redirects?: readonly string[]; gone?: readonly string[] } = {},
  more: Partial<PublishedFeed> = {},
) {
  const moves = Object.fromEntries(redirects.map((from) => [from, { to: '/x', status: 301 as const }]))
  return keepAddresses(defined, {
    ...publishedOf(before, more),
    formats: formatEntries,
    isReleased: releasedBy({ redirects: moves, gone: [...gone] }),
    pathSettingOf: ({ name }) => `feeds.${name}.path`,
  })
}

const addresses = (feed: FeedDefinition | undefined) =>
  FORMATS.filter(([format]) => feed?.formats.includes(format)).map(([, name]) =>
    feed === undefined ? '' : documentAddress(feed, name),
  )
const world = feedDefinition()
const WORLD = ['world/rss.xml', 'world/atom.xml', 'world/feed.json']

describe('a document that readers poll', () => {
  const everything = [['rss'], ['atom'], ['json'], ['rss', 'atom'], ['rss', 'json'], ['atom', 'json']]
  it.each(everything)('stays when formats are narrowed to %s', (...formats) => {
    const { feeds, findings, moving } = keep([world], [{ ...world, formats }])
    expect(addresses(feeds[0])).toEqual(WORLD)
    expect(findings.map(({ code }) => code)).toEqual(['address-kept'])
    expect(moving.size).toBe(0)
    for (const address of WORLD.filter((_, index) => !formats.includes(FORMATS[index]?.[0] ?? '')))
      expect(findings[0]?.paste).toContain(`/${address}: /world/`)
  })

  it.each([
    ['one by one', { gone: ['/world/rss.xml', '/world/feed.json'] }, ['world/atom.xml']],
    ['by their folder', { redirects: ['/world/'] }, ['world/atom.xml']],
    ['only one', { redirects: ['/world/rss.xml'] }, ['world/atom.xml', 'world/feed.json']],
  ])('goes when the settings name it: %s', (_name, moves, expected) => {
    const { feeds, findings, moving } = keep([world], [{ ...world, formats: ['atom'] }], moves)
    expect(addresses(feeds[0])).toEqual(expected)
    expect(findings).toHaveLength(expected.length === 1 ? 0 : 1)
    expect([...moving]).toEqual(['world'])
  })

  it('stays with all others of its folder when the path changes, until each is named', () => {
    const moved = feedDefinition({ path: 'news/world', id: 'tag:example.org,2024:feed/news/world' })
    const kept = keep([world], [moved])
    expect(addresses(kept.feeds[0])).toEqual(WORLD)
    expect(kept.feeds[0]?.path).toBe('world')
    expect(kept.findings[0]?.paste).toBe('redirects:\n  /world/: /news/world/')
    const narrowed = keep([world], [{ ...moved, formats: ['atom'] }]).findings[0]?.paste
    expect(narrowed).toBe(
      'redirects:\n  /world/: /news/world/\n  /world/rss.xml: /news/world/atom.xml\n  /world/feed.json: /news/world/atom.xml',
    )
    const placed = keep([world], [{ ...moved, documents: { 'rss.xml': 'feed/' } }]).findings[0]?.paste
    expect(placed).toBe('redirects:\n  /world/: /news/world/\n  /world/rss.xml: /feed/')
    expect(addresses(keep([world], [moved], { gone: ['/world/rss.xml'] }).feeds[0])).toEqual(WORLD)
    const named = keep([world], [moved], { redirects: ['/world/'] })
    expect(addresses(named.feeds[0])).toEqual([
      'news/world/rss.xml',
      'news/world/atom.xml',
      'news/world/feed.json',
    ])
    expect(named.findings).toEqual([])
  })

  it('of an archive counts, too', () => {
    const moved = feedDefinition({ path: 'other' })
    const archives = [{ name: '0001', inputHash: '', through: { id: 'x', published: day(1) } }]
    const heads = { redirects: WORLD.map((path) => `/${path}`) }
    expect(keep([world], [moved], heads, { archives }).feeds[0]?.path).toBe('world')
    expect(keep([world], [moved], heads).feeds[0]?.path).toBe('other')
  })

  it('may be at an address of its own, and stays there', () => {
    const old = feedDefinition({ documents: { 'rss.xml': 'feed/', 'atom.xml': 'atom' } })
    const { feeds, findings } = keep([old], [world])
    expect(addresses(feeds[0])).toEqual(['feed/', 'atom', 'world/feed.json'])
    expect(findings[0]?.paste).toBe('redirects:\n  /feed/: /world/rss.xml\n  /atom: /world/atom.xml')
    expect(addresses(keep([old], [world], { redirects: ['/feed/', '/atom'] }).feeds[0])).toEqual(WORLD)
  })

  it('needs no word when formats or feeds are added', () => {
    const sport = feedDefinition({ name: 'sport', path: 'sport' })
    const { feeds, findings, moving } = keep([{ ...world, formats: ['rss'] }], [world, sport])
    expect(feeds).toEqual([world, sport].map((feed) => expect.objectContaining(feed)))
    expect(findings).toEqual([])
    expect([...moving].sort()).toEqual(['sport', 'world'])
  })
})

describe('the id of a feed', () => {
  it('is the one readers know, whatever becomes of path and host', () => {
    const moved = feedDefinition({ path: 'news', id: 'tag:other.example,2024:feed/news' })
    expect(keep([world], [moved], { redirects: ['/world/'] }).feeds[0]?.id).toBe(world.id)
  })

  it('is found out where an older version did not note it', () => {
    const moved = feedDefinition({ path: 'news', id: 'tag:example.org,2024:feed/news' })
    const facts = { ...publishedOf([world]), feeds: [seenFeed([])] }
    const { feeds } = keepAddresses([moved], {
      ...facts,
      formats: formatEntries,
      isReleased: () => true,
      pathSettingOf: () => '',
    })
    expect(feeds[0]?.id).toBe(world.id)
  })

  it('is another when the settings state it, and that is said', () => {
    const { feeds, findings } = keep([world], [feedDefinition({ id: 'urn:x:new', hasOwnId: true })])
    expect(feeds[0]?.id).toBe('urn:x:new')
    expect(findings.map(({ code }) => code)).toEqual(['feed-id-changed'])
  })
})

it('says once for all feeds that another host has to redirect', () => {
  const before = [world, feedDefinition({ name: 'sport', path: 'sport' })]
  const { findings } = keep(
    before,
    before.map((feed) => ({ ...feed, baseUrl: 'https://new.example/' })),
  )
  expect(findings.map(({ code, got, expected }) => [code, got, expected])).toEqual([
    ['feed-host-changed', 'https://new.example/', 'https://example.org/'],
  ])
})

describe('two feeds that want one place', () => {
  const sport = feedDefinition({ name: 'sport', path: 'sport' })
  it('a new one is not published while the old one is there', () => {
    const { feeds, findings } = keep([world], [feedDefinition({ path: 'news' }), { ...sport, path: 'World' }])
    expect(feeds.map(({ name, path }) => [name, path])).toEqual([['world', 'world']])
    expect(findings.map(({ code }) => code)).toEqual(['address-kept', 'address-in-use'])
  })

  it('that change places both stay where they are', () => {
    const swapped = [feedDefinition({ path: 'sport' }), { ...sport, path: 'world' }]
    expect(keep([world, sport], swapped).feeds.map(({ path }) => path)).toEqual(['world', 'sport'])
  })

  it('the second follows when the first has left', () => {
    const next = [feedDefinition({ path: 'news' }), { ...sport, path: 'world' }]
    const { feeds } = keep([world, sport], next, { redirects: ['/world/', '/sport/'] })
    expect(feeds.map(({ path }) => path)).toEqual(['news', 'world'])
  })
})

it('a feed that got another name and kept its folder is the feed readers have', () => {
  const set = publishedOf([world, feedDefinition({ name: 'sport', path: 'sport' })])
  const renamed = underNewNames([feedDefinition({ name: 'international' })], set)
  expect(renamed.feeds.map(({ name, path }) => [name, path])).toEqual([
    ['international', 'world'],
    ['sport', 'sport'],
  ])
  expect(renamed.files.map(({ feed }) => feed)).toEqual([
    ...['international', 'international', 'international'],
    ...['sport', 'sport', 'sport'],
  ])
  expect(underNewNames([world], set)).toBe(set)
})
