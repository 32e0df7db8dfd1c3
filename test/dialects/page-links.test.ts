import { expect, it } from 'vitest'
import { withRootedLinks } from '../../src/dialects/page-links.ts'
import { siteFolder } from './folder.ts'

const folder = siteFolder({ 'docs/guide/a.md': '', "docs/guide/it's b.md": '' })
const rooted = (body: string): string =>
  withRootedLinks(body, { content: 'docs', isRooted: () => true }, folder)

it.each([
  ['[a](/guide/a.md#x)', '[a](/docs/guide/a.md#x)'],
  ["[b](/guide/it's%20b.md)", "[b](/docs/guide/it's%20b.md)"],
  ["<a href='/guide/a.md'>", "<a href='/docs/guide/a.md'>"],
  ['[a]: </guide/a.md>', '[a]: </docs/guide/a.md>'],
  ['[c](/guide/c.md)', '[c](/guide/c.md)'],
])('prefixes links to files that exist: %s', (body, expected) => expect(rooted(body)).toBe(expected))

it.each(['`[a](/guide/a.md)`', '```md\n[a](/guide/a.md)\n```', '~~~~\n[a](/guide/a.md)\n~~~~'])(
  'does not change code, which readers see: %j',
  (body) => {
    expect(rooted(body)).toBe(body)
    expect(rooted(`${body}\n\n[a](/guide/a.md)`)).toBe(`${body}\n\n[a](/docs/guide/a.md)`)
  },
)

it('takes no link for one that is longer than a path, so that a text without an end is read once', () => {
  const long = `[a](${'a'.repeat(2000)}.md)`
  const names = siteFolder({ [`docs/${'a'.repeat(2000)}.md`]: '' })
  expect(withRootedLinks(long, { content: 'docs', isRooted: () => true }, names)).toBe(long)
})
