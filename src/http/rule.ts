import type { Severity } from '../finding.ts'
import type { Remark } from '../gate/lint/rule.ts'
import type { Answer } from './answer.ts'
import type { Redirect } from './redirect.ts'

/** One thing a rule has to say. The rule adds code, severity and fix. */
export type AnswerRemark = Omit<Remark, 'at'>

/** What a rule is, whatever it looks at; its page is `docs/http/<code>.md`. */
export interface HttpRule {
  readonly code: string
  readonly severity: Severity
  /** Where the rule is written: specification and paragraph. */
  readonly paragraph: string
  /** What is true of a server that keeps the rule, in one sentence. */
  readonly summary: string
  /** What to do about it. */
  readonly fix: string
}

/** One answer to a request without validators, and the way to it. */
export interface Fetched {
  readonly answer: Answer
  readonly redirects: readonly Redirect[]
  /** The moment of the request, in milliseconds since 1970. */
  readonly now: number
}

/** A rule that one answer can break. */
export interface AnswerRule extends HttpRule {
  check(fetched: Fetched): Iterable<AnswerRemark>
}
