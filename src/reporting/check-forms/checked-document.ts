import { type Finding, SEVERITIES } from '../../finding.ts'
import type { CheckResult } from '../../gate/check.ts'
import { isPermanent, type Redirect } from '../../http/redirect.ts'
import type { Colors } from '../colors.ts'
import { count } from '../count.ts'

/** What a place has that no document could be had from. */
export const NO_DOCUMENT = 'no document'

/** A document that was checked, as the person named it. */
export interface CheckedDocument {
  readonly place: string
  readonly result: CheckResult
  readonly redirects: readonly Redirect[]
  /** The document as text, to show the lines that findings are about. */
  readonly text: string
  /** Addresses of the feeds that a web page names. */
  readonly feeds: readonly string[]
}

/** A way to say what was found in documents: for people, editors, programs, CI. */
export interface CheckForm {
  readonly name: string
  write(checked: readonly CheckedDocument[], colors: Colors): string
}

/** Errors first, then in the order of lines. */
export function bySeverity(findings: readonly Finding[]): readonly Finding[] {
  const rank = ({ severity }: Finding) => SEVERITIES.indexOf(severity)
  return findings.toSorted((one, other) => rank(one) - rank(other))
}

/** `2 errors, 1 warning`, or that nothing is wrong. */
export function verdictOf(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'nothing is wrong with it'
  return SEVERITIES.map((severity) => findings.filter((finding) => finding.severity === severity))
    .flatMap(([first, ...others]) => (first === undefined ? [] : [count(others.length + 1, first.severity)]))
    .join(', ')
}

/** `redirected to https://… (301, permanent)`. */
export function redirectText(redirect: Redirect): string {
  return `redirected to ${redirect.to} (${redirect.status}, ${isPermanent(redirect) ? 'permanent' : 'temporary'})`
}

/** What is found alike in several places of a document, in the order of the first. */
export function groupsOf(findings: readonly Finding[]): readonly (readonly [Finding, ...Finding[]])[] {
  const groups = new Map<string, [Finding, ...Finding[]]>()
  for (const finding of bySeverity(findings)) {
    const key = `${finding.code}\n${finding.message}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [finding])
    else group.push(finding)
  }
  return [...groups.values()]
}
