import type { LintRule } from '../rule.ts'

const MIB = 1024 * 1024
/** Size limit in bytes of the strictest well-known reader. */
const MOST_BYTES = 5 * MIB

export const feedTooLarge: LintRule = {
  code: 'feed-too-large',
  severity: 'warning',
  paragraph: 'Practice of readers: limits of 5 MiB (CommaFeed) and 15 MiB (Miniflux); RFC 5005',
  summary: 'The feed has at most 5 MiB.',
  fix: 'Publish only the newest items (usually 20 to 50), with archive documents (RFC 5005) for the others, or publish summaries instead of full texts.',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  *check(document) {
    const { byteLength = 0 } = document.facts
    if (byteLength <= MOST_BYTES) return
    yield {
      at: 0,
      message: `Readers that limit documents to 5 MiB${byteLength > 3 * MOST_BYTES ? ' or 15 MiB' : ''} refuse this one, and every poll without a 304 transfers it again`,
      got: `${(byteLength / MIB).toFixed(1)} MiB, ${document.items.length} items`,
      expected: 'at most 5 MiB',
    }
  },
}
