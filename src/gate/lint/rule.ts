import type { Severity } from '../../finding.ts'
import type { Remark } from './remark.ts'
import type { Family, SourceDocument } from './source-document.ts'

export type { Remark }

/** The definition of one rule; its page is `docs/lint/<code>.md`. */
export interface LintRule {
  readonly code: string
  readonly severity: Severity
  /** Source of the rule: specification and paragraph. */
  readonly paragraph: string
  /** The property of a document that conforms to the rule, in one sentence. */
  readonly summary: string
  /** How to fix a violation. */
  readonly fix: string
  /** Families of documents to which the rule applies; `any` also includes text that could not be parsed completely. */
  readonly appliesTo: readonly Family[] | 'any'
  /**
   * The rule guesses an author's intention (a title *about* `<b>` looks like one *with* `<b>`), so it can be wrong.
   * Skipped for our own documents, whose escaping is proven by the round trip.
   */
  readonly guess?: true
  /** Checks for things that our own documents never contain, or that their author decides: skipped for them. */
  readonly othersOnly?: true
  /**
   * An error in others' documents that is only a warning in our own, because it may concern something already
   * published, such as the id of an article, which must not change.
   */
  readonly tolerated?: true
  check(document: SourceDocument): Iterable<Remark>
}
