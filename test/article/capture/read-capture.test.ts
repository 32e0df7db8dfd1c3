import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kindOfLine } from '../../../src/article/capture/page-chrome.ts'
import { withoutOuterQuotes } from '../../../src/article/capture/quotation-marks.ts'
import { readCapture } from '../../../src/article/capture/read-capture.ts'
import { article, parse } from '../desk.ts'

const FOLDER = join(import.meta.dirname, 'captures')
const SECTIONS = new Map([
  ['world', { title: 'Monde' }],
  ['politics', { title: 'Politik' }],
])

/** Each file says in its head what is expected, then comes the page, then the paragraphs that must be found in it. */
function readCase(file: string) {
  const [head = '', page = '', paragraphs = ''] = readFileSync(join(FOLDER, file), 'utf8').split(
    /^=== (?:capture|paragraphs)\n/m,
  )
  const expected = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(head)?.[1]
  return {
    page,
    title: expected('title'),
    section: expected('section'),
    paragraphs: paragraphs.trim().split('\n\n'),
  }
}

describe('a captured page contains an article among other texts', () => {
  const files = readdirSync(FOLDER)
  it('has enough test pages', () => expect(files.length).toBeGreaterThanOrEqual(8))

  it.each(files)('%s', (file) => {
    const { page, title, section, paragraphs } = readCase(file)
    const capture = readCapture(page, { sections: SECTIONS })
    expect(capture.title).toBe(title)
    expect(capture.section).toBe(section)
    expect(capture.paragraphs).toEqual(paragraphs)
  })

  it.each(files)('%s in other surroundings', (file) => {
    const { page, paragraphs } = readCase(file)
    const wrapped = `Menu\n\nAccept all cookies\n\n${page}\n\nLeave a Comment\n\nName *\n\nReply\n\nPrivacy Policy\n\n© 2026 Example\n`
    expect(readCapture(wrapped, { sections: SECTIONS }).paragraphs).toEqual(paragraphs)
  })

  it('accepts a title from another source', () => {
    const page = 'Quake in the north\n\nAn hour before dawn the ground shook for nine seconds.\n'
    expect(readCapture(page, { sections: SECTIONS }, 'Quake in the north').paragraphs).toEqual([
      'An hour before dawn the ground shook for nine seconds.',
    ])
    expect(readCapture(page, { sections: SECTIONS }, 'Another title').paragraphs).toHaveLength(1)
  })

  it.each(['', '\n\n', 'Menu\n\nHome', '»', 'Home »', '“'])('finds no article in %j', (page) =>
    expect(readCapture(page, { sections: SECTIONS }).paragraphs).toEqual([]),
  )

  const seed = process.env['FEEDWRIGHT_CAPTURE'] ?? ''
  it.skipIf(!existsSync(seed))('reads the page named by FEEDWRIGHT_CAPTURE', () => {
    const capture = readCapture(readFileSync(seed, 'utf8'), { sections: SECTIONS })
    expect(capture.section).toBe('world')
    expect(capture.title).toMatch(/^[^“"].*[^”"]$/)
    expect(capture.paragraphs.length).toBeGreaterThan(3)
    for (const paragraph of capture.paragraphs) expect(kindOfLine(paragraph)).toBe('text')
  })
})

it.each([
  ['the window title', 'Rain closes the pass for a third week | Monde | Gazette\n\n', ''],
  ['the line above the headline', '', 'Politik\n'],
])('takes the section from %s', (_, above, kicker) => {
  const page = `${above}Menu\n\n${kicker}Rain closes the pass for a third week\n\nBy Jane Doe\n3 May 2024\n\nThe pass has been closed by rain since the first of the month, for the third week.\n`
  const { title, section } = readCapture(page, { sections: SECTIONS })
  expect([title, section]).toEqual([
    'Rain closes the pass for a third week',
    above === '' ? 'politics' : 'world',
  ])
})

