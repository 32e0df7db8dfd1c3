import { describe, expect, it } from 'vitest'
import { changedAt, factsOf, revisionOf } from '../../src/sources/revision.ts'

const facts = (ctimeMs: number) => ({ size: 7, ino: 3, ctimeMs })

describe('a revision', () => {
  it.each([
    ['times to the nanosecond', 1_700_000_000_123.456, 50],
    ['times to the tenth of a second', 1_700_000_000_100, 201],
    ['times to the second', 1_700_000_001_000, 2001],
    ['times to two seconds', 1_700_000_002_000, 2001],
  ])('with %s promises equal bytes once the next change would show', (_name, changed, later) => {
    const revision = revisionOf(facts(changed), changed + later)
    expect(revision).toBe(revisionOf(facts(changed), changed + later + 60_000))
    expect(revisionOf(facts(changed + 2000), changed + 60_000)).not.toBe(revision)
  })

  it.each([
    ['times to the nanosecond', 1_700_000_000_123.456, 5],
    ['times to the tenth of a second', 1_700_000_000_100, 90],
    ['times to the second', 1_700_000_001_000, 990],
    ['times to two seconds', 1_700_000_002_000, 1990],
    ['a clock that is behind that of the files', 1_700_000_000_123.456, -3_600_000],
  ])('with %s promises nothing of a file that changed just now', (_name, changed, later) => {
    const nowMs = changed + later
    const revision = revisionOf(facts(changed), nowMs)
    expect(revisionOf(facts(changed), nowMs)).not.toBe(revision)
    expect(revisionOf(facts(changed), nowMs + 3_600_001 + 5000)).not.toBe(revision)
    expect(factsOf(revisionOf(facts(changed), nowMs))).toBe(factsOf(revision))
  })

  it('tells when the file changed', () => {
    expect(changedAt(revisionOf(facts(1_700_000_000_123.5), 1_700_000_000_124))).toBe(1_700_000_000_123.5)
  })
})
