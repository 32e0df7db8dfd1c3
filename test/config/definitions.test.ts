import { describe, expect, it } from 'vitest'
import { MARKDOWN_EXTENSIONS } from '../../src/article/markdown/extensions.ts'
import { type Found, feedDefinitionsOf, siteOf } from '../../src/config/definitions.ts'
import { parseSettings } from '../../src/config/parse.ts'
import type { Settings } from '../../src/config/settings.ts'

const FIRST = 'title: The Times\nurl: https://example.org\nsince: 2024\n'
const NOTHING: Found = { tags: [], authors: [], languages: [] }

function settings(more: string): Settings {
  const { value, findings } = parseSettings(FIRST + more, 'site.yaml')
  expect(findings).toEqual([])
  if (value === undefined) throw new Error('no settings')
  return value
}

const feeds = (more: string, found = NOTHING) => feedDefinitionsOf(settings(more), found).value ?? []

describe('siteOf', () => {
  it('derives values that the settings omit', () => {
    expect(siteOf(settings('sections: { world: , arts: { title: Arts & Letters } }\n'))).toEqual({
      title: 'The Times',
      url: 'https://example.org/',
      language: 'en',
      timeZone: 'UTC',
      tagEntity: 'example.org,2024',
      permalink: '/{section}/{slug}/',
      audiences: [],
      authors: [{ name: 'The Times' }],
      sections: new Map([
        ['world', { title: 'World' }],
        ['arts', { title: 'Arts & Letters' }],
      ]),
      markdown: MARKDOWN_EXTENSIONS,
    })
  })

  it('has the language of a section from its feed', () => {
    const { sections } = siteOf(settings('sections: { world: , monde: { feed: { language: fr } } }\n'))
    expect([...sections.values()].map(({ language }) => language)).toEqual([undefined, 'fr'])
  })

  it('reads pictures and pages of feeds below the path of the site', () => {
    const { value } = parseSettings(
      'title: T\nurl: https://example.org/daily\nsince: 2024\nimage: /logo.png\nicon: /daily/i.png\nsections: { world: { feed: { home: /w/ } } }\n',
      'site.yaml',
    )
    if (value === undefined) throw new Error('no settings')
    const size = (path: string) =>
      path === 'logo.png' ? { url: '', type: 'image/png', width: 10, height: 20 } : undefined
    expect(feedDefinitionsOf(value, NOTHING, size).value?.[0]).toMatchObject({
      homeUrl: 'https://example.org/daily/w/',
      image: { url: 'https://example.org/daily/logo.png', width: 10, height: 20 },
      iconUrl: 'https://example.org/daily/i.png',
    })
  })

  it.each([
    ['', []],
    ['feeds: { vip: { audience: members } }\n', ['members']],
    ['feeds: { vip: { audience: members } }\nteasers: true\n', ['members']],
    ['sections: { world: }\nteasers: true\n', undefined],
    ['allSections: { teasers: true }\n', undefined],
  ])('lists the audiences that have feeds: %j', (more, audiences) =>
    expect(siteOf(settings(more)).audiences).toEqual(audiences),
  )

  it('keeps a stated tagging entity and stated authors', () => {
    expect(
      siteOf(settings('tagEntity: old.example,2019-05\nauthor: Desk <desk@example.org>\n')),
    ).toMatchObject({
      tagEntity: 'old.example,2019-05',
      authors: [{ name: 'Desk', email: 'desk@example.org' }],
    })
  })
})

