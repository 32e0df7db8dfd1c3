import { describe, expect, it } from 'vitest'
import { plainTextLine } from '../../../src/article/markdown/plain-text-line.ts'

describe('a title or summary of the front matter', () => {
  it.each([
    ['The ~~guilty~~ accused mayor resigns', 'The accused mayor resigns'],
    ['Turnout was ~~64~~46', 'Turnout was 46'],
    ['The <s>guilty</s> accused mayor', 'The accused mayor'],
    ['~~a b~~ and ~~c~~ left', 'and left'],
    ['Up ~~ 5 percent ~~ or so', 'Up ~~ 5 percent ~~ or so'],
    ['~~~ not struck ~~~', '~~~ not struck ~~~'],
    ['A ~~ alone', 'A ~~ alone'],
    ['From ~/a to ~/b, 5*3*2', 'From ~/a to ~/b, 5*3*2'],
  ])('%s', (written, said) =>
    expect(plainTextLine(written, 'https://example.org/', () => undefined)).toBe(said),
  )
})
