/** Why a text could not be parsed completely. */
export type SyntaxKind =
  | 'malformed'
  | 'character'
  | 'entity'
  | 'prefix'
  | 'declaration'
  | 'complexity'
  | 'json'

export interface SyntaxProblem {
  readonly kind: SyntaxKind
  /** Offset in the text, in UTF-16 code units. */
  readonly at: number
  readonly message: string
}
