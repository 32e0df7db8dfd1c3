import { describe, expect, it } from 'vitest'
import { readFrontMatter } from '../../../src/article/front-matter/read-front-matter.ts'
import { stampFrontMatter } from '../../../src/article/front-matter/stamp.ts'

const block = (script: string, marker = 'js') => `---${marker}\n${script}\n---\nThe text.\n`

function fieldsIn(script: string, marker?: string) {
  const read = readFrontMatter(block(script, marker))
  if (!('fields' in read)) return read[0]?.code
  return Object.fromEntries(
    [...read.fields].map(([key, { field }]) => [key, field.kind === 'nothing' ? null : field]),
  )
}

describe('front matter marked as js', () => {
  it('is read if it is an object of literal values', () => {
    const script = `{
  title: "Ports: a \\"new\\" deal", // a comment
  'date': '2024-02-03', /* another, with } */ draft: true,
  "tags": ['sea', \`ice\`,], weight: -1.5, image: null,
  author: { name: 'Jane Doe' },
}`
    expect(fieldsIn(script)).toMatchObject({
      title: { text: 'Ports: a "new" deal' },
      date: { text: '2024-02-03' },
      draft: { kind: 'flag', flag: true },
      tags: { kind: 'list', items: [{ text: 'sea' }, { text: 'ice' }] },
      weight: { text: '-1.5' },
      image: null,
      author: { kind: 'map' },
    })
    expect(fieldsIn('{title:"A"}', 'JavaScript')).toMatchObject({ title: { text: 'A' } })
  })

  it('has its text below, and fields with their place in the file', () => {
    const text = block(`{ title: 'A' }`)
    const read = readFrontMatter(text)
    expect(read).toMatchObject({ body: 'The text.\n' })
    expect('fields' in read && read.fields.get('title')).toMatchObject({
      keyOffset: text.indexOf('title'),
      field: { offset: text.indexOf(`'A'`) },
    })
  })

  it.each([
    'const title = "A"',
    '{ title: name }',
    '{ title: name() }',
    '{ title: "A" + "B" }',
    `{ title: \`\${name}\` }`,
    '{ get title() { return "A" } }',
    '{ draft() {} }',
    '{ draft: !false }',
    '{ draft }',
    '{ ...others }',
    '{ ["title"]: "A" }',
    '{ title: "A", title: "B" }',
    '{ title: "A" }; process.exit(1)',
    '({ title: "A" })',
    '{ title: "\\x41" }',
    '{ title: "A" ',
    '{ title "A" }',
    '[1]',
    '',
    `${'['.repeat(30_000)}`,
  ])('is never run, and left out: %s', (script) => {
    expect(fieldsIn(script.slice(0, 60_000))).toBe('front-matter-language')
  })

  it('is not changed by stamps', () => {
    const text = block(`{ title: 'A' }`)
    expect(stampFrontMatter(text, { id: 'tag:example.org,2024:a' })).toBe(text)
  })
})
