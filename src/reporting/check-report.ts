import type { CheckResult } from '../gate/check.ts'
import { findingLine, findingTexts, printable } from './finding-text.ts'

/** A document that was checked, as the person named it. */
export interface CheckedDocument {
  readonly place: string
  readonly result: CheckResult
  readonly redirects: readonly { readonly to: string }[]
}

const FORMS = ['text', 'json', 'line'] as const
/** `text` for people, `json` for machines, `line` for editors and CI. */
export type CheckForm = (typeof FORMS)[number]

export const isCheckForm = (text: string): text is CheckForm => FORMS.some((form) => form === text)

/** What `feedwright check` prints of all documents. */
export function checkReport(checked: readonly CheckedDocument[], form: CheckForm): string {
  if (form === 'json') return `${JSON.stringify(checked.map(plainOf), undefined, 2)}\n`
  if (form === 'line') return checked.flatMap(({ result }) => result.findings.map(findingLine)).join('')
  return checked.map(textOf).join('\n')
}

function plainOf({ place, result, redirects }: CheckedDocument): object {
  return { place, ...result, redirects }
}

function textOf({ place, result, redirects }: CheckedDocument): string {
  const { dialect, title, items, byteLength, findings } = result
  const name = title === undefined ? '' : ` “${printable(title)}”`
  const moved = redirects.map(({ to }) => `  redirected to ${printable(to)}\n`).join('')
  const errors = findings.filter(({ severity }) => severity === 'error').length
  const verdict =
    findings.length === 0
      ? '  nothing is wrong with it\n'
      : `\n${findingTexts(findings)}\n${count(errors, 'error')}, ${count(findings.length - errors, 'warning')}\n`
  return `${printable(place)}: ${dialect}${name}, ${count(items, 'item')}, ${byteLength} bytes\n${moved}${verdict}`
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`
