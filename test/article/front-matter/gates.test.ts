import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { looksLikeGate } from '../../../src/article/front-matter/gate-words.ts'
import { GATES, gateNamed, keysOf } from '../../../src/article/front-matter/gates.ts'
import { foldKey } from '../../../src/article/front-matter/key-spelling.ts'
import { FRONT_MATTER_KEYS } from '../../../src/article/front-matter/keys.ts'
import { article, found, parse } from '../desk.ts'

const withKeys = (...lines: readonly string[]) =>
  `---\n${['title: A', 'date: 2024-01-01', ...lines].join('\n')}\n---\nText.`

/** What becomes of an article with these lines in its front matter. */
function fate(...lines: readonly string[]): string {
  const { value, findings } = parse(withKeys(...lines))
  if (value === undefined) return `out: ${findings.find(({ severity }) => severity === 'error')?.code}`
  const { status, audience, embargoedUntil, expires } = value
  if (status !== 'live') return status
  return [
    'live',
    ...(audience === undefined ? [] : [`for ${audience}`]),
    ...(embargoedUntil === undefined ? [] : [`from ${embargoedUntil.slice(0, 10)}`]),
    ...(expires === undefined ? [] : [`until ${expires.slice(0, 10)}`]),
  ].join(' ')
}

describe('a gate of another program', () => {
  it.each<[string, string]>([
    ['published: false', 'draft'],
    ['published: no', 'draft'],
    ['published: "false"', 'draft'],
    ['published: true', 'live'],
    ['publish: false', 'draft'],
    ['publish: true', 'live'],
    ['publish: 2099-05-01', 'live from 2099-04-30'],
    ['publish: perhaps', 'out: gate-unread'],
    ['published: 2099-05-01', 'live from 2099-04-30'],
    ['publishedAt: 2099-05-01', 'live from 2099-04-30'],
    ['pubDate: 2020-05-01', 'live'],
    ['active: false', 'draft'],
    ['active: nav', 'live'],
    ['live: false', 'draft'],
    ['ready: no', 'draft'],
    ['reviewed: false', 'draft'],
    ['publishable: false', 'draft'],
    ['show: false', 'draft'],
    ['archived: true', 'draft'],
    ['archived: 2012', 'live'],
    ['members: true', 'draft'],
    ['members: [Ann, Ben]', 'live'],
    ['workflow: review', 'draft'],
    ['workflow: seedling', 'out: gate-unread'],
    ['review_status: rejected', 'draft'],
    ['review_status: approved', 'live'],
    ['validUntil: 2020-01-01', 'live until 2020-01-01'],
    ['valid_from: 2099-05-01', 'live from 2099-04-30'],
    ['hideOn: 2020-01-01', 'live until 2020-01-01'],
    ['feed: { exclude: true }', 'draft'],
    ['feed: { enable: false }', 'draft'],
    ['feed: { limit: 3 }', 'live'],
    ['rss: { exclude: true }', 'draft'],
    ['dg-publish: false', 'draft'],
    ['unlisted: true', 'draft'],
    ['unlisted: false', 'live'],
    ['status: draft', 'draft'],
    ['status: private', 'draft'],
    ['status: pending', 'draft'],
    ['status: auto-draft', 'draft'],
    ['status: Published', 'live'],
    ['status: publish', 'live'],
    ['status: 1', 'live'],
    ['status: 0', 'draft'],
    ['status: scheduled', 'live'],
    ['status: seedling', 'out: gate-unread'],
    ['status: members', 'live for members'],
    ['private: true', 'draft'],
    ['hidden: true', 'draft'],
    ['hidden: false', 'live'],
    ['hide: [navigation, toc]', 'live'],
    ['hide: true', 'draft'],
    ['visibility: private', 'draft'],
    ['visibility: public', 'live'],
    ['visibility: members', 'live for members'],
    ['visibility: paid', 'live for paid'],
    ['visibility: [a, b]', 'out: gate-unread'],
    ['password: herring', 'draft'],
    ['password: ""', 'live'],
    ['password: false', 'live'],
    ['isDraft: true', 'draft'],
    ['is_draft: TRUE', 'draft'],
    ['eleventyExcludeFromCollections: true', 'draft'],
    ['eleventyExcludeFromCollections: [news]', 'draft'],
    ['permalink: false', 'draft'],
    ['render: never', 'draft'],
    ['build: {list: never}', 'draft'],
    ['_build: {render: false}', 'draft'],
    ['params: {draft: true}', 'draft'],
    ['extra: {mood: good}', 'live'],
    ['membersOnly: true', 'live for members'],
    ['premium: false', 'live'],
    ['expiryDate: 2020-01-01', 'live until 2020-01-01'],
    ['expires: never', 'out: date-invalid'],
    ['unpublish_on: 2030-01-01', 'live until 2030-01-01'],
    ['publishDate: 2099-01-01', 'live from 2099-01-01'],
    ['publishdate: soon', 'out: date-invalid'],
    ['release_date: 2099-01-01', 'live from 2099-01-01'],
    ['layout: draft', 'draft'],
    ['type: review', 'live'],
    ['state: Ohio', 'live'],
    ['state: pending', 'draft'],
    ['stage: in review', 'draft'],
    ['hiddenInHomeList: true', 'live'],
    ['hiddenFromHomePage: true', 'live'],
    ['exclude_from_feed: true', 'draft'],
    ['feed: {excerpt_only: true}', 'live'],
    ['feed: false', 'draft'],
    ['available: 2099-01-01', 'live from 2099-01-01'],
    ['available: everywhere', 'live'],
    ['goes_live: 5 March 2099', 'live from 2099-03-05'],
    ['hold: true', 'draft'],
    ['hold: 2099-01-01', 'live from 2099-01-01'],
    ['hold: until Monday', 'out: gate-unread'],
    ['hold: [baggage]', 'live'],
    ['stage: drafting', 'draft'],
    ['phase: draft', 'draft'],
    ['phase: moon', 'live'],
    ['tier: paid', 'live for paid'],
    ['tier: 1', 'live'],
    ['published: not yet', 'out: gate-unread'],
    ['published: {at: 2099-01-01}', 'out: gate-unread'],
    ['published: nie', 'draft'],
    ['publish: oui', 'live'],
  ])('%s: %s', (line, expected) => expect(fate(line)).toBe(expected))

  it.each<[string, string]>([
    ['options: {draft: true}', 'draft'],
    ['a: {b: {c: {draft: true}}}', 'draft'],
    ['sys: {publishedAt: null, draft: true}', 'draft'],
    ['cms: {published: false}', 'draft'],
    ['cms: {status: draft}', 'draft'],
    ['cms: {embargo: 2099-01-01}', 'live from 2099-01-01'],
    ['article: {state: draft}', 'draft'],
    ['publication: {status: draft}', 'draft'],
    ['dates: {publish: 2099-01-01}', 'live from 2099-01-01'],
    ['meta: {publishDate: 2099-01-01}', 'live from 2099-01-01'],
    ['cover: {hidden: true, src: /a.jpg}', 'live'],
    ['menu: {main: {hidden: true, type: draft}}', 'live'],
    ['address: {state: Ohio, live: false}', 'live'],
    ['options: {draft: false}', 'live'],
  ])('counts in a map: %s: %s', (line, expected) => expect(fate(line)).toBe(expected))

  it.each<[string, string]>([
    ['entwurf: true', 'draft'],
    ['entwurf: ja', 'draft'],
    ['brouillon: non', 'live'],
    ['borrador: quizás', 'out: gate-unread'],
    ['veröffentlicht: nein', 'draft'],
    ['veröffentlicht: ja', 'live'],
    ['veröffentlichen: 2099-01-01', 'live from 2099-01-01'],
    ['publié: true', 'live'],
    ['publicado: no', 'draft'],
    ['Freigabe: 2099-01-01', 'live from 2099-01-01'],
    ['Freigabe: Chefredaktion', 'live'],
    ['Sperrfrist: 2099-01-01', 'live from 2099-01-01'],
    ['Sperrfrist: Montag', 'out: date-invalid'],
    ['concept: true', 'draft'],
    ['concept: the sea', 'live'],
    ['koncept: true', 'draft'],
    ['koncept: Jan Novák', 'live'],
    ['návrh: město', 'live'],
    ['status: Entwurf', 'draft'],
    ['status: concept', 'draft'],
    ['status: veröffentlicht', 'live'],
    ['statut: publié', 'live'],
    ['estado: borrador', 'draft'],
    ['estado: California', 'live'],
    ['type: concept', 'live'],
    ['stato: bozza', 'draft'],
  ])('may be in another language: %s: %s', (line, expected) => expect(fate(line)).toBe(expected))

  it('is recognized in any spelling of its key, anywhere in the front matter', () => {
    const gates = GATES.filter(({ reading }) => reading === 'hidden').flatMap(keysOf)
    fc.assert(
      fc.property(fc.constantFrom(...gates), fc.integer(), fc.boolean(), (key, seed, isFirst) => {
        const spelled = [...key]
          .map((letter, at) => ((seed >> (at % 31)) & 1 ? letter.toUpperCase() : letter.toLowerCase()))
          .join(seed % 3 === 0 ? '\u200b' : '')
        const lines = isFirst ? [`${spelled}: true`, 'tags: [a]'] : ['tags: [a]', `${spelled}: true`]
        expect(fate(...lines)).toBe('draft')
      }),
    )
  })

  it('is closed if any one of several is closed', () => {
    expect(fate('draft: false', 'Draft: true')).toBe('draft')
    expect(fate('draft: false', 'published: false')).toBe('draft')
    expect(fate('embargo: 2030-01-01', 'publishDate: 2031-01-01')).toBe('live from 2031-01-01')
    expect(fate('expires: 2031-01-01', 'unpublish: 2030-01-01')).toBe('live until 2030-01-01')
  })

  it('provides the date of an article that states none', () => {
    expect(article('---\ntitle: A\npublishDate: 2024-05-01\n---\nx')).toMatchObject({
      published: '2024-04-30T23:00:00Z',
    })
    expect(article('---\ntitle: A\nstatus: scheduled\n---\nx').status).toBe('draft')
  })

  it('has every spelling once, and none of ours but those that are flags to others', () => {
    const spellings = GATES.flatMap((gate) => keysOf(gate).map(foldKey))
    expect(new Set(spellings).size).toBe(spellings.length)
    const own: readonly string[] = FRONT_MATTER_KEYS.flatMap(({ name, aliases }) => [name, ...aliases])
    expect(own.filter((key) => gateNamed(key) !== undefined)).toEqual([
      'published',
      'url',
      'link',
      'permalink',
    ])
  })
})

