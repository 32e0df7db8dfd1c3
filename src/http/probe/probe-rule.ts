import type { AnswerRemark, HttpRule } from '../rule.ts'
import type { Observed } from './observed.ts'

/** A rule that takes several answers to judge. */
export interface ProbeRule extends HttpRule {
  check(observed: Observed): Iterable<AnswerRemark>
}
