import { member } from '../json-tree.ts'
import { feedLinks } from '../links.ts'
import type { LintRule } from '../rule.ts'

export const selfLinkMismatch: LintRule = {
  code: 'self-link-mismatch',
  severity: 'warning',
  paragraph: 'RSS profile, atom:link; W3C validator, SelfDoesntMatchLocation',
  summary: "The feed's own address is the one it is served at.",
  fix: 'State the canonical address, and redirect the others to it with 301.',
  appliesTo: ['rss', 'atom', 'json'],
  *check(document) {
    const { selfUrl, temporaryUrls = [] } = document.facts
    const stated = feedLinks(document, 'self').map((link) => ({
      at: document.attributeAt(link, 'href'),
      got: link.attributes.get('href') ?? '',
    }))
    const node = member(document.json, 'feed_url')
    if (node?.kind === 'string') stated.push({ at: node.start, got: node.value })
    if (selfUrl === undefined) return
    const good = [selfUrl, ...temporaryUrls]
    if (stated.some(({ got }) => good.includes(got))) return
    for (const { at, got } of stated.slice(0, 1))
      yield { at, message: 'The feed says another address than the one it is at', got, expected: selfUrl }
  },
}