describe('a key that looks like a gate', () => {
  it.each([
    'embrago: 2099-01-01',
    'drafft: true',
    'publised: false',
    'еmbargo: 2099-01-01', // a Cyrillic letter
    'drаft: true', // a Cyrillic letter
    'dráft: true',
    'embargo-until-when: Friday',
    'do_not_publish_before: 2099-01-01',
    'is_this_private: true',
    'hide_from_readers: true',
    'embargado hasta: 2099-01-01',
    "sous embargo jusqu'au: 2099-01-01",
    '초안: true',
    'مسودة: نعم',
    'audiences: [members]',
  ])('%s leaves the article out', (line) => expect(fate(line)).toBe('out: gate-unknown'))

  it.each([
    'publisher: ACME',
    'publication: Nature',
    'stats: 1',
    'craft: pottery',
    'hide_title: true',
    'hide_date: true',
    'members: [a, b]',
    'released: 2020',
    'correction: x',
    'press_release: true',
    'toc_hide: true',
    'hide_table_of_contents: true',
  ])('%s is an unrelated key', (line) => expect(fate(line)).toBe('live'))

  it.each(['draft_date: 2020-01-01', 'publishedDate: 2020-01-01'])('%s is known to be a date', (line) =>
    expect(fate(line)).toBe('live from 2020-01-01'),
  )

  it('is not a known key', () => {
    for (const { name, aliases } of FRONT_MATTER_KEYS)
      for (const key of [name, ...aliases])
        expect(parse(withKeys(`${key}: 2024-01-01`)).findings.map(({ code }) => code)).not.toContain(
          'gate-unknown',
        )
    expect(looksLikeGate('title', [])).toBe(false)
  })

  it('is reported with invisible and confusable characters', () => {
    expect(parse(withKeys('drаft\u200b: true')).findings).toMatchObject([
      { code: 'gate-unknown', got: 'dr<U+0430>ft<U+200B>', expected: 'draft in plain letters' },
    ])
  })
})

