import { member, membersOf, stringOf } from '../json-tree.ts'
import type { LintRule } from '../rule.ts'
import type { SourceItem } from '../source-parts.ts'
import { child, isBlank } from '../xml-tree.ts'

type State = 'has' | 'guid' | 'none'

export const itemLinkMissing: LintRule = {
  code: 'item-link-missing',
  severity: 'warning',
  paragraph: 'RSS 2.0, item: link and guid; JSON Feed 1.1, url',
  summary: 'Every item has a link to a page or a file, not only a guid.',
  fix: 'Write the address of the article into <link> (JSON Feed: url), beside the guid.',
  appliesTo: ['rss', 'json'],
  *check(document) {
    if (document.dialect.version.startsWith('0.9')) return
    const says: Readonly<Record<Exclude<State, 'has'>, string>> = {
      none: 'lead nowhere: they have no link, and no guid that is one',
      guid: 'have a permanent guid and no link, which some readers need beside it',
    }
    for (const state of ['none', 'guid'] as const) {
      const found = document.items.filter((item) => stateOf(item) === state)
      const [first] = found
      if (first !== undefined)
        yield {
          at: first.start,
          message: `${found.length} of ${document.items.length} items ${says[state]}`,
          expected: document.json === undefined ? '<link>' : 'url',
        }
    }
  },
}

function stateOf({ element, json }: SourceItem): State {
  if (element === undefined) {
    const hasFile = membersOf(member(json, 'attachments')).length > 0
    const hasUrl = ['url', 'external_url'].some((name) => stringOf(member(json, name)) !== undefined)
    return hasFile || hasUrl ? 'has' : 'none'
  }
  if (!isBlank(child(element, 'link'))) return 'has'
  if (['atom:link', 'enclosure', 'media:content'].some((name) => child(element, name) !== undefined))
    return 'has'
  const guid = child(element, 'guid')
  const isPage = guid?.attributes.get('isPermaLink') !== 'false' && /^\s*https?:/i.test(guid?.text ?? '')
  return isPage ? 'guid' : 'none'
}