it('is unsure about the headline below a motto, which may as well be one with a line that explains it', () => {
  const page = `Small Repairs

Notes from an old workshop by the sea

We stopped answering the phone and sold more bicycles

Jonas Alder

January 14, 2026

Our phone rang forty times a day. In November it was unplugged, to find out what the calls had been about.

Notes from an old workshop by the sea
`
  expect(readCapture(page, { sections: SECTIONS }).isSure).toBe(false)
})

/** A page with `head` above its text. */
const pageWith = (head: string, tail = '', top = 'Menu\n\n') =>
  readCapture(
    `${top}${head}\n\nThe kiln was lit on the first of May, and it has been warm since then, day and night.\n\nPotters come by with bread, which bakes in the flue within nine minutes if it is not forgotten.\n\nNo pot has left the kiln so far.\n${tail}`,
    { sections: SECTIONS },
  )

describe('what is near a headline is not one', () => {
  const title = 'The kiln that bakes only bread'
  it.each([
    ['a caption with its photographer', `${title}\n\nPotters beside the kiln in May ANNE-MARIE ROSSO`],
    [
      'a site name behind the section',
      `Old Clay & Co\n\nFiled under: Monde`,
      `${title} | Monde | Old Clay & Co\n\n`,
    ],
    ['a kind of article with its author', `Perspective by Jane Doe\n\nColumnist\n\n3 May 2024\n\n${title}`],
    ['a date with its section', `${title}\n3 May 2024 · Monde`],
  ])('%s', (_, head, top = '') => {
    const capture = pageWith(head, '', top)
    expect(capture.title).toBe(title)
    expect(capture.paragraphs).toHaveLength(3)
  })
})

describe('authors', () => {
  const title = 'The kiln that bakes only bread'
  it.each([
    ['below the text', `${title}\n\n3 May 2024`, 'Posted by Jane Doe at 8:12 pm   3 comments'],
    ['before a weekday', `${title}\n\nJane Doe Friday 3 May 2024, 09:41`],
    ['above a reading time', `${title}\n\nJane Doe\n\n4–5 minutes\n\n3 May 2024`],
    [
      'above the desks',
      `${title}\n\n3 May 2024\n\nShare\n\nJane Doe\n\nClay News, Sussex\n\nJohn Roe\n\nClay Politics`,
    ],
  ])('%s', (_, head, tail = '') => {
    const { authors, published, paragraphs } = pageWith(head, tail)
    expect(authors).toEqual(head.includes('John') ? ['Jane Doe', 'John Roe'] : ['Jane Doe'])
    expect([published?.slice(0, 10), paragraphs.length]).toEqual(['2024-05-03', 3])
  })

  it.each([
    'News Release 3 May 2024',
    '3 May 2024\n\nComments Print Share',
    'Aktualisiert am 3. Mai 2024 Quelle: dpa Nordrhein-Westfalen',
  ])('none in %s', (line) =>
    expect(pageWith(`${title}\n\n${line}`)).toMatchObject({ authors: [], published: '2024-05-03' }),
  )

  it('are not those of another story above if the article has its own', () =>
    expect(pageWith(`By John Roe\n\nCrafts\n\n${title}\n\nBy Jane Doe`).authors).toEqual(['Jane Doe']))
})

