import type { Severity } from '../finding.ts'
import type { Remark } from '../gate/lint/rule.ts'
import type { Answer } from './answer.ts'
import type { Redirect } from './redirect.ts'

/** A remark of a rule, without code, severity and fix of the rule. */
export type AnswerRemark = Omit<Remark, 'at'>

/** The definition of a rule; its page is `docs/http/<code>.md`. */
export interface HttpRule {
  readonly code: string
  readonly severity: Severity
  /** Source of the rule: specification and paragraph. */
  readonly paragraph: string
  /** The property of a server that conforms to the rule, in one sentence. */
  readonly summary: string
  /** How to fix a violation. */
  readonly fix: string
}

/** One answer to a request without validators, with its redirects. */
export interface Fetched {
  readonly answer: Answer
  readonly redirects: readonly Redirect[]
  /** The time of the request, in milliseconds since 1970. */
  readonly now: number
}

/** A rule that a single answer can violate. */
export interface AnswerRule extends HttpRule {
  check(fetched: Fetched): Iterable<AnswerRemark>
}
