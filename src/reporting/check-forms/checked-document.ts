import { type Finding, SEVERITIES } from '../../finding.ts'
import type { CheckResult } from '../../gate/check.ts'
import { isPermanent, type Redirect } from '../../http/redirect.ts'
import type { Colors } from '../colors.ts'
import { count } from '../count.ts'

/** Used instead of the format if there is no document at an address. */
export const NO_DOCUMENT = 'no document'

/** A checked document, named as by the user. */
export interface CheckedDocument {
  readonly place: string
  readonly result: CheckResult
  readonly redirects: readonly Redirect[]
  /** The text of the document, to show the lines of findings. */
  readonly text: string
  /** Addresses of feeds in a web page. */
  readonly feeds: readonly string[]
}

/** An output format for findings about documents: for people, editors, programs, CI. */
export interface CheckForm {
  readonly name: string
  write(checked: readonly CheckedDocument[], colors: Colors): string
}

/** Errors first, then sorted by line. */
export function bySeverity(findings: readonly Finding[]): readonly Finding[] {
  const rank = ({ severity }: Finding) => SEVERITIES.indexOf(severity)
  return findings.toSorted((one, other) => rank(one) - rank(other))
}

/** `2 errors, 1 warning`, or that there are no problems. */
export function verdictOf(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'no problems'
  return SEVERITIES.map((severity) => findings.filter((finding) => finding.severity === severity))
    .flatMap(([first, ...others]) => (first === undefined ? [] : [count(others.length + 1, first.severity)]))
    .join(', ')
}

/** `redirected to https://… (301, permanent)`. */
export function redirectText(redirect: Redirect): string {
  return `redirected to ${redirect.to} (${redirect.status}, ${isPermanent(redirect) ? 'permanent' : 'temporary'})`
}

/** Groups equal findings at several places of a document, in the order of the first. */
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