describe('what is not part of the text', () => {
  const head = 'The kiln that bakes only bread\n\nBy Jane Doe'
  const own = '\nIn autumn the potters moved to the chapel, where the oven is larger and nobody bakes.\n'
  it.each([
    ['links to the stories before and after', `\n* Previous: Forty jugs\n* Next: Nine glazes\n${own}`],
    [
      'recent stories',
      `\nRecent Stories from clay.example\n\nForty jugs were sold\n\nNine glazes ran off again\n${own}`,
    ],
    [
      'an offer below its heading',
      `\nBecome a member today\n\nAll texts are free of charge, without a paywall. From 5 euros a month you take part.\n${own}`,
    ],
    [
      'an offer below links at the end',
      `${own}\nAfter this story\n\nNine glazes that never dry\n\nWe have a small staff, and our reporters serve nobody but you, since there is no advertising on these pages, and no family of rich merchants with ships or vineyards that could tell anyone what to print in spring.\n`,
    ],
  ])('%s', (_, tail) => expect(pageWith(head, tail).paragraphs).toHaveLength(4))

  it.each([
    [
      'a last paragraph about a comment below short lines',
      '\nThe chapel\n\nThe other chapel\n\nShe left a comment on the website, and the account of the fire that both potters gave on Friday in the chapel filled nine pages by the evening.\n',
    ],
    ['one line that begins with Next', '\nNext: the potters will vote on the chapel, and on the bread.\n'],
  ])('but %s is', (_, tail) =>
    expect(pageWith(head, tail).paragraphs.at(-1)).toBe(tail.trim().split('\n').at(-1)),
  )
})

describe('a headline between menus and stories', () => {
  const title = 'The kiln that bakes only bread'
  const menu = Array.from({ length: 120 }, (_, at) => `Village ${at}`).join('\n')
  const stories = 'Forty jugs sold in nine minutes at the fair\nWhy glazes of ash run off in the rain\n'
  const text = 'The kiln was lit on the first of May, and it has been warm since then, day and night.\n\n'
  const more = 'Potters come by with bread, which bakes in the flue of the kiln within nine minutes.\n\n'
  const read = (page: string) => readCapture(page, { sections: SECTIONS })

  it('is found below a long menu with headlines of other stories', () =>
    expect(
      read(`${menu}\n${stories}${menu}\n${title}\nBy Jane Doe\n3 May 2024\n\n${text}${more}${text}`),
    ).toMatchObject({
      title,
      isSure: true,
      authors: ['Jane Doe'],
      paragraphs: [0, 1, 2].map(() => expect.any(String)),
    }))

  it('is found if the comments are longer than the text', () => {
    const comment = `Maria\n${'I have a kiln of my own, and there is never any bread in it, whatever I try. '.repeat(6)}\n\n`
    const page = `${title}\nBy Jane Doe\n3 May 2024\n\n${text}${more}`
    expect(read(`${menu}\n${page}3 Comments\n\n${comment.repeat(9)}`).title).toBe(title)
  })

  it('is not certain if another line says the same of the text', () => {
    const { isSure } = read(`${menu}\n${title}\nThe bread that warms a kiln\n3 May 2024\n\n${text}${more}`)
    expect(isSure).toBe(false)
  })

  it('is not certain if neither a byline nor a repetition confirms it, and there are others', () => {
    const { isSure } = read(`${menu}\n${title}\nShare\n${stories}\n${text}${more}`)
    expect(isSure).toBe(false)
  })

  it('has no text of its own below a long list of links', () => {
    const far = 'The potters keep their clay in the cellar of the old chapel.'
    const page = (links: string) =>
      read(`${title}\nBy Jane Doe\n3 May 2024\n\n${text}${more}${links}\n\n${far}\n`).paragraphs
    expect(page('Bread')).toContain(far)
    expect(page(menu)).not.toContain(far)
  })

  it('is not a path to it', () => {
    const path = `Home » Crafts » Clay » ${title}`
    expect(read(`${menu}\n${path}\n${title}\n3 May 2024\n\n${text}${more}`)).toMatchObject({ title })
  })
})

it('finds author and date in the lines above the headline', () => {
  const head =
    'Perspective by Jane Doe\n\nColumnist\n\n3 May 2024 at 9.30h.\n\nCrafts\n\nThe kiln that bakes only bread'
  expect(pageWith(head)).toMatchObject({ authors: ['Jane Doe'], published: '2024-05-03T09:30' })
})

