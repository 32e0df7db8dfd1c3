import type { AnswerRemark, HttpRule } from '../rule.ts'
import type { Observed } from './observed.ts'

/** A rule that requires several answers. */
export interface ProbeRule extends HttpRule {
  check(observed: Observed): Iterable<AnswerRemark>
}