describe('invisible characters', () => {
  it.each(['\u200b', '\ufeff', '\u00a0', '\u00ad', '\u2060', '\u200e', '\u180e'])(
    '%j in a key means nothing',
    (mark) => {
      for (const key of [`${mark}draft`, `dr${mark}aft`, `draft${mark}`])
        expect(fate(`${key}: true`)).toBe('draft')
      expect(fate(`embargo${mark}: 2099-01-01`)).toBe('live from 2099-01-01')
      expect(fate(`audience${mark}: subscribers`)).toBe('live for subscribers')
    },
  )
})

describe('tags and authors', () => {
  it.each([
    ['Spon\u00adsored', 'Sponsored'],
    ['\ufeffsport\u200b', 'sport'],
    ['sport\u200d', 'sport'],
    ['sport\ufe0f', 'sport'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['👩\u200d🚒', '👩\u200d🚒'],
    ['❤\ufe0f', '❤\ufe0f'],
  ])('%j is the tag and the author %j', (written, name) => {
    const { tags, authors } = article(withKeys(`tags: ["${written}"]`, `author: "${written}"`))
    expect({ tags, authors }).toEqual({ tags: [name], authors: [{ name }] })
  })
})

describe('`published` is a flag or a date', () => {
  const date = { published: '2024-05-03T09:30:00Z' }
  it.each([
    ['published: true\ndate: 2024-05-03 09:30:00 Z', date],
    ['date: 2024-05-03 09:30:00 Z\npublished: true', date],
    ['published: 2024-05-03 09:30:00 Z', date],
    ['published: 2024-05-03 09:30:00 Z\npubDate: perhaps', date],
    ['pubDate: perhaps\npublished: 2024-05-03 09:30:00 Z', date],
  ])('%j', (lines, expected) =>
    expect(article(`---\ntitle: A\n${lines}\n---\nx`)).toMatchObject({ status: 'live', ...expected }),
  )

  it('and causes no finding', () => {
    expect(found('---\npublished: true\ntitle: A\ndate: 2024-05-03\n---\nx')).toEqual([])
    expect(found('---\ntitle: A\nexcerpt: B\ndescription: C\ndate: 2024-05-03\n---\nx')).toEqual([])
  })

  it('and the order of keys does not matter', () => {
    for (const lines of ['excerpt: B\ndescription: C', 'description: C\nexcerpt: B'])
      expect(article(`---\ntitle: A\n${lines}\n---\nx`).summary).toBe('C')
    for (const lines of ['pubDate: 2024-01-02\ndate: 2024-01-01', 'date: 2024-01-01\npubDate: 2024-01-02'])
      expect(article(`---\ntitle: A\n${lines}\n---\nx`).published).toBe('2024-01-01T00:00:00Z')
  })
})

describe('a file that cannot be used', () => {
  const unusable = 'date: someday'
  it.each([
    ['draft: true', true],
    ['draft: perhaps', true],
    ['withdrawn: true', true],
    ['embargo: 2099-01-01', true],
    ['embargo: tomorrow', true],
    ['visibility: members-ish', true],
    ['expiryDate: 2001-01-01', true],
    ['draft: false', undefined],
    ['embargo: 2001-01-01', undefined],
    ['published: true', undefined],
    ['tags: [a]', undefined],
  ])('states whether its article may be private: %s', (line, expected) => {
    const parsed = parse(`---\ntitle: A\n${unusable}\n${line}\n---\nText.`)
    expect(parsed.value).toBeUndefined()
    expect(parsed.isWithheld).toBe(expected)
  })
})
