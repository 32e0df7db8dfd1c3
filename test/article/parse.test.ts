import { describe, expect, it } from 'vitest'
import type { TranslatedFile } from '../../src/article/article.ts'
import { parseArticle } from '../../src/article/parse.ts'
import { article, CONTEXT, found, media, PICTURE, parse, raw, SITE } from './desk.ts'

describe('a Markdown article', () => {
  it('has all values of its front matter', () => {
    const text = `---
title: "Strikes: 85 targets hit"
date: 2024-07-02 21:00
updated: 2024-07-03T09:30:00+02:00
id: tag:example.org,2024:world/strikes
slug: strikes
authors:
  - Jane Doe
  - John Roe <john@example.org>
  - {name: Desk, email: desk@example.org, url: https://example.org/desk}
tags: [Iraq, Syria, iraq]
category: Defence, Air power
summary: |
  Two lines
  of summary.
image: {src: /world/pic.jpg, alt: A runway, caption: Al-Tanf, credit: J. Doe, width: 1}
enclosures:
  - /audio/talk.mp3
  - {url: https://cdn.example/a.pdf, length: 12, title: Report}
lang: EN-gb
audience: subscribers
embargoedUntil: 2024-07-02
withdrawn: true
reason: Wrong figures.
---

The text.
`
    const { value, findings } = parse(text, 'world/2024/a.md')
    expect(findings).toEqual([])
    expect(value).toMatchObject({
      key: 'world/2024/a.md',
      section: 'world',
      title: 'Strikes: 85 targets hit',
      url: 'https://example.org/world/strikes/',
      slug: 'strikes',
      id: 'tag:example.org,2024:world/strikes',
      published: '2024-07-02T20:00:00Z',
      updated: '2024-07-03T07:30:00Z',
      authors: [
        { name: 'Jane Doe' },
        { name: 'John Roe', email: 'john@example.org' },
        { name: 'Desk', email: 'desk@example.org', url: 'https://example.org/desk' },
      ],
      tags: ['Iraq', 'Syria', 'Defence', 'Air power'],
      summary: 'Two lines of summary.',
      enclosures: [
        { url: 'https://example.org/audio/talk.mp3', type: 'audio/mpeg', length: 99 },
        { url: 'https://cdn.example/a.pdf', type: 'application/pdf', length: 12, title: 'Report' },
      ],
      language: 'en-GB',
      audience: 'subscribers',
      embargoedUntil: '2024-07-01T23:00:00Z',
      status: 'withdrawn',
      withdrawnReason: 'Wrong figures.',
      body: { kind: 'markdown' },
    })
  })

  it('takes the image size from the file and its texts from the front matter', () => {
    // pic.jpg stands beside world/a.md
    const { image } = article('---\ntitle: A\nimage: {src: pic.jpg, alt: A runway, width: 1}\n---\n')
    expect(image).toEqual({ ...PICTURE, alt: 'A runway' })
  })

  it.each([
    ['no', 'no'],
    ['1:30', '1:30'],
    ['0012', '0012'],
    ['1e3', '1e3'],
    ['2024-01-01', '2024-01-01'],
    ['true', 'true'],
    ['"a\\u0001b"', 'ab'],
    ["'  a   b '", 'a b'],
    ['>\n  two\n  lines', 'two lines'],
    ['A & B <i>', 'A & B <i>'],
  ])('has the title %s as written', (yaml, title) =>
    expect(article(`---\ntitle: ${yaml}\n---\nx`).title).toBe(title),
  )

  it.each([
    ['# Heading\n\nText', 'Heading', 'Text'],
    ['\n# *Ports* reopen `now` #\nText', 'Ports reopen now', 'Text'],
    ['---\ntitle: Same\n---\n# Same\n\nText', 'Same', 'Text'],
    ['---\ntitle: Other\n---\n# Same\n\nText', 'Other', '# Same\n\nText'],
    ['---\ntitle: Other\n---\n## Sub\n\nText', 'Other', '## Sub\n\nText'],
  ])('finds the title of %j', (text, title, body) => {
    const found = article(text)
    expect(found.title).toBe(title)
    expect(found.body.text.trim()).toBe(body)
  })

  it.each([
    ['Jane Doe', { name: 'Jane Doe' }],
    ['Jane Doe <jane@example.org>', { name: 'Jane Doe', email: 'jane@example.org' }],
    ['jane@example.org (Jane Doe)', { name: 'Jane Doe', email: 'jane@example.org' }],
    ['Jane Doe <jane>', { name: 'Jane Doe' }],
  ])('has the author %s', (text, author) =>
    expect(article(`---\ntitle: A\nauthor: ${text}\n---\nx`).authors).toEqual([author]),
  )

  it('is read the same with CRLF, CR and a byte order mark', () => {
    const text = '---\ntitle: A\ntags: [b]\n---\nOne\n\nTwo\n'
    for (const other of [text.replaceAll('\n', '\r\n'), text.replaceAll('\n', '\r'), `\ufeff${text}`])
      expect(article(other)).toEqual(article(text))
  })
})

