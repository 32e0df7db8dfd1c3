import { describe, expect, it } from 'vitest'
import { mdxCodeIn } from '../../../src/article/markdown/mdx-code.ts'
import { article, parse } from '../desk.ts'

const written = (body: string) => `---\ntitle: Ferry\ndate: 2024-01-02\n---\n\n${body}\n`

describe('an MDX file', () => {
  it.each([
    'It sails.',
    'It sails, *as planned*, <b>now</b>.\n\n- a < b\n- the import of fish',
    '```jsx\nimport A from "a"\n<A b={1} />\n```\n\nIt sails.',
    '~~~\n{a}\n~~~\n\nIt `{sails}` and ``{a `b` {c}``.',
  ])('is read as Markdown if it has no code: %j', (body) => {
    expect(article(written(body), 'world/ferry.mdx').slug).toBe('ferry')
  })

  it.each([
    ['import A from "a"\n\nIt sails.', 'import A from "a"', 6],
    ['export const meta = { draft: true }\n\nIt sails.', 'export const meta = { draft: true }', 6],
    ['It sails {props.when}.', '{props.when}.', 6],
    ['It sails.\n\n<Chart data="a" />', '<Chart data="a" />', 8],
    ['<>It sails</>', '<>It sails</>', 6],
    ['```\n{a}\n```\n\n{secret}', '{secret}', 10],
    ['It `sails {now', '{now', 6],
    ['- a\n\n      {b}', '{b}', 8],
    ['`a` {b} `c`', '{b} `c`', 6],
  ])('is left out because of its code: %j', (body, got, line) => {
    const { value, findings } = parse(written(body), 'world/ferry.mdx')
    expect(value).toBeUndefined()
    expect(findings).toMatchObject([{ code: 'mdx-code', got, line }])
    expect(parse(written(body), 'world/ferry.md').findings.map(({ code }) => code)).not.toContain('mdx-code')
  })

  it('may have any number of code spans', () => {
    expect(mdxCodeIn('`{a}` '.repeat(200_000))).toBeUndefined()
  })
})
