import { describe, expect, it } from 'vitest'
import { parseArticle } from '../../src/article/parse.ts'
import { CONTEXT, media, parse, raw } from './desk.ts'

/** The notice for which an article is left out, and its line. */
function noticeOf({ title = 'A title', keys = '', text = 'Text.' }, key = 'world/a.md') {
  const { doubt } = parse(
    `---\ntitle: ${JSON.stringify(title)}\ndate: 2024-01-01\n${keys}\n---\n\n${text}\n`,
    key,
  )
  const { got, line } = doubt?.leftOut ?? {}
  return doubt === undefined ? 'none' : [got, line].filter((part) => part !== undefined).join(' ')
}

describe('a notice of an embargo at the beginning of the text', () => {
  it.each([
    'EMBARGOED UNTIL 5 March 2099, 09:00',
    'EMBARGOED UNTIL 00.01 MONDAY',
    'STRICTLY EMBARGOED: not for publication before 5 March 2099',
    'Embargoed for release until 9 a.m. EST on March 5, 2099',
    'NOT FOR RELEASE BEFORE 5 MARCH 2099',
    'Not for publication or broadcast before 00:01 hours on Monday',
    'UNDER EMBARGO UNTIL FURTHER NOTICE',
    'Sperrfrist: 5. März 2099, 9 Uhr',
    'Gesperrt bis 5. März 2099, 9 Uhr',
    'EMBARGO jusqu’au 5 mars 2099',
    'Sous embargo jusqu’au 5 mars 2099 à 9h00',
    'EMBARGADO hasta el 5 de marzo de 2099',
    'Embargo fino al 5 marzo 2099',
    'Onder embargo tot 5 maart 2099',
    'Embargado até 5 de março de 2099',
    'HOLD FOR RELEASE UNTIL 5 MARCH 2099',
    'STRICT EMBARGO until 5 March 2099',
    'Strictly embargoed',
    'EMBARGO',
    'NOT FOR PUBLICATION',
    'Do not publish yet',
    'Not to be published before 3 May 2027',
    'NOT TO BE RELEASED OR BROADCAST BEFORE 00:01 ON MONDAY',
    'Must not be published until 9 a.m. on 3 May 2027',
    'Not to be published',
    'Embargo ends on 5 March 2099',
    'Nicht vor dem 5. März 2099 veröffentlichen',
  ])('leaves the article out: %s', (line) => {
    expect(noticeOf({ text: `${line}\n\nText.` })).toBe(`${line} 7`)
    expect(noticeOf({ text: `Press release\n\n**${line}**` })).toBe(`${line} 9`)
    expect(noticeOf({ text: `<p>${line}</p>` })).toBe(`${line} 7`)
  })

  it.each([
    'Embargo on Russian oil extended until 5 March 2099',
    'Embargo until 2030 is too short, ministers say',
    'Embargo: 27 states agree',
    'Embargoed goods were seized on 5 March 2099.',
    'Embargoed until Tuesday, the report of the commission says that the water of the harbour is cold and that no ship sails.',
    'Do not publish and perish: on research',
    'Not for distribution to United States newswire services',
    'FOR IMMEDIATE RELEASE',
    'Hold until the kettle sings',
    'Hold till 30 seconds have passed',
    'Embargo to 12 countries',
    'Embargo ends after 60 years',
    'Draft',
    'Not to be published before 3 May 2025',
    'Not to be missed before 3 May 2027',
    'Not to be published before the kettle sings',
    'Gesperrt bis 15. Dezember 2099',
    'Gesperrt: 12.–14. Dezember 2099',
    'EMBARGOED UNTIL 5 March 2024, 09:00',
  ])('is not: %s', (line) => expect(noticeOf({ text: `${line}\n\nText.` })).toBe('none'))

  it('is text farther down, in code, and where the front matter states an embargo', () => {
    const notice = 'EMBARGOED UNTIL 5 March 2099'
    expect(noticeOf({ text: `A.\n\nB.\n\nC.\n\nD.\n\nE.\n\n${notice}` })).toBe('none')
    expect(noticeOf({ text: `\`\`\`\n${notice}\n\`\`\`` })).toBe('none')
    expect(noticeOf({ text: notice, keys: 'embargo: 2025-01-01' })).toBe('none')
    expect(noticeOf({ text: notice, keys: 'draft: false' })).toBe(`${notice} 7`)
  })
})

