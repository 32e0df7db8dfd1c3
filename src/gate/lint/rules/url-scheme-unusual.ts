import { idsOf } from '../ids.ts'
import type { LintRule } from '../rule.ts'

/** Schemes that are not registered, or that no program supports any more. */
const UNUSUAL = /^(?:doi|feed|feeds|itpc|pcast|podcast|isbn|issn|pmid):/i

export const urlSchemeUnusual: LintRule = {
  code: 'url-scheme-unusual',
  severity: 'warning',
  paragraph: 'RFC 7595; W3C validator, SchemeNotIANARegistered',
  summary: 'Addresses and ids have registered schemes.',
  fix: 'Write https: in addresses. Do not change published ids.',
  appliesTo: ['rss', 'rdf', 'atom'],
  *check(document) {
    const ids = idsOf(document).map(({ got, at }) => ({ where: 'The id', url: got, at }))
    for (const { where, url, at } of [...document.urls, ...ids])
      if (UNUSUAL.test(url))
        yield {
          at,
          message: `${where} has a scheme that is not registered`,
          got: url,
          expected: 'https:, or tag: for an id',
        }
  },
}
