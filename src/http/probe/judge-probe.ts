import type { Finding } from '../../finding.ts'
import { lintSource } from '../../gate/lint/index.ts'
import { findingOf, judgeAnswer } from '../judge-answer.ts'
import type { Observed } from './observed.ts'
import { probeRules } from './rules/index.ts'

/** Rules for the document that depend on how it is served. The others are `check`'s. */
const OF_THE_DOCUMENT = ['not-a-feed', 'html-page', 'content-type-wrong']
/** A server on one's own machine is seldom asked at the address that the feed states. */
const OF_A_PUBLIC_DOCUMENT = [...OF_THE_DOCUMENT, 'self-link-mismatch']

/** What is wrong with the way a feed is served, each thing once. */
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

/** What many answers have alike is told once. */
function onceEach(findings: readonly Finding[]): readonly Finding[] {
  return [
    ...new Map(findings.toReversed().map((one) => [`${one.code}\n${one.got}`, one])).values(),
  ].toReversed()
}