describe('a mistake is reported with its place', () => {
  it.each<[string, string | Uint8Array, readonly string[]]>([
    ['nothing wrong', '---\ntitle: A\ndate: 2024-01-01\n---\nx', []],
    ['no title', '---\ndate: 2024-01-01\n---\nx', ['title-missing']],
    ['blank title', '---\ntitle: " "\ndate: 2024-01-01\n---\nx', ['title-missing']],
    ['title too long', `---\ndate: 2024-01-01\ntitle: ${'a'.repeat(1001)}\n---\nx`, ['title-too-long 3:8']],
    ['title of a list', '---\ntitle: [a]\ndate: 2024-01-01\n---\nx', ['value-invalid 2:8']],
    ['no date', '---\ntitle: A\n---\nx', ['date-missing']],
    ['impossible date', '---\ntitle: A\ndate: 2024-02-30\n---\nx', ['date-invalid 3:7']],
    ['impossible update', '---\ntitle: A\ndate: 2024-02-01\nupdated: "25:00"\n---\nx', ['date-invalid 4:10']],
    [
      'updated earlier',
      '---\ntitle: A\ndate: 2024-02-02\nupdated: 2024-02-01\n---\nx',
      ['updated-before-published 4:10'],
    ],
    ['unknown key', '---\ntitle: A\ndate: 2024-01-01\ncolour: x\n---\nx', ['key-unknown 4:1']],
    ['one key twice', '---\ntitle: A\ndate: 2024-01-01\npublished: 2024-01-02\n---\nx', ['key-twice 4:1']],
    ['draft in words', '---\ntitle: A\ndate: 2024-01-01\ndraft: yes\n---\nx', ['value-invalid 4:8']],
    ['draft as a text', '---\ntitle: A\ndate: 2024-01-01\ndraft: "true"\n---\nx', []],
    ['a bad id', '---\ntitle: A\ndate: 2024-01-01\nid: javascript:x\n---\nx', ['value-invalid 4:5']],
    ['a bad URL', '---\ntitle: A\ndate: 2024-01-01\nurl: javascript:x\n---\nx', ['value-invalid 4:6']],
    [
      'a bad language',
      '---\ntitle: A\ndate: 2024-01-01\nlang: english language\n---\nx',
      ['value-ignored 4:7'],
    ],
    [
      'a bad author',
      '---\ntitle: A\ndate: 2024-01-01\nauthor: {name: J, email: x, url: "file:///x", twitter: y}\n---\nx',
      ['key-unknown 4:47', 'value-ignored 4:9', 'value-ignored 4:9'],
    ],
    ['a bad address', '---\ntitle: A\ndate: 2024-01-01\nauthor: Jane <jane>\n---\nx', ['value-ignored 4:9']],
    ['YAML', '---\ntitle: "A\n---\nx', ['front-matter-invalid 3:1']],
    ['a tab', '---\ntitle: A\n\tdate: x\n---\nx', ['front-matter-invalid 3:1']],
    ['duplicate keys', '---\ntitle: A\ntitle: B\n---\nx', ['front-matter-duplicate-key 3:1']],
    ['a key that says the same twice', '---\ntitle: A\ndate: 2024-01-01\ntags: [a]\ntags: [a]\n---\nx', []],
    [
      'nested keys twice',
      '---\ntitle: A\nimage: {src: a, src: b}\n---\nx',
      ['front-matter-duplicate-key 3:17'],
    ],
    ['a tag', '---\ntitle: !!js/function x\n---\nx', ['front-matter-tag 2:8']],
    ['a list', '---\n- a\n---\nx', ['front-matter-invalid 2:1']],
    ['a key that is a list', '---\n[a]: b\n---\nx', ['front-matter-invalid 2:1']],
    ['nesting', `---\na: ${'['.repeat(30_000)}\n---\nx`, ['front-matter-invalid 2:1']],
    [
      'an alias bomb',
      `---\na: &a [${'x,'.repeat(99)}x]\nb: [${'*a,'.repeat(30)}*a]\n---\nx`,
      ['front-matter-alias 3:65'],
    ],
    ['an alias to itself', '---\na: &a [*a]\n---\nx', ['front-matter-alias 2:8']],
    ['never closed', '---\ntitle: A\n', ['front-matter-unclosed 1:1']],
    ['JavaScript', '---js\ntitle: A\n---\nx', ['front-matter-language 1:1']],
    ['TOML that is none', '+++\ntitle = "A"\ndate = 1 May\n+++\nx', ['front-matter-invalid 3:10']],
    ['TOML never closed', '+++\ntitle = "A"\n---\nx', ['front-matter-unclosed 1:1']],
    ['TOML nested', `+++\na = ${'['.repeat(30_000)}\n+++\nx`, ['front-matter-invalid 2:105']],
    ['JSON that is none', '{\n"title": "A",\n"b": {]}\n}\nx', ['front-matter-invalid 3:7']],
    ['JSON never closed', '{"title": "A"\nx', ['front-matter-unclosed 1:1']],
    ['too much of it', `---\na: ${'x'.repeat(70_000)}\n---\nx`, ['front-matter-too-large 2:1']],
    ['no text', '---\ntitle: A\ndate: 2024-01-01\n---\n\n', ['body-empty']],
    ['no text of a draft, no date', '---\ntitle: A\ndraft: true\n---\n', []],
    ['a control character', '---\ntitle: A\ndate: 2024-01-01\n---\nx\r\ny\u0007', ['character-illegal 6:2']],
    ['Latin-1', new Uint8Array([0x61, 0x0d, 0x0a, 0x62, 0xe9, 0x63]), ['text-not-utf-8 2:2']],
    ['half a character at the end', new Uint8Array([0x61, 0xe2, 0x82]), ['text-not-utf-8 1:2']],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x61, 0]), ['text-not-utf-8 1:1']],
    ['UTF-16 without a mark', Buffer.from('---\ntitle: Ł\n---\n', 'utf16le'), ['text-not-utf-8 1:1']],
    ['10 MB and one byte', new Uint8Array(10 * 1024 * 1024 + 1), ['article-too-large']],
    ['a missing image', '---\ntitle: A\ndate: 2024-01-01\nimage: no.jpg\n---\nx', ['media-missing 4:8']],
    ['an escape', '---\ntitle: A\ndate: 2024-01-01\nimage: ../../etc/passwd\n---\nx', ['media-missing 4:8']],
    [
      'an image that is none',
      '---\ntitle: A\ndate: 2024-01-01\nimage: https://x.example/y.mp3\n---\nx',
      ['media-type-unknown 4:8'],
    ],
    [
      'an enclosure of no known length',
      '---\ntitle: A\ndate: 2024-01-01\nenclosures: [https://x.example/y.mp3]\n---\nx',
      ['enclosure-length-unknown 4:14'],
    ],
    [
      'all at once',
      '---\ntitel: A\ndate: 2024-13-01\ndraft: maybe\n---\nx',
      ['key-unknown 2:1', 'value-invalid 4:8', 'title-missing', 'date-invalid 3:7'],
    ],
  ])('%s', (_name, text, codes) => expect(found(text).toSorted()).toEqual(codes.toSorted()))

  it.each([
    ['Latin-1 before a line end', new Uint8Array([0x61, 0xe9, 0x0a])],
    ['half a character at the end', new Uint8Array([0x61, 0xe9, 0x82])],
  ])('reports the byte that is not UTF-8: %s', (_name, bytes) =>
    expect(parse(bytes).findings).toMatchObject([{ line: 1, column: 2, got: 'byte 0xe9' }]),
  )

  it('states what was found, what was expected and how to fix it', () => {
    for (const { message, fix, file } of parse('---\ntitel: A\ndate: 2024-13-01\nimage: x\n---\n').findings) {
      expect(message.length).toBeGreaterThan(10)
      expect(fix).toBeTruthy()
      expect(file).toBe('world/a.md')
    }
  })

  it('leaves the article out for errors, but not for warnings', () => {
    expect(parse('---\ntitle: A\nlayout: x\n---\n').value).toBeDefined()
    expect(parse('---\ntitle: A\ndate: x\n---\n').value).toBeUndefined()
  })
})

