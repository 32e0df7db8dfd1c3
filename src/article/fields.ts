import type { ArticleFindingCode } from './article-finding.ts'

/** A value of the front matter with the offset at which it stands in the file. */
export type Field =
  | { readonly kind: 'nothing'; readonly offset: number }
  | {
      readonly kind: 'text'
      readonly text: string
      readonly offset: number
      /** What YAML took for a comment behind it. */
      readonly cutOff?: string
    }
  | { readonly kind: 'flag'; readonly flag: boolean; readonly text: string; readonly offset: number }
  | { readonly kind: 'list'; readonly items: readonly Field[]; readonly offset: number }
  | { readonly kind: 'map'; readonly entries: FieldMap; readonly offset: number }

/** Entries in the order of the file. */
export type FieldMap = ReadonlyMap<string, { readonly keyOffset: number; readonly field: Field }>

/** Why the block cannot be used; `offset` is that of the file. */
export interface FrontMatterProblem {
  readonly code: ArticleFindingCode
  readonly offset: number
  readonly message: string
  readonly got?: string
  readonly expected?: string
  readonly fix: string
}