describe('a mark in a title', () => {
  it.each([
    'DRAFT: Budget agreed',
    'DRAFT - Budget agreed',
    '[DRAFT] Budget agreed',
    '[Draft 2] Budget agreed',
    'Budget agreed [wip]',
    'Budget agreed (DRAFT)',
    'Budget agreed (draft)',
    'Draft: Budget agreed',
    '(draft) Budget agreed',
    'DRAFT: BUDGET AGREED',
    'DRAFT',
    'ENTWURF: Haushalt beschlossen',
    '[Brouillon] Le budget',
    'DO NOT PUBLISH: Budget agreed',
    'HOLD: Budget agreed',
    '【草稿】予算',
  ])('leaves the article out, unless a key says that it is no draft: %s', (title) => {
    expect(noticeOf({ title })).toBe(`${title} 2`)
    for (const keys of ['draft: false', 'published: true', 'status: published'])
      expect(noticeOf({ title, keys })).toBe('none')
  })

  it.each([
    'EMBARGOED: Budget agreed',
    'Embargoed until 5 March 2099: Budget agreed',
    '[EMBARGOED UNTIL 5 MARCH 2099] Budget agreed',
    'EMBARGO: Budget agreed',
    'Under embargo: Budget agreed',
    'EMBARGOED UNTIL 5 MARCH 2099',
  ])('leaves the article out, unless an embargo is stated: %s', (title) => {
    expect(noticeOf({ title, keys: 'draft: false' })).toBe(`${title} 2`)
    expect(noticeOf({ title, keys: 'embargo: 2025-01-01' })).toBe('none')
  })

  it.each([
    'Draft budget is agreed',
    'Embargo on Russian oil extended',
    'Embargo: what it means for ports',
    'Embargo bis 5. März verlängert',
    'Embargoed goods seized',
    'Hold: a history of wrestling',
    'Unpublished: the letters of Kafka',
    '[EMBARGOED UNTIL 5 MARCH 2024] Budget agreed',
  ])('is not: %s', (title) => expect(noticeOf({ title })).toBe('none'))
})

it('is none in a title about a draft of players, shares or sanctions', () => {
  const sport = 'tags: [nba]'
  expect(noticeOf({ title: 'Draft: how the lottery works', keys: sport })).toBe('none')
  expect(noticeOf({ title: 'DRAFT: LOTTERY ORDER IS SET', keys: sport })).toBe('none')
  expect(noticeOf({ title: 'Draft: Lakers beat Celtics', keys: sport })).not.toBe('none')
  expect(noticeOf({ title: 'HOLD: Analysts see no upside' })).toBe('none')
  expect(noticeOf({ title: 'EMBARGO: What the sanctions mean' })).toBe('none')
  expect(noticeOf({ title: 'EMBARGO: Budget agreed', text: 'The sanctions stay.' })).not.toBe('none')
  expect(noticeOf({ title: 'EMBARGOED: What the sanctions mean' })).not.toBe('none')
  expect(noticeOf({ title: 'EMBARGO until 5 March 2099: sanctions on oil' })).not.toBe('none')
})

describe('a tag for drafts', () => {
  it.each(['draft', '#draft', 'WIP', 'Do not publish', 'entwurf'])('leaves the article out: %s', (tag) => {
    expect(noticeOf({ keys: `tags: [port, ${JSON.stringify(tag)}]` })).toBe(tag)
    expect(noticeOf({ keys: `tags: [${JSON.stringify(tag)}]\ndraft: false` })).toBe('none')
  })

  it.each(['nba-draft', 'private equity', 'embargo', 'beer'])('is not: %s', (tag) =>
    expect(noticeOf({ keys: `tags: [${tag}]` })).toBe('none'),
  )
})

it('counts neither in a draft nor in an article of another program, which would publish it', () => {
  expect(noticeOf({ title: 'DRAFT: Budget agreed', keys: 'draft: true' })).toBe('none')
  const file = raw('---\ntitle: "DRAFT: Budget agreed"\n---\nx')
  expect(parseArticle(file, CONTEXT, media)).toHaveProperty('doubt')
  expect(parseArticle({ ...file, translate: (written) => written }, CONTEXT, media)).not.toHaveProperty(
    'doubt',
  )
})
