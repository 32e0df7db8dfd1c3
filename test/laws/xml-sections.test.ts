import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readXml } from '../../src/gate/lint/xml-tree.ts'

const pieces = fc.constantFrom(
  ...['<a>', '</a>', '<a b="c">', '<a b="<![CDATA[x]]>">', '<b:c/>', '<x:a xmlns:x="urn:x">', '</x:a>'],
  ...[
    '<![CDATA[',
    ']]>',
    '<![CDATA[<p>a</p>]]>',
    '<![CDATA[]]>',
    '<![CDATA[a]b]]c]]>',
    '<![CDATA[ <![CDATA[ ]]>',
  ],
  ...[
    '<![CDATA[a\r\nb]]>',
    '<![CDATA[\u0001]]>',
    '<![CDATA[\ud800]]>',
    '<![CDATA[\u{1f600}é]]>',
    '<![CDATA[\ufdd0]]>',
  ],
  ...['<!-- <![CDATA[ -->', '<!-- <![CDATA[ ]]> -->', '<?p <![CDATA[ ]]> ?>', '<!DOCTYPE a [<![CDATA[ ]]>]>'],
  ...['text', '&amp;', '&nope;', '\n', '\r\n', '\ufeff', ']]', '>'],
)
const inElement = (parts: readonly string[]) => `<?xml version="1.0"?>\n<a>${parts.join('')}</a>`

it('reads sections of CDATA taken whole as the parser reads them', () => {
  let skipped = 0
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 9 }), fc.boolean(), (parts, isWrapped) => {
      const text = isWrapped ? inElement(parts) : parts.join('')
      const read = readXml(text)
      expect(read).toEqual(readXml(text, false))
      if (read.problem === undefined && text.includes('<![CDATA[')) skipped += 1
    }),
    { seed: 41, numRuns: 6000 },
  )
  // Else nothing was compared but messages.
  expect(skipped).toBeGreaterThan(200)
})
