import { documentPath } from '../feed/document-path.ts'
import type { PublishedFeed } from '../feed/published-state.ts'
import type { Finding } from '../finding.ts'
import { type ChurnFacts, judgeChurn } from './churn.ts'
import type { Edition, EditionFile } from './edition.ts'
import { lintDocument } from './lint/index.ts'
import { checkRoundTrip } from './round-trip.ts'

/** May this edition replace what readers have? `findings` with an error hold it. */
export interface Verdict {
  readonly edition: Edition
  readonly accepted: boolean
  readonly findings: readonly Finding[]
}

/**
 * The gate: each document is read back from its bytes and must equal what was meant, must break no rule, and the feed
 * must not churn against what readers last saw. One document that fails holds all formats of the feed.
 *
 * @param acceptChurn a person has looked at this feed's churn and wants it out
 * @param facts absent for a document that is no feed's subscription document, which cannot churn
 */
export function verify(
  edition: Edition,
  last?: PublishedFeed,
  facts?: ChurnFacts,
  acceptChurn = false,
): Verdict {
  const churn = facts === undefined ? [] : judgeChurn(edition.feed, last, edition.seen, facts)
  const findings = [
    ...edition.findings,
    ...edition.files.flatMap((file) => judgeFile(edition, file)),
    ...(acceptChurn ? churn.map((finding): Finding => ({ ...finding, severity: 'warning' })) : churn),
  ]
  return { edition, accepted: findings.every(({ severity }) => severity !== 'error'), findings }
}

/** Rules first: they read with a strict, namespace-aware parser, and what it accepts need not be parsed by it again. */
function judgeFile(edition: Edition, { format, document, bytes }: EditionFile): readonly Finding[] {
  const text = new TextDecoder().decode(bytes)
  const broken = ofFeed(
    lintDocument(text, { selfUrl: document.selfUrl, ours: true }),
    edition,
    format.fileName,
  )
  const isWellFormed = broken.every(({ severity }) => severity !== 'error')
  return [...checkRoundTrip(format, document, bytes, edition.feed.name, isWellFormed), ...broken]
}

function ofFeed(findings: readonly Finding[], { feed }: Edition, fileName: string): Finding[] {
  return findings.map((finding) => ({ ...finding, feed: feed.name, file: documentPath(feed, fileName) }))
}
