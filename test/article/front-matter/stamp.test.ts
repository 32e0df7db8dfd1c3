import { describe, expect, it } from 'vitest'
import { stampFrontMatter, yamlText } from '../../../src/article/front-matter/stamp.ts'

const ID = 'tag:example.org,2024:world/a'
const DATE = '2024-02-02T21:00:00Z'
const stamp = (text: string) => stampFrontMatter(text, { id: ID, date: DATE })

describe('stampFrontMatter', () => {
  it.each([
    ['no block', 'Text\n', `---\nid: ${ID}\ndate: ${DATE}\n---\nText\n`],
    ['no block, CRLF', 'Text\r\n', `---\r\nid: ${ID}\r\ndate: ${DATE}\r\n---\r\nText\r\n`],
    ['byte order mark', '\ufeffText', `\ufeff---\nid: ${ID}\ndate: ${DATE}\n---\nText`],
    ['empty block', '---\n---\nx', `---\nid: ${ID}\ndate: ${DATE}\n---\nx`],
    ['a comment only', '---\n# c\n---\nx', `---\n# c\nid: ${ID}\ndate: ${DATE}\n---\nx`],
    [
      'comments and order stay',
      '---\n# c\ntitle:  "A"  # d\n\ntags:\n  - b\n---\nx',
      `---\n# c\ntitle:  "A"  # d\n\ntags:\n  - b\nid: ${ID}\ndate: ${DATE}\n---\nx`,
    ],
    [
      'CRLF and a fence with spaces',
      '\ufeff---  \r\ntitle: A\r\n---\t\r\nx',
      `\ufeff---  \r\ntitle: A\r\nid: ${ID}\r\ndate: ${DATE}\r\n---\t\r\nx`,
    ],
    ['CR', '---\rtitle: A\r---\rx', `---\rtitle: A\rid: ${ID}\rdate: ${DATE}\r---\rx`],
    ['indented keys', '---\n  title: A\n---\n', `---\n  title: A\n  id: ${ID}\n  date: ${DATE}\n---\n`],
    ['flow', '---\n{title: A}\n---\n', `---\n{id: "${ID}", date: "${DATE}", title: A}\n---\n`],
    ['empty flow', '---\n{}\n---\n', `---\n{id: "${ID}", date: "${DATE}"}\n---\n`],
    [
      'what is stated stays',
      '---\nguid: urn:x:1\npublished: 2024-01-01\n---\n',
      '---\nguid: urn:x:1\npublished: 2024-01-01\n---\n',
    ],
    [
      'a key without a value',
      '---\ndate:\ntitle: A\n---\n',
      `---\ndate: "${DATE}"\ntitle: A\nid: ${ID}\n---\n`,
    ],
    [
      'a null and a comment',
      '---\ndate: ~ # soon\nid: ""\n---\n',
      `---\ndate: "${DATE}" # soon\nid: "${ID}"\n---\n`,
    ],
    [
      'block scalar last',
      '---\nsummary: |+\n  a\n\n---\nx',
      `---\nsummary: |+\n  a\n\nid: ${ID}\ndate: ${DATE}\n---\nx`,
    ],
  ])('%s', (_name, text, expected) => {
    expect(stamp(text)).toBe(expected)
    expect(stamp(expected)).toBe(expected)
  })

  it.each([
    '---\ntitle: A\n',
    '---js\nx\n---\n',
    '---\n- a\n---\n',
    '---\na: [\n---\n',
    '---\na: 1\na: 2\n---\n',
  ])('does not change what it cannot read: %j', (text) => expect(stamp(text)).toBe(text))

  it('changes nothing if there is nothing to add', () => {
    expect(stampFrontMatter('x', {})).toBe('x')
    expect(stampFrontMatter('x', { id: ' ' })).toBe('x')
  })
})

it.each([
  ['A plain title', 'A plain title'],
  ['Strikes: 85 targets', '"Strikes: 85 targets"'],
  ['2024', '"2024"'],
  ['yes', '"yes"'],
  ['- a', '"- a"'],
  ['a #b', '"a #b"'],
  ['ends:', '"ends:"'],
  ['"quoted"', '"\\"quoted\\""'],
  [DATE, DATE],
  [ID, ID],
])('yamlText(%s)', (value, yaml) => expect(yamlText(value)).toBe(yaml))

describe('a flag with the name of a date', () => {
  it.each(['true', 'True', '"true"', 'yes'])('published: %s is not a date', (flag) =>
    expect(stampFrontMatter(`---\npublished: ${flag}\n---\n`, { date: '2024-02-02T21:00:00Z' })).toBe(
      `---\npublished: ${flag}\ndate: 2024-02-02T21:00:00Z\n---\n`,
    ),
  )
})
