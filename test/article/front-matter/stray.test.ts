import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { found, parse } from '../desk.ts'

const PAGE = `Ports reopen after four days

Ports reopen after four days

SECRET: ferries to the islands will sail again on Friday, the harbour office said on Thursday evening.

The strike over pay had kept all ships in port since Monday, and left many travellers on the islands.
`
const KEYS = 'title: Ports reopen\ndate: 2024-02-02\nembargo: 2099-01-01'

/** The codes of what leaves the article out; `waits` for one that is read and not public yet. */
function fate(text: string, key: string): string {
  const { value, findings } = parse(text, key)
  if (value !== undefined)
    return value.embargoedUntil?.startsWith('2099') || value.status === 'draft' ? 'waits' : 'public'
  return findings
    .filter(({ severity }) => severity === 'error')
    .map(({ code }) => code)
    .join()
}

describe.each(['world/a.txt', 'world/a.md'])('a malformed front matter (%s)', (key) => {
  it.each(['\n', '\n\n\n', ' ', '\u00a0', '\t\n', '\u200b', '\ufeff\n', '\u2060', '\u3000\n'])(
    'is read after %j',
    (before) => expect(fate(`${before}---\n${KEYS}\n---\n\n${PAGE}`, key)).toBe('waits'),
  )

  it.each(['\u00a0', '\u200b', ' ', '\t'])('is read if %j follows its fences', (mark) =>
    expect(fate(`---${mark}\n${KEYS}\n---${mark}\n\n${PAGE}`, key)).toBe('waits'),
  )

  it.each([
    ['four dashes', `----\n${KEYS}\n----\n\n${PAGE}`, 1],
    ['an em dash', `—\n${KEYS}\n—\n\n${PAGE}`, 1],
    ['an en dash and a hyphen', `–-\n${KEYS}\n–-\n\n${PAGE}`, 1],
    ['spaced dashes', `- - -\n${KEYS}\n- - -\n\n${PAGE}`, 1],
    ['equals signs', `===\n${KEYS}\n===\n\n${PAGE}`, 1],
    ['no fences', `${KEYS}\n\n${PAGE}`, 1],
    ['one fence below', `${KEYS}\n---\n\n${PAGE}`, 1],
    ['a headline above', `# Ports reopen\n\n---\n${KEYS}\n---\n\n${PAGE}`, 3],
    ['a comment above', `<!-- desk -->\n---\n${KEYS}\n---\n\n${PAGE}`, 2],
    ['text above', `Desk copy\n\n${KEYS}\n\n${PAGE}`, 3],
    ['a second block', `---\ntitle: A\n---\n\n---\n${KEYS}\n---\n\n${PAGE}`, 5],
    ['a code block in its place', `\`\`\`yaml\n${KEYS}\n\`\`\`\n\n${PAGE}`, 1],
    ['one gate alone', `Embargo: 1 January 2099, 06:00\n\n${PAGE}`, 1],
    ['a gate in bold', `**Embargoed until:** Friday 6 am\n\n${PAGE}`, 1],
    ['field lists', `:title: A\n:draft: true\n\n${PAGE}`, 1],
    ['definitions', `@def title = "A"\n@def published = false\n\n${PAGE}`, 1],
    ['a flag alone', `draft: true\n\n${PAGE}`, 1],
    ['a flag of another program alone', `Published: false\n\n${PAGE}`, 1],
    ['a misspelled gate', `title: A\nembrago: 2099-01-01\n\n${PAGE}`, 1],
    ['a status', `Title: A\nStatus: private\n\n${PAGE}`, 1],
    ['keys without a gate', `title: A\nauthor: B\n\n${PAGE}`, 1],
  ])('with %s causes the article to be left out, with its line', (_, text, line) => {
    expect(fate(text, key)).toBe('front-matter-misplaced')
    expect(parse(text, key).findings).toMatchObject([{ code: 'front-matter-misplaced', line }])
  })
})

describe('similar text is not read as front matter', () => {
  it.each([
    ['a code block', `Text.\n\n\`\`\`yaml\ndraft: true\n\`\`\`\n`],
    ['a list of facts', `- Status: open\n- Date: 3 May\n`],
    ['credits', `By: Jane Doe\nPublished: 3 May 2024\nTags: harbour, ferry\n`],
    ['a film', `**Release date:** 12 May 2099\n**Author:** Jane Doe\n`],
    ['a book, in an article', `Title: The Harbour\nAuthor: Jane Doe\n`],
    ['a heading', `## Embargo: what it means for farmers\n`],
    ['a case', `Status: pending\n`],
    ['prose', `They said: nothing is private: not even this.\n`],
    ['far below', `${'Text.\n\n'.repeat(40)}draft: true\n`],
    ['an open gate', `draft: false\n`],
    ['keywords', `- public：可以通过类的成员函数，友元函数\n- private：只能通过类的成员函数\n`],
    ['addresses', `local: 127.0.0.1 port = 1999\ninternal: 10.0.0.1 port = 80\nDate: 3 May\n`],
  ])('%s', (_, body) =>
    expect(found(`---\ntitle: A\ndate: 2024-01-01\n---\n\n${body}\nMore text.`)).toEqual([]),
  )
})

it('takes time linear in the length of the text', () => {
  fc.assert(
    fc.property(fc.constantFrom(' ', '\u00a0', '-', '_', 'a ', '**', ':', '\u200b', '\n'), (piece) => {
      for (const start of ['', '---', 'draft'])
        expect(parse(`${start}${piece.repeat(100_000)}x`, 'world/a.md').findings.length).toBeGreaterThan(0)
    }),
    { numRuns: 9 },
  )
})

describe('a list that explains words of code', () => {
  const LIST = 'The component has two modes:\n\n- `hidden`: hides its children\n- `visible`: shows them\n'

  it('is text below a front matter', () =>
    expect(fate(`---\ntitle: A\ndate: 2024-02-02\n---\n\n${LIST}`, 'world/a.md')).toBe('public'))

  it('closes a file without one', () =>
    expect(fate(`${LIST}\n${PAGE}`, 'world/a.md')).toContain('front-matter-misplaced'))
})
