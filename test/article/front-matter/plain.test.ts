import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPlainFields } from '../../../src/article/front-matter/plain.ts'
import { readYamlFields } from '../../../src/article/front-matter/read-front-matter.ts'

/** Pieces that YAML reads in more ways than one, beside what newsrooms write. */
const piece = fc.constantFrom(
  ...['title', 'date', 'tags', 'a', 'B_1', 'true', 'No', 'null', 'Null', '~', 'FALSE', '1:30', '0o17', '1e3'],
  ...[
    '2024-02-02',
    '.inf',
    '- ',
    '-',
    ' - ',
    '  - ',
    ': ',
    ':',
    ' #',
    '#',
    '"',
    "'",
    "''",
    '\\',
    '\\n',
    '[',
    ']',
  ],
  ...['{', '}', ',', ', ', '&a', '*a', '!x', '!!str', '|', '>', '%', '@', '`', '?', '? ', '<<', '---', '...'],
  ...[
    'é',
    'ß',
    '漢字',
    '🎈',
    'עברית',
    '\u00a0',
    '\u2028',
    '\u0085',
    '\ufeff',
    '\u200b',
    '\u00ad',
    '\t',
    '\r',
    ' ',
    '  ',
  ],
  ...[
    '/',
    'https://example.org/a?b=c#d',
    'Writer 7',
    'Jane <j@example.org>',
    '.',
    '—',
    '“',
    '”',
    '\n',
    '\n\n',
    '\n  ',
  ],
)
const scrap = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''))
const word = fc.oneof(
  fc.constantFrom(
    'Ports reopen',
    'true',
    'null',
    '7',
    'topic-3',
    'a:b',
    'x#y',
    'Müller & Söhne',
    '2024-02-02',
    '/a/',
  ),
  scrap,
)
const quoted = fc.oneof(
  word,
  word.map((text) => `"${text}"`),
  word.map((text) => `'${text}'`),
)
const value = fc.oneof(
  quoted,
  fc.array(quoted, { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
  fc
    .tuple(fc.constantFrom('', '  ', ' '), fc.array(quoted, { minLength: 1, maxLength: 4 }))
    .map(([indent, items]) => items.map((item) => `\n${indent}- ${item}`).join('')),
)
const line = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom('title', 'date', 'tags', 'author', 'true', 'id'), value) },
  { weight: 1, arbitrary: fc.tuple(scrap, value) },
)
const block = fc
  .array(line, { minLength: 1, maxLength: 5 })
  .map((lines) => lines.map(([key, text]) => `${key}:${text.startsWith('\n') ? '' : ' '}${text}\n`).join(''))

const PLAIN = [
  'title: Ports reopen\n',
  'title: "Ports: a return # really"\ndate: 2024-02-02T21:00:00Z\n',
  "title: 'Ports'\n\ntags: [a, \"b c\", 'd', 7, true]\n",
  'tags: []\ndraft: false\nwithdrawn: True\nsummary: null\n',
  'tags:\n- a\n- "b"\nauthor:\n  - Jane Doe <jane@example.org>\n  - Müller\n',
  'url: https://example.org/a?b=c#d\nimage: /pictures/a.jpg\n',
]

describe('the reader of plain front matter', () => {
  it.each(PLAIN)('reads %j as the YAML library does', (yaml) => {
    const plain = readPlainFields(yaml, 4)
    expect(plain).toBeDefined()
    expect(plain).toEqual(readYamlFields(yaml, 4))
  })

  it.each([
    'title: a: b\n',
    'title: a #b\n',
    'title: "a\\n"\n',
    'title: a\ntitle: b\n',
    'title: a\n  b\n',
    'title: |\n  a\n',
    'tags: [a, [b]]\n',
    'tags: {a: b}\n',
    'a: &x b\n',
    'a: *x\n',
    'a: !x b\n',
    '# a\n',
    '',
  ])('passes %j to the library', (yaml) => {
    expect(readPlainFields(yaml, 4)).toBeUndefined()
  })

  it('never has a different result from the library', () => {
    let answered = 0
    fc.assert(
      fc.property(block, (yaml) => {
        const plain = readPlainFields(yaml, 4)
        if (plain === undefined) return
        answered++
        expect(plain).toEqual(readYamlFields(yaml, 4))
        expect([...plain.keys()]).toEqual([...new Map(plain).keys()])
      }),
      { seed: 20240202, numRuns: 20_000 },
    )
    expect(answered).toBeGreaterThan(2000)
  })
})