describe('feedDefinitionsOf', () => {
  it('gives every section a feed with everything filled in', () => {
    expect(feeds('sections: { world: }\nrights: © Times\nimage: /logo.png\nicon: /i.png\n')).toEqual([
      {
        name: 'world',
        path: 'world',
        id: 'tag:example.org,2024:feed/world',
        title: 'The Times: World',
        description: 'The Times: World',
        homeUrl: 'https://example.org/world/',
        baseUrl: 'https://example.org/',
        language: 'en',
        selection: { sections: ['world'] },
        limit: 50,
        content: 'full',
        formats: ['rss', 'atom', 'json'],
        maxBytes: 1_048_576,
        retraction: 'remove',
        tombstoneDays: 90,
        maxLateItems: 10,
        authors: [{ name: 'The Times' }],
        rights: '© Times',
        image: { url: 'https://example.org/logo.png' },
        iconUrl: 'https://example.org/i.png',
        ttl: 15,
        hubUrls: [],
        translations: [],
      },
    ])
  })

  it('overrides the options of the site with those of a feed', () => {
    const [world, arts] = feeds(`
limit: 30
archiveSize: 100
feedsUrl: https://feeds.example.org/v1
schedule: "0 * * * *"
sections:
  world:
    description: Abroad
    feed: { limit: 5, formats: [json, rss], path: news/world, archiveSize: 0, hubs: ["https://hub.example/"], home: /abroad/ }
  arts:
  sport: { feed: false }
`)
    expect(world).toMatchObject({
      path: 'news/world',
      id: 'tag:example.org,2024:feed/news/world',
      description: 'Abroad',
      homeUrl: 'https://example.org/abroad/',
      baseUrl: 'https://feeds.example.org/v1/',
      limit: 5,
      formats: ['rss', 'json'],
      hubUrls: ['https://hub.example/'],
      ttl: 60,
    })
    expect(world).not.toHaveProperty('archiveSize')
    expect(arts).toMatchObject({ name: 'arts', limit: 30, archiveSize: 100, hubUrls: [] })
    expect(feeds('sections: { sport: { feed: false } }\n')).toEqual([])
  })

  it('has the selection of a declared feed, without other conditions', () => {
    const [, made, all] = feeds(`
sections: { world: }
feeds:
  Middle East:
    title: Region
    sections: [world]
    tags: [iraq, syria]
    languages: [EN-gb]
    audience: members
    exclude: { authors: [Wire] }
allSections: { limit: 100 }
`)
    expect(made).toMatchObject({
      name: 'Middle East',
      path: 'middle-east',
      title: 'Region',
      homeUrl: 'https://example.org/',
    })
    expect(made?.selection).toEqual({
      sections: ['world'],
      tags: ['iraq', 'syria'],
      languages: ['en-GB'],
      audience: 'members',
      exclude: { authors: ['Wire'] },
    })
    expect(all).toMatchObject({ name: 'all', path: 'all', title: 'The Times', limit: 100, selection: {} })
  })

  it('makes translations mutual', () => {
    const made = feeds(`
feeds:
  en: {}
  fr: { language: fr, translations: [en] }
  de: { language: de, translations: [fr] }
  other: {}
`)
    expect(made.map((feed) => [feed.name, [...feed.translations].toSorted()])).toEqual([
      ['en', ['de', 'fr']],
      ['fr', ['de', 'en']],
      ['de', ['en', 'fr']],
      ['other', []],
    ])
  })

  it('takes the pixel size of a local picture from its file', () => {
    const media = (path: string) =>
      path === 'images/logo.png'
        ? { url: 'https://example.org/images/logo.png', type: 'image/png', width: 144, height: 72 }
        : undefined
    const image = (line: string) =>
      feedDefinitionsOf(settings(`sections: { world: }\n${line}\n`), NOTHING, media).value?.[0]?.image
    expect(image('image: /images/logo.png')).toEqual({
      url: 'https://example.org/images/logo.png',
      width: 144,
      height: 72,
    })
    expect(image('image: https://cdn.example/images/logo.png')).toEqual({
      url: 'https://cdn.example/images/logo.png',
    })
  })

  it('generates feeds for the tags and authors found, one for all spellings of a name', () => {
    const made = feeds(
      'perTag: { limit: 20, title: "{name} in {site}" }\nperAuthor: true\nperLanguage: { path: lang }\n',
      {
        tags: ['Middle East', 'iraq', 'middle-east', 'C++', 'C', 'iraq'],
        authors: ['Ann Lee'],
        languages: ['fr', 'en'],
      },
    )
    expect(made.map((feed) => [feed.path, feed.title, feed.selection])).toEqual([
      ['tags/c', 'C in The Times', { tags: ['C'] }],
      [expect.stringMatching(/^tags\/c-[0-9a-f]{8}$/), 'C++ in The Times', { tags: ['C++'] }],
      ['tags/iraq', 'iraq in The Times', { tags: ['iraq'] }],
      ['tags/middle-east', 'Middle East in The Times', { tags: ['Middle East', 'middle-east'] }],
      ['authors/ann-lee', 'The Times: Ann Lee', { authors: ['Ann Lee'] }],
      ['lang/en', 'The Times: en', { languages: ['en'] }],
      ['lang/fr', 'The Times: fr', { languages: ['fr'] }],
    ])
    expect(made[0]).toMatchObject({ limit: 20, name: 'tags/c', id: 'tag:example.org,2024:feed/tags/c' })
    expect(made.slice(-2).map((feed) => [feed.language, feed.translations])).toEqual([
      ['en', ['lang/fr']],
      ['fr', ['lang/en']],
    ])
  })

  it('does not give a tag the folder of a declared feed', () => {
    const parsed = feedDefinitionsOf(settings('feeds: { best: { path: Tags/Iraq } }\nperTag: true\n'), {
      ...NOTHING,
      tags: ['iraq', 'syria'],
    })
    expect(parsed.value?.map((feed) => feed.path)).toEqual(['Tags/Iraq', 'tags/syria'])
    expect(parsed.findings).toEqual([
      expect.objectContaining({
        code: 'feed-folder-taken',
        severity: 'warning',
        message: expect.stringMatching(/"iraq".*best/),
      }),
    ])
  })

  it.each([
    ['two feeds of one name', 'sections: { world: }\nfeeds: { world: {} }\n', 'the same name'],
    ['folders that differ in case', 'feeds: { a: { path: X }, b: { path: x } }\n', 'the same path'],
    ['names that become one folder', 'feeds: { "a b": {}, "a-b": {} }\n', 'the same path'],
    ['accents written in two ways', 'feeds: { "é": { }, "e\u0301": { } }\n', 'the same path'],
    ['one id', 'feeds: { a: { id: "urn:x:1" }, b: { id: "urn:x:1" } }\n', 'the same id'],
    ['a section named like the feed of all', 'sections: { all: }\nallSections: true\n', 'the same name'],
  ])('refuses %s', (_, more, reason) => {
    const { value, findings } = parseSettings(FIRST + more, 'site.yaml')
    expect(value).toBeUndefined()
    expect(findings).toEqual([expect.objectContaining({ message: expect.stringContaining(reason) })])
  })
})
