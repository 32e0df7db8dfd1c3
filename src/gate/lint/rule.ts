import type { Severity } from '../../finding.ts'
import type { Family, SourceDocument } from './source-document.ts'

/** One thing a rule has to say about one place. The rule adds code, severity and fix. */
export interface Remark {
  /** Offset in the text. */
  readonly at: number
  readonly message: string
  readonly got?: string
  readonly expected?: string
}

/** Everything about one rule, in one place; its page is `docs/lint/<code>.md`. */
export interface LintRule {
  readonly code: string
  readonly severity: Severity
  /** Where the rule is written: specification and paragraph. */
  readonly paragraph: string
  /** What is true of a document that keeps the rule, in one sentence. */
  readonly summary: string
  /** What to do about it. */
  readonly fix: string
  /** Families of documents the rule speaks about; `any` also for text that could not be read as a whole. */
  readonly appliesTo: readonly Family[] | 'any'
  /**
   * The rule infers a mistake from an author's words (a title *about* `<b>` looks like one *with* `<b>`), so it can be
   * wrong. Not asked about our own documents, whose escaping the round trip has proven.
   */
  readonly guess?: true
  /** Looks for what the writers of our own documents never write, or what their author decides: not asked about them. */
  readonly foreign?: true
  /**
   * An error in others' documents that is only a warning in our own: it may stand in what subscribers have already, such
   * as the id of an article, and cannot be changed any more.
   */
  readonly tolerated?: true
  check(document: SourceDocument): Iterable<Remark>
}
