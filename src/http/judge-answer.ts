import type { Finding } from '../finding.ts'
import { shown } from '../gate/lint/lint-document.ts'
import type { AnswerRemark, Fetched, HttpRule } from './rule.ts'
import { answerRules } from './rules/index.ts'

/** What is wrong with an answer, whatever document it holds. */
export function judgeAnswer(fetched: Fetched, path: string): readonly Finding[] {
  return answerRules.flatMap((rule) =>
    Array.from(rule.check(fetched), (remark) => findingOf(rule, remark, path)),
  )
}

/** A remark as a report tells it: what a server said is cut and on one line, as a report can print it. */
export function findingOf(
  { code, severity, fix }: HttpRule,
  { message, got, expected }: AnswerRemark,
  path: string,
): Finding {
  return {
    code,
    severity,
    message: shown(message, 300),
    file: path,
    ...(got === undefined ? {} : { got: shown(got) }),
    ...(expected === undefined ? {} : { expected: shown(expected) }),
    fix,
  }
}
