import type { Finding } from '../../finding.ts'
import { lintSource } from '../../gate/lint/index.ts'
import { findingOf, judgeAnswer } from '../judge-answer.ts'
import type { Observed } from './observed.ts'
import { probeRules } from './rules/index.ts'

/** Rules about the document that depend on how it is served. `check` applies the others. */
const OF_THE_DOCUMENT = ['not-a-feed', 'html-page', 'content-type-wrong']
/** The feed of a local server rarely states the local address. */
const OF_A_PUBLIC_DOCUMENT = [...OF_THE_DOCUMENT, 'self-link-mismatch']

/** The problems of how a feed is served, without duplicates. */
export function judgeProbe(observed: Observed): readonly Finding[] {
  const { probed, document, first, wholes } = observed
  const { address, redirects, startedAt } = probed
  const fetched = { redirects, now: startedAt }
  const answers = [first, ...wholes.map(({ answer }) => answer)].flatMap((answer) =>
    judgeAnswer({ answer, ...fetched }, address),
  )
  const served = first.status === 200 ? lintSource(document, { ...document.facts, path: address }) : []
  const ofDocument = probed.isPublic ? OF_A_PUBLIC_DOCUMENT : OF_THE_DOCUMENT
  return [
    ...onceEach(answers),
    ...served.filter(({ code }) => ofDocument.includes(code)),
    ...probeRules.flatMap((rule) =>
      Array.from(rule.check(observed), (remark) => findingOf(rule, remark, address)),
    ),
  ]
}

/** Combines findings that several answers have in common. */
function onceEach(findings: readonly Finding[]): readonly Finding[] {
  return [
    ...new Map(findings.toReversed().map((one) => [`${one.code}\n${one.got}`, one])).values(),
  ].toReversed()
}