describe('sections', () => {
  it.each([
    ['world/a.md', '', 'world'],
    ['world/a.md', 'section: politics', 'politics'],
    ['world/a.md', 'section: politics & power', 'politics'],
    ['a.md', 'section: World', 'world'],
  ])('%s with %j is in %s', (key, line, section) =>
    expect(article(`---\ntitle: A\n${line}\n---\nx`, key).section).toBe(section),
  )

  it('suggests the nearest name', () => {
    const { value, findings } = parse('---\ntitle: A\ndate: 2024-01-01\n---\nx', 'wrold/a.md')
    expect(value).toBeUndefined()
    expect(findings).toMatchObject([
      { code: 'section-unknown', got: 'wrold', fix: expect.stringContaining('world') },
    ])
    expect(found('---\ntitle: A\ndate: 2024-01-01\n---\nx', 'a.md')).toEqual(['section-missing'])
    expect(found('x', 'world/a.pdf')).toEqual(['file-kind-unknown'])
  })
})

describe('an audience', () => {
  const told = (front: string, audiences?: readonly string[]) =>
    parse(`---\ntitle: A\ndate: 2024-01-01\n${front}\n---\nx`, undefined, {
      ...CONTEXT,
      site: { ...SITE, ...(audiences !== undefined && { audiences }) },
    }).findings.map(({ code, message, fix = '' }) => [
      code,
      /"(.*?)"/.exec(message)?.[1],
      /"(.*?)"/.exec(fix)?.[1],
    ])

  it.each([
    ['audience: subscriber', 'subscriber', 'subscribers'],
    ['visibility: members', 'members', undefined],
    ['paid: true', 'paid', undefined],
  ])('without a feed is reported with the nearest name: %s', (front, audience, near) => {
    expect(told(front, ['subscribers'])).toEqual([['audience-unserved', audience, near]])
    expect(told(front, [])).toEqual([['audience-unserved', audience, undefined]])
    expect(told(front)).toEqual([])
  })

  it.each(['audience: Subscribers', 'audience: subscriber\ndraft: true', 'summary: all'])(
    'is not one: %s',
    (front) => expect(told(front, ['subscribers'])).toEqual([]),
  )
})

