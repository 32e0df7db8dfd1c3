import { describe, expect, it } from 'vitest'
import { colorsFor } from '../../src/reporting/colors.ts'

const ESC = '\u001b['

describe('colors', () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
    [false, { FORCE_COLOR: '1' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('on a terminal (%s) with %j: %s', (isTTY, env, expected) => {
    expect(colorsFor({ isTTY }, env).error('x').startsWith(ESC)).toBe(expected)
  })
})
