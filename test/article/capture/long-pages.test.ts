import { afterEach, expect, it, vi } from 'vitest'
import { bodyOf } from '../../../src/article/capture/body.ts'
import { linesOf } from '../../../src/article/capture/page-lines.ts'

afterEach(() => vi.restoreAllMocks())

const START = 'The bridge was closed on Monday.\n\nIt will open again in May.\n\n'

/** How often patterns are matched, or lines looked at, for a page with the given part `count` times. */
function stepsFor(part: string, count: number): number {
  let steps = 0
  const lines = linesOf(START + part.repeat(count)).map(({ text, kind, block }) => ({
    kind,
    get text() {
      steps += 1
      return text
    },
    get block() {
      steps += 1
      return block
    },
  }))
  const exec = vi.spyOn(RegExp.prototype, 'exec')
  bodyOf(lines, { authors: ['Jane Doe'] })
  return steps + exec.mock.calls.length
}

it.each([
  ['short paragraphs', 'Yes, she said.\n\n'],
  ['topics', 'Yes, she said.\n\nTags: Roads\n\n'],
  ['links for sharing', 'Yes, she said.\n\nFacebook\nTwitter\nWhatsApp\n\n'],
  ['comments', '3 Comments\n\nYes\n\n'],
  ['cards of other stories', 'Another story\nFebruary 3, 2024\n\nIt is a short one.\n\n'],
])('takes as many steps for each of many lines as for each of a few: %s', (_, part) => {
  expect(stepsFor(part, 400)).toBeLessThan(stepsFor(part, 100) * 4.2)
})
