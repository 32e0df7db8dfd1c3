import { documentPath } from '../feed/document-path.ts'
import type { PublishedFeed } from '../feed/published-state.ts'
import type { Finding } from '../finding.ts'
import type { CandidateFeed, CandidateFile } from './candidate.ts'
import { type ChurnFacts, judgeChurn } from './churn.ts'
import { type HtmlScan, rememberingScan } from './lint/html-scan.ts'
import { lintDocument } from './lint/index.ts'
import { checkRoundTrip, utf8Of } from './round-trip.ts'

/** Whether the candidate may be published; `findings` with an error hold it. */
export interface Verdict {
  readonly candidate: CandidateFeed
  readonly accepted: boolean
  readonly findings: readonly Finding[]
}

/**
 * The gate: each document is parsed from its bytes and must equal the intended one, must violate no rule, and the feed
 * must not churn compared with the published one. One document that fails holds all formats of the feed.
 *
 * @param pause awaited after each document, so that other work goes on meanwhile
 * @param acceptChurn whether the user has checked and accepted the churn of this feed
 * @param facts absent for a document that is not the subscription document of a feed, which has no churn
 */
export async function verify(
  candidate: CandidateFeed,
  pause: () => Promise<void>,
  last?: PublishedFeed,
  facts?: ChurnFacts,
  acceptChurn = false,
): Promise<Verdict> {
  const churn = facts === undefined ? [] : judgeChurn(candidate.feed, last, candidate.seen, facts)
  const items = candidate.files.flatMap(({ document }) => document.items)
  const scan = rememberingScan(items.flatMap(({ contentHtml }) => contentHtml ?? []))
  const findings = [...candidate.findings]
  for (const file of candidate.files) {
    findings.push(...judgeFile(candidate, file, scan))
    await pause()
  }
  findings.push(
    ...(acceptChurn ? churn.map((finding): Finding => ({ ...finding, severity: 'warning' })) : churn),
  )
  return { candidate, accepted: findings.every(({ severity }) => severity !== 'error'), findings }
}

/**
 * Rules come first: they parse with a strict, namespace-aware parser, so an accepted document need not be parsed by it
 * again.
 */
function judgeFile(
  candidate: CandidateFeed,
  { format, document, bytes }: CandidateFile,
  scan: HtmlScan,
): readonly Finding[] {
  const text = utf8Of(bytes)
  const linted = text?.startsWith('\ufeff') === false ? text : new TextDecoder().decode(bytes)
  const broken = ofFeed(
    lintDocument(linted, { selfUrl: document.selfUrl, isOwnOutput: true, scan }),
    candidate,
    format.fileName,
  )
  const isWellFormed = broken.every(({ severity }) => severity !== 'error')
  return [...checkRoundTrip(format, document, bytes, candidate.feed.name, { text, isWellFormed }), ...broken]
}

function ofFeed(findings: readonly Finding[], { feed }: CandidateFeed, fileName: string): Finding[] {
  return findings.map((finding) => ({ ...finding, feed: feed.name, file: documentPath(feed, fileName) }))
}
