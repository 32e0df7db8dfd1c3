import { describe, expect, it } from 'vitest'
import { renderBody } from '../../../src/article/body.ts'
import { readFrontMatter } from '../../../src/article/front-matter/read-front-matter.ts'
import { withContinuationsOnOneLine } from '../../../src/article/front-matter/yaml-continuations.ts'
import { article, found, media, parse, SITE } from '../desk.ts'

const text = (lines: string) => `---\n${lines}\n---\nText.`

describe('quoted texts that go on at the beginning of a line', () => {
  it.each([
    ['title: "Ferry\nsails"\ndate: 2024-01-01', 'Ferry sails'],
    ["title: 'It''s\nopen\nagain'\ndate: 2024-01-01", "It's open again"],
    ['date: 2024-01-01\ntitle: "A \\"b\\"\nc"', 'A "b" c'],
    ['tags: [x]\ndate: 2024-01-01\nsummary: "one\n\ntwo"\ntitle: T', 'T'],
  ])('%j', (lines, title) => {
    expect(article(text(lines)).title).toBe(title)
    expect(found(text(lines))).toEqual([])
  })

  it('swallow no key behind a mark that was left out', () => {
    const lines = 'title: "Ferry\ndraft: true\nsummary: said "\ndate: 2024-01-01'
    expect(withContinuationsOnOneLine(lines)).toBeUndefined()
    expect(parse(text(lines)).value).toBeUndefined()
  })

  it('are not joined from more lines than an author writes', () =>
    expect(withContinuationsOnOneLine(`tags: [\n${'a,\n'.repeat(20_000)}]`)).toBeUndefined())

  it('keep every offset', () =>
    expect(found(text('title: "Ferry\nsails"\ndate: 2024-13-01'))).toEqual(['date-invalid 4:7']))
})

describe('lists in brackets that go on at the beginning of a line', () => {
  it.each([
    ['tags: [\n"Sea"\n]', ['Sea']],
    ['tags: [Sea,\n"a ] b",\n[Port]]', ['Sea', 'a ] b']],
  ])('%j', (lines, tags) => {
    expect(article(text(`title: T\ndate: 2024-01-01\n${lines}`)).tags.slice(0, 2)).toEqual(tags)
  })

  it.each(['tags: [Sea,\ndraft: true\nx: y]', 'tags: [Sea, # old\nPort]', 'tags: {a: [\ndraft: true\n]}'])(
    'swallow no key, and none is behind a comment: %j',
    (lines) => expect(parse(text(`title: T\ndate: 2024-01-01\n${lines}`)).value).toBeUndefined(),
  )
})

describe('a text that YAML ends at a hash sign', () => {
  it.each([
    ['title: Rowers take #2 spot', 'text-cut-off 2:8'],
    ['title: T\nsummary: All about #ports', 'text-cut-off 3:10'],
    ['title: T\ntags:\n  - a #b', 'text-cut-off 4:5'],
    ['title: T\nauthor: Ada Poe #desk', 'text-cut-off 3:9'],
  ])('%j', (lines, finding) => expect(found(text(`${lines}\ndate: 2024-01-01`))).toEqual([finding]))

  it.each(['title: "Rowers take #2 spot"', 'title: Rowers take#2 spot', 'title: T\nsection: world # here'])(
    '%j is whole',
    (lines) => expect(found(text(`${lines}\ndate: 2024-01-01`))).toEqual([]),
  )
})

describe('titles and summaries with markup', () => {
  it.each([
    ['Salt &amp; vinegar: the pier&#8217;s <em>last</em> stall', 'Salt & vinegar: the pier’s last stall'],
    ['One<br>two', 'One two'],
    ['The <del>guilty</del> accused mayor', 'The accused mayor'],
    ['{{ site.title }} opens', 'opens'],
  ])('%s', (written, plain) => {
    const file = text(`title: ${JSON.stringify(written)}\ndate: 2024-01-01`)
    expect(article(file).title).toBe(plain)
    expect(found(file)).toContain('text-markup 2:8')
  })

  it.each(['Why 3 < 5 & other sums', 'AT&T; and R&D', 'Use <name> here', 'a <b'])('%s is text', (title) => {
    const file = text(`title: ${JSON.stringify(title)}\ndate: 2024-01-01`)
    expect(article(file).title).toBe(title)
    expect(found(file)).toEqual([])
  })
})

it('accepts the keys of other programs without a finding', () =>
  expect(found(text('title: T\ndate: 2024-01-01\nLayout: post\ncomments: true\nwordpress_id: 4'))).toEqual(
    [],
  ))

it('calls a change on the day of publication no earlier one', () => {
  const changed = article(text('title: T\ndate: 2024-03-04 09:00\nupdated: 2024-03-04'))
  expect(changed.updated).toBe(changed.published)
  expect(found(text('title: T\ndate: 2024-03-04 09:00\nupdated: 2024-03-04 08:00'))).toEqual([
    'updated-before-published 4:10',
  ])
})

it('does not publish a link to the file of an article', () => {
  const page = article(
    '---\ntitle: T\n---\nSee [one](other.md#x), [two](/world/b.md), [three](https://x.example/README.md).',
  )
  const { contentHtml, findings } = renderBody(page, { site: SITE, media })
  expect(contentHtml).toBe('<p>See one, two, <a href="https://x.example/README.md">three</a>.</p>')
  expect(findings.map(({ code, line, got }) => [code, line, got])).toEqual([
    ['link-missing', 4, 'other.md#x'],
    ['link-missing', 4, '/world/b.md'],
  ])
})

describe('lines with the same key', () => {
  const fieldsIn = (lines: string, lastCounts: boolean) => {
    const read = readFrontMatter(text(lines), { lastCounts })
    return 'fields' in read ? [...read.fields].map(([key, { field }]) => [key, field.offset]) : read[0]?.code
  }
  const TWICE = 'title: A\nimage: a\nimage: b'

  it('are a mistake, except where the last one counts', () => {
    expect(fieldsIn(TWICE, false)).toBe('front-matter-duplicate-key')
    expect(fieldsIn(TWICE, true)).toEqual([
      ['title', 11],
      ['image', text(TWICE).indexOf('b')],
    ])
  })

  it.each(['draft', 'published', 'unlisted'])('are a mistake everywhere for a gate: %s', (gate) =>
    expect(fieldsIn(`title: A\n${gate}: true\n${gate}: false`, true)).toBe('front-matter-duplicate-key'),
  )

  it.each([
    ['layout: post\nlayout: quote', ['title', 'layout']],
    ['layout: draft\nlayout: post', 'front-matter-duplicate-key'],
  ])('are a mistake for a key that can be a gate if one of them is: %j', (lines, read) => {
    const found = fieldsIn(`title: A\n${lines}`, true)
    expect(typeof found === 'object' ? found.map(([key]) => key) : found).toEqual(read)
  })
})

describe('a block that only a longer fence closes', () => {
  it.each([
    ['---\ntitle: A\n-----\nText', ['title']],
    ['---\ntitle: A\n----\nText\n---\n', undefined],
  ])('%j', (whole, keys) => {
    const read = readFrontMatter(whole)
    expect('fields' in read ? [...read.fields.keys()] : undefined).toEqual(keys)
  })
})
