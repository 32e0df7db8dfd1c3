import type { LintRule } from '../rule.ts'

const words = (text: string) => new Set(text.split(' '))
const RSS_ONCE = words(
  'title link description language copyright managingEditor webMaster pubDate lastBuildDate generator docs cloud ttl image textInput skipHours skipDays author comments guid source url width height content:encoded',
)
const ATOM_ONCE = words(
  'atom:id atom:title atom:updated atom:published atom:subtitle atom:summary atom:content atom:generator atom:icon atom:logo atom:rights atom:source',
)

export const elementRepeated: LintRule = {
  code: 'element-repeated',
  severity: 'error',
  paragraph: 'RSS 2.0, elements of item; RFC 4287 sections 4.1.1 and 4.1.2',
  summary: 'Elements that can be said once are said once.',
  fix: 'Keep one of them.',
  appliesTo: ['rss', 'rdf', 'atom'],
  *check(document) {
    const once = document.dialect.family === 'atom' ? ATOM_ONCE : RSS_ONCE
    for (const parent of [document.channel, ...document.named('image'), ...document.itemElements]) {
      const seen = new Set<string>()
      for (const { name, start } of parent?.children ?? []) {
        if (seen.has(name) && once.has(name))
          yield {
            at: start,
            message: `<${name.replace('atom:', '')}> stands here a second time`,
            expected: 'one',
          }
        seen.add(name)
      }
    }
  },
}
