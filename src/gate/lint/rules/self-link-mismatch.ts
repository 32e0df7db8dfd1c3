import { member } from '../json-tree.ts'
import { feedLinks, resolvedHref } from '../links.ts'
import type { LintRule } from '../rule.ts'

export const selfLinkMismatch: LintRule = {
  code: 'self-link-mismatch',
  severity: 'warning',
  paragraph: 'RSS profile, atom:link; W3C validator, SelfDoesntMatchLocation',
  summary: 'The self link of the feed is the address at which it is served.',
  fix: 'Use the canonical address, and redirect the others to it with 301.',
  appliesTo: ['rss', 'atom', 'json'],
  *check(document) {
    const { selfUrl, temporaryUrls = [] } = document.facts
    const stated = feedLinks(document, 'self').map((link) => ({
      at: document.attributeAt(link, 'href'),
      got: resolvedHref(link) ?? '',
    }))
    const node = member(document.json, 'feed_url')
    if (node?.kind === 'string') stated.push({ at: node.start, got: node.value })
    if (selfUrl === undefined) return
    const good = [selfUrl, ...temporaryUrls]
    if (stated.some(({ got }) => good.some((url) => isSame(got, url)))) return
    for (const { at, got } of stated.slice(0, 1))
      yield {
        at,
        message: 'The self link of the feed is not the address at which it is served',
        got,
        expected: selfUrl,
      }
  },
}

/** A relative address is resolved against the address of the document, as readers do. */
function isSame(stated: string, actual: string): boolean {
  return stated === actual || (URL.canParse(stated, actual) && new URL(stated, actual).href === actual)
}