describe('addresses', () => {
  const dated = { ...CONTEXT, site: { ...SITE, permalink: '/{year}/{month}/{slug}.html' } }

  it.each([
    ['world/Ports Reopen.md', '', 'https://example.org/world/ports-reopen/'],
    ['world/Ports Reopen.markdown', '', 'https://example.org/world/ports-reopen/'],
    ['world/ports/index.Markdown', '', 'https://example.org/world/ports/'],
    ['world/ports/index.md', '', 'https://example.org/world/ports/'],
    ['world/!!!.md', '', 'https://example.org/world/a-title/'],
    ['world/\u0075\u0308ber.md', '', 'https://example.org/world/%C3%BCber/'],
    ['world/a.md', 'slug: Ports_2024', 'https://example.org/world/Ports_2024/'],
    ['world/a.md', 'slug: ../../x y', 'https://example.org/world/x-y/'],
    ['world/a.md', 'url: /old/a.html', 'https://example.org/old/a.html'],
    ['world/a.md', 'link: https://other.example/a', 'https://other.example/a'],
  ])('%s with %j', (key, line, url) =>
    expect(article(`---\ntitle: A title\n${line}\n---\nx`, key).url).toBe(url),
  )

  it('can include the date', () => {
    expect(article('---\ntitle: A\ndate: 2024-07-01 00:30\n---\nx', 'world/a.md', dated).url).toBe(
      'https://example.org/2024/07/a.html',
    )
    const { value, findings } = parse('---\ntitle: A\n---\nx', 'world/a.md', dated)
    expect(value).toBeUndefined()
    expect(findings.map(({ code }) => code)).toEqual(['date-missing', 'url-needs-date'])
  })
})

