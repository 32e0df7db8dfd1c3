import fc from 'fast-check'
import { expect, it } from 'vitest'
import { changedOutsideCode, fencedParts } from '../../src/dialects/fenced-parts.ts'

const line = fc.constantFrom('', 'text', '```', '```js', '````', '~~~', '  ```', '``` text')

it('law: the parts of any text are the text', () => {
  fc.assert(
    fc.property(
      fc.array(line).map((lines) => lines.join('\n')),
      (text) => {
        expect(
          fencedParts(text)
            .map((part) => part.text)
            .join('\n'),
        ).toBe(text)
      },
    ),
  )
})

it.each([
  ['a\n```js\nb\n```\nc', 'A\n```js\nb\n```\nC'],
  ['````\na\n```\nb\n````\nc', '````\na\n```\nb\n````\nC'],
  ['~~~\na\n```\n~~~\nb', '~~~\na\n```\n~~~\nB'],
  ['a\n```\nb', 'A\n```\nb'],
])('changes only what is not in a fenced block: %j', (text, changed) => {
  expect(changedOutsideCode(text, (part) => part.toUpperCase())).toBe(changed)
})
