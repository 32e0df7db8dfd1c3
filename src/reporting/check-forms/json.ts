import { bySeverity, type CheckedDocument, type CheckForm } from './checked-document.ts'

/** For programs: a list with one object per document. */
export const json: CheckForm = {
  name: 'json',
  write: (checked) => `${JSON.stringify(checked.map(plainOf), undefined, 2)}\n`,
}

function plainOf({ place, result, redirects, feeds }: CheckedDocument): object {
  return { place, ...result, findings: bySeverity(result.findings), redirects, feeds }
}
