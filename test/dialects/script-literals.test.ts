import { describe, expect, it } from 'vitest'
import { literalsIn, textsOf } from '../../src/dialects/script-literals.ts'

describe('literals in a script', () => {
  it.each([
    [
      'of the configuration, not of its parts',
      "const nav = { links: [{ title: 'More' }] }; export default { title: 'A' }",
    ],
    ['of a typed variable', "export const title: string = 'A'"],
    ['behind a value of the environment', "export default { title: process.env.TITLE || 'A' }"],
    ['behind several of them', "export default { title: import.meta.env.X ?? process.env.Y ?? 'A' }"],
    [
      'of the variable that is named',
      "const TITLE = 'A'; export default { nav: [{ title: 'More' }], title: TITLE }",
    ],
    [
      'beside a regular expression with quotes',
      "const one = text.replace(/[\"'/`]/g, ''); export default { title: 'A' }",
    ],
    ['behind a text that does not end', "const bad = 'it\nexport default { title: 'A' }"],
    ['in no comment', "/* title: 'More' */ // title: 'More'\nexport default { title: 'A' } // title: 'B'"],
  ])('are those %s', (_, script) => {
    expect(literalsIn(script)['title']).toBe('A')
  })

  it.each([
    ['export default { title: `$', '{name} site` }'].join(''),
    "export default { title: 'A' + name }",
    'export default { title: nameOf(site) }',
    "export default { title: isLocal ? 'A' : 'B' }",
    'export default { title: unknown }',
  ])('are not computed: %s', (script) => {
    expect(literalsIn(script)).not.toHaveProperty('title')
  })

  it('are all those of a key, the outermost first', () => {
    expect(textsOf("x = { a: { url: 'one' } }; y = { url: 'two', b: [{ url: 'three' }] }", 'url')).toEqual([
      'two',
      'one',
      'three',
    ])
  })
})
