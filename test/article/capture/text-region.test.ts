import { describe, expect, it } from 'vitest'
import { linesOf } from '../../../src/article/capture/page-lines.ts'
import { isRunning, textRegion } from '../../../src/article/capture/text-region.ts'

const PARAGRAPH = 'The kiln was lit on the first of May, and it has been warm since then, day and night.'

describe('the region of the text', () => {
  const regionOf = (lines: readonly string[]) => {
    const { start, end } = textRegion(linesOf(lines.join('\n\n')))
    return lines.slice(start, end)
  }
  const links = Array.from({ length: 9 }, (_, at) => `Village ${at}`)

  it('begins below a notice above a menu, and ends above the menu', () =>
    expect(regionOf([PARAGRAPH, ...links, PARAGRAPH, 'Bread', PARAGRAPH, PARAGRAPH, ...links])).toEqual([
      PARAGRAPH,
      'Bread',
      PARAGRAPH,
      PARAGRAPH,
    ]))

  it('goes on below a few links', () => {
    const text = [PARAGRAPH, PARAGRAPH, PARAGRAPH, 'Forty jugs', 'Nine glazes', PARAGRAPH, PARAGRAPH]
    expect(regionOf(['Menu', ...text, 'Kilns'])).toEqual(text)
  })

  it('is empty without running text', () => expect(regionOf(links)).toEqual([]))
})

it.each([
  [true, PARAGRAPH],
  [true, '窯に火が入ったのは五月一日のことで、それから昼も夜もずっと温かい。村の人はパンを焼きに来る。'],
  [false, 'Bread'],
  [false, 'Clay Kilns Bread Jugs Glazes Fairs Potters Villages Chapels Vineyards Ships Rivers Lakes'],
  [false, 'ClayKilnsBreadJugs and glazes and fairsPotters and villagesChapels and vineyardsShips'],
])('is running text: %s: %s', (expected, text) => expect(isRunning(text)).toBe(expected))
