import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/finding.ts'
import { eachKeyOnce } from '../../src/steps/unknown-keys.ts'

const unknown = (key: string, file: string, line = 2): Finding => ({
  code: 'key-unknown',
  severity: 'warning',
  message: `the key \`${key}\` is not known and was ignored`,
  file,
  line,
})
const error: Finding = { code: 'date-invalid', severity: 'error', message: 'no date', file: 'b.md' }

describe('unknown keys of a whole site', () => {
  it('are one finding a key, at the first place, with the number of articles', () => {
    const many = Array.from({ length: 300 }, (_, index) => [
      unknown('mood', `${index}.md`),
      unknown('weather', `${index}.md`, 3),
    ]).flat()
    const told = eachKeyOnce([...many.slice(0, 100), error, ...many.slice(100)])
    expect(told).toEqual([
      { ...unknown('mood', '0.md'), message: 'the key `mood` is not known and was ignored, in 300 articles' },
      {
        ...unknown('weather', '0.md', 3),
        message: 'the key `weather` is not known and was ignored, in 300 articles',
      },
      error,
    ])
  })

  it('say no number where one article has the key, even twice', () => {
    expect(eachKeyOnce([unknown('mood', 'a.md', 2), unknown('mood', 'a.md', 5)])).toEqual([
      unknown('mood', 'a.md', 2),
    ])
  })

  it('leave all other findings as they are, equal ones too', () => {
    expect(eachKeyOnce([error, error])).toEqual([error, error])
  })
})
