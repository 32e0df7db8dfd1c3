import { describe, expect, it } from 'vitest'
import { exitCodeOf, explain, failureOf } from '../../src/reporting/failure.ts'

describe('what ended a command', () => {
  const stopped = AbortSignal.abort('SIGTERM')
  it.each([
    ['SIGTERM', stopped],
    [new DOMException('This operation was aborted', 'AbortError'), stopped],
  ])('is the stop that was asked for: %s', (thrown, signal) => {
    const error = failureOf(thrown, signal)
    expect(exitCodeOf(error)).toBe(3)
    expect(explain(error)).toContain('stopped by SIGTERM before the end (STOPPED)')
  })

  it.each([
    [new TypeError('x is undefined'), stopped],
    ['SIGTERM', new AbortController().signal],
    [undefined, new AbortController().signal],
  ])('is else what was thrown: %s', (thrown, signal) => {
    expect(failureOf(thrown, signal)).toBe(thrown)
  })
})
