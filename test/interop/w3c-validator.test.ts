import { describe, expect, it } from 'vitest'
import { lintRules } from '../../src/gate/lint/index.ts'
import { judgeCases } from './w3c-validator-cases.ts'
import { COUNTERPARTS } from './w3c-validator-map.ts'

/** Of the W3C's cases that something is wrong with, how many we found last; a change may only find more. */
const REACHED = 0.998
const MOST_FALSE_ALARMS = 2

const checkout = process.env['FEEDVALIDATOR_TESTCASES'] ?? ''

describe('the W3C’s message classes', () => {
  it('name rules that exist', () => {
    const codes = new Set(lintRules.map(({ code }) => code))
    const named = [...COUNTERPARTS.values()].flatMap(({ rules }) =>
      rules.map((rule) => rule.replace('~', '')),
    )
    expect(named.filter((rule) => !codes.has(rule))).toEqual([])
  })
})

describe.skipIf(checkout === '')('the test cases of the W3C validator (FEEDVALIDATOR_TESTCASES)', () => {
  const cases = checkout === '' ? [] : judgeCases(checkout)
  const positive = cases.filter(({ isNegative }) => !isNegative)
  const negative = cases.filter(({ isNegative }) => isNegative)
  const found = positive.filter(({ verdict }) => verdict === 'found' || verdict === 'not said')
  const alarms = negative.filter(({ verdict }) => verdict === 'false alarm')
  const list = (some: typeof cases) =>
    some.map(({ file, expect, verdict }) => `${expect} ${file}: ${verdict}`).join('\n')

  it(`are found: ${found.length} of ${positive.length}`, () => {
    expect(positive.length).toBeGreaterThan(900)
    const missed = positive.filter((one) => !found.includes(one))
    expect(found.length / positive.length, list(missed)).toBeGreaterThanOrEqual(REACHED)
  })

  it(`are left alone where nothing is wrong: ${negative.length - alarms.length} of ${negative.length}`, () => {
    expect(alarms.length, list(alarms)).toBeLessThanOrEqual(MOST_FALSE_ALARMS)
  })
})