describe('a saved page', () => {
  const page =
    'Home » World » “Ports reopen”\n\n“Ports reopen”\n\nFerries sail again on Friday, the union said.\n\nLeave a Comment\n'

  it('is an article of the section in its breadcrumb', () => {
    const { value, findings } = parse(page, 'politics/page.txt')
    expect(findings.map(({ code }) => code)).toEqual(['date-missing'])
    expect(value).toMatchObject({
      title: 'Ports reopen',
      section: 'world',
      slug: 'page',
      body: { kind: 'paragraphs', text: 'Ferries sail again on Friday, the union said.' },
    })
  })

  it('takes date and all other keys from a front matter above it', () => {
    const { value, findings } = parse(
      `---\ndate: 2024-02-02\nsection: politics\n---\n${page}`,
      'world/page.txt',
    )
    expect(findings).toEqual([])
    expect(value).toMatchObject({
      title: 'Ports reopen',
      section: 'politics',
      published: '2024-02-02T00:00:00Z',
    })
  })
})

describe('the content hash', () => {
  const base = '---\ntitle: A\ntags: [b, c]\nsummary: s\n---\nOne two.\n\nThree.\n'
  const hash = (text: string, key?: string) => article(text, key).contentHash

  it.each([
    ['white space', base.replace('One two', 'One\t  two').replace('Three', '  Three'), undefined],
    ['dates and id', base.replace('---\n', '---\ndate: 2024-01-01\nid: urn:x:1\n'), undefined],
    ['the address', base.replace('---\n', '---\nurl: /x/\n'), undefined],
    ['the file', base, 'politics/other.md'],
  ])('is the same for another %s', (_name, text, key) => expect(hash(text, key)).toBe(hash(base)))

  it.each([
    ['title', base.replace('title: A', 'title: B')],
    ['body', base.replace('Three', 'Four')],
    ['summary', base.replace('summary: s', 'summary: t')],
    ['tags', base.replace('[b, c]', '[b]')],
    ['author', base.replace('---\n', '---\nauthor: J\n')],
    ['image', base.replace('---\n', '---\nimage: pic.jpg\n')],
  ])('differs for another %s', (_name, text) => expect(hash(text)).not.toBe(hash(base)))
})

it('doubts an article whose address is not known, so that it stays published if readers have it', () => {
  const file = raw('---\ntitle: A\n---\nx')
  const translate = (written: TranslatedFile) => ({ ...written, unknownAddress: 'date' })
  const { value, doubt } = parseArticle({ ...file, translate }, CONTEXT, media)
  expect(value).toBeDefined()
  expect([doubt?.leftOut.code, doubt?.published.code]).toEqual(['address-unknown', 'address-unsure'])
})
