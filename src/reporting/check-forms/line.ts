import { findingLine } from '../finding-text.ts'
import { bySeverity, type CheckForm } from './checked-document.ts'

/** For editors: `file:line:column: severity: message [code]`. */
export const line: CheckForm = {
  name: 'line',
  write: (checked) => checked.flatMap(({ result }) => bySeverity(result.findings).map(findingLine)).join(''),
}