describe('withoutOuterQuotes', () => {
  it.each([
    ['“Title”', 'Title'],
    ['„Titel“', 'Titel'],
    ['„Titel”', 'Titel'],
    ['« Titre »', 'Titre'],
    ['»Titel«', 'Titel'],
    ['"Title"', 'Title'],
    ["'Title'", 'Title'],
    ['‘Title’', 'Title'],
    ['「題」', '題'],
    ['“He said “no” twice”', 'He said “no” twice'],
    ["'It's over'", "It's over"],
    ['““Never again””', '“Never again”'],
    ['“A” and “B”', '“A” and “B”'],
    ['"A" and "B"', '"A" and "B"'],
    ["'A' or 'B'", "'A' or 'B'"],
    ['“Open', '“Open'],
    ['Plain', 'Plain'],
    ['""', '""'],
  ])('%s', (text, expected) => expect(withoutOuterQuotes(text)).toBe(expected))
})

describe('kindOfLine', () => {
  it.each([
    'video-container">',
    'Advertisement',
    'Continue reading',
    'Share this:',
    'Facebook, Twitter, WhatsApp',
    'By Jane Doe',
    'By Jane Doe and John Roe | Updated 3 March',
    'February 3, 2024',
    '3 février 2024',
    'This site uses Akismet to reduce spam. Learn how your comment data is processed.',
    'We use cookies to make this site better.',
    '© 2024 Example Media',
    'All rights reserved.',
    '« Previous story',
    'Next story »',
    '#world #news',
    '***',
  ])('%s is furniture', (line) => expect(kindOfLine(line)).toBe('single'))

  it.each([
    'Leave a Comment',
    '3 Comments',
    'Kommentar schreiben',
    'Laisser un commentaire',
    'About the author',
  ])('%s ends the article', (line) => expect(kindOfLine(line)).toBe('end'))

  it.each([
    'Readers may leave a comment below the article, he said.',
    'By midnight the harbour was empty.',
    'By Monday',
    'By New York standards it was a small fire',
    'By New York, the train was full.',
    'Tags were found on two of the bears.',
    'Share prices fell.',
    '« Non », dit-il.',
    'Copyright law has not kept up.',
    'Print is dead, they say.',
    'Cookies were served.',
    'More from him was not to be had that day, and nobody asked twice for it.',
    'No.',
    'Why?',
  ])('%s is prose', (line) => expect(kindOfLine(line)).toBe('text'))
})

describe('a text that is not recognizable as a page', () => {
  it.each([
    ['results', 'goos: linux\nBenchA 100 12 ns/op\nBenchB 9 ns/op\nBenchA 100 12 ns/op\n'],
    ['packages', 'flask==2.0.1\nrequests==2.28.0\n'],
    ['a log', '2024-01-01 started\n2024-01-01 stopped\n'],
    [
      'notes',
      'Ask the mayor about the bridge\n\nShe said it would be open again by the end of the year, and that nobody had told her otherwise.\n',
    ],
    [
      'another program’s post',
      '.. title: A secret\n.. status: draft\n\nNobody may read this, as nothing has been signed by anybody yet at all.\n',
    ],
    [
      'an export',
      '<?xml version="1.0"?>\n<rss xmlns:wp="http://wordpress.org/export/1.2/">\n<title>Merger talks</title>\n<title>Merger talks</title>\n</rss>\n',
    ],
    ['JSON', '{"title": "Merger talks", "title2": "Merger talks"}\n'],
  ])('%s: is left out', (_, text) => {
    const { value, findings } = parse(text, 'world/a.txt')
    expect(value).toBeUndefined()
    expect(findings.map(({ code }) => code)).toEqual(['page-unsure'])
  })

  it('is treated as a page if its front matter states that', () => {
    expect(
      article(
        '---\ntitle: Notes\n---\nThe mayor said the bridge would be open again by the end of the year.',
        'world/a.txt',
      ).title,
    ).toBe('Notes')
  })
})
