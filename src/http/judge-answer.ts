import type { Finding } from '../finding.ts'
import { shown } from '../gate/lint/lint-document.ts'
import type { AnswerRemark, Fetched, HttpRule } from './rule.ts'
import { answerRules } from './rules/index.ts'

/** The problems of an answer, regardless of its document. */
export function judgeAnswer(fetched: Fetched, path: string): readonly Finding[] {
  return answerRules.flatMap((rule) =>
    Array.from(rule.check(fetched), (remark) => findingOf(rule, remark, path)),
  )
}

/** Converts a remark to a finding: texts from the server are truncated to one printable line. */
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
