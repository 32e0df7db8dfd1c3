import type { Finding } from '../finding.ts'

/** Maximum number of pages that are named for each reason. */
const MOST_NAMED = 5

/**
 * Combines the findings about pages that are left out: one for each reason that users can change, with the first pages
 * by name, and one with only the numbers of those that cannot be articles. They are the same in each run until
 * the pages change.
 */
export function pagesLeftOut(findings: readonly Finding[]): readonly Finding[] {
  const expected = byReason(findings, 'page-left-out')
  const others = byReason(findings, 'page-not-article')
  if (expected.size + others.size === 0) return findings
  return [
    ...findings.filter(({ code }) => code !== 'page-left-out' && code !== 'page-not-article'),
    ...[...expected].map(([reason, pages]) => named(reason, pages)),
    ...counted(others),
  ]
}

function byReason(
  findings: readonly Finding[],
  code: Finding['code'],
): ReadonlyMap<string, readonly Finding[]> {
  const found = new Map<string, Finding[]>()
  for (const finding of findings) {
    if (finding.code !== code) continue
    const pages = found.get(finding.message)
    if (pages === undefined) found.set(finding.message, [finding])
    else pages.push(finding)
  }
  return new Map([...found].sort(([one], [other]) => (one < other ? -1 : 1)))
}

function named(reason: string, pages: readonly Finding[]): Finding {
  const [first = '', ...others] = pages.flatMap(({ file }) => file ?? []).sort()
  const { fix } = pages[0] ?? {}
  const names = [first, ...others].slice(0, MOST_NAMED).join(', ')
  const more = pages.length > MOST_NAMED ? ', …' : ''
  return {
    code: 'page-left-out',
    severity: 'note',
    message:
      others.length === 0
        ? `the page is left out: ${reason}`
        : `${pages.length} pages are left out: ${reason} (${names}${more})`,
    ...(others.length === 0 && { file: first }),
    ...(fix !== undefined && { fix }),
  }
}

function counted(others: ReadonlyMap<string, readonly Finding[]>): readonly Finding[] {
  if (others.size === 0) return []
  const count = [...others.values()].reduce((sum, pages) => sum + pages.length, 0)
  const reasons = [...others].map(([reason, pages]) => `${reason} (${pages.length})`)
  return [
    {
      code: 'page-not-article',
      severity: 'note',
      message: `${count === 1 ? '1 page is' : `${count} pages are`} left out, as expected: ${reasons.join(', ')}`,
    },
  ]
}
