import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/finding.ts'
import { pagesLeftOut } from '../../src/steps/pages-left-out.ts'

const page = (message: string, file: string, code = 'page-left-out'): Finding => ({
  code,
  severity: 'note',
  message,
  file,
  ...(code === 'page-left-out' && { fix: `no longer ${message}` }),
})
const error: Finding = { code: 'date-invalid', severity: 'error', message: 'no date', file: 'b.html' }

describe('pages that are left out', () => {
  it('are one finding for each reason, the same in any order', () => {
    const many = Array.from({ length: 300 }, (_, at) => page('not marked', `${at}`.padStart(3, '0')))
    const found = [...many, page('undated', 'about.html'), error]
    const told = pagesLeftOut(found)
    expect(told).toEqual([
      error,
      {
        code: 'page-left-out',
        severity: 'note',
        message: '300 pages are left out: not marked (000, 001, 002, 003, 004, …)',
        fix: 'no longer not marked',
      },
      { ...page('undated', 'about.html'), message: 'the page is left out: undated' },
    ])
    expect(pagesLeftOut(found.toReversed())).toEqual(told)
  })

  it('are only counted if they cannot be articles', () => {
    const other = (message: string, file: string) => page(message, file, 'page-not-article')
    const told = pagesLeftOut([other('redirect', 'a'), other('list', 'b'), other('redirect', 'c')])
    expect(told).toEqual([
      {
        code: 'page-not-article',
        severity: 'note',
        message: '3 pages are left out, as expected: list (1), redirect (2)',
      },
    ])
  })
})
