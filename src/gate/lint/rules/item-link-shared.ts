import { itemUrl } from '../aggregator-view.ts'
import type { LintRule } from '../rule.ts'

/** In a link blog, two articles about the same page are common. */
const FEWEST = 3

export const itemLinkShared: LintRule = {
  code: 'item-link-shared',
  severity: 'warning',
  paragraph: 'RSS 2.0, item: link; RFC 4287 section 4.2.7.2; JSON Feed 1.1, url',
  summary: 'Not all items link to the same page.',
  fix: 'Link each item to the page of its own article, or to its place in the page (#…).',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  *check(document) {
    const { items } = document
    const [first] = items
    if (first === undefined || items.length < FEWEST) return
    const url = itemUrl(first)
    if (url !== '' && items.every((item) => itemUrl(item) === url))
      yield {
        at: first.start,
        message: `All ${items.length} items link to the same page`,
        got: url,
        expected: 'the page of each article',
      }
  },
}
