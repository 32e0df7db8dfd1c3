import type { Remark } from './rule.ts'
import type { SourceDocument } from './source-document.ts'
import type { SyntaxKind } from './syntax-problem.ts'

/** The syntax problem of the document, if it is of this kind. */
export function* syntaxProblem(
  { problem }: SourceDocument,
  kind: SyntaxKind,
  means: string,
): Iterable<Remark> {
  if (problem?.kind === kind) yield { at: problem.at, message: `${means}: ${problem.message}` }
}
