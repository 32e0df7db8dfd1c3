import { namesOf, shownName, words } from '../names.ts'
import type { LintRule } from '../rule.ts'

/** Elements that are allowed at most once in any parent. */
const ONCE = new Set([
  ...words(
    'title link description language copyright managingEditor webMaster pubDate lastBuildDate generator docs cloud ttl image textInput textinput skipHours skipDays author comments guid source url width height name items content:encoded',
  ),
  ...namesOf(
    'atom',
    'id title updated published subtitle summary content generator icon logo rights source name uri email',
  ),
  ...namesOf('dc', 'title description type format source language rights'),
  ...namesOf('dcterms', 'abstract created issued modified'),
  ...namesOf('sy', 'updatePeriod updateFrequency updateBase'),
  ...namesOf('admin', 'errorReportsTo generatorAgent'),
  ...namesOf('media', 'title description copyright adult'),
  ...namesOf(
    'itunes',
    'author block complete duration email episode episodeType explicit image keywords name new-feed-url order owner season subtitle summary title type',
  ),
  ...namesOf(
    'feedburner',
    'awareness browserFriendly emailServiceId feedburnerHostname info origEnclosureLink origLink',
  ),
  ...namesOf('slash', 'comments section department hit_parade'),
  ...words(
    'thr:total wfw:comment wfw:commentRss head body ownerName ownerEmail ownerId dateCreated dateModified expansionState vertScrollState windowTop windowLeft windowBottom windowRight',
  ),
])
/** An article may have several dates, a feed only one. */
const ONCE_IN_FEED = 'dc:date'
const PARENTS = [
  ...words('rss opml head image textInput textinput atom:source atom:author atom:contributor itunes:owner'),
  ...namesOf('media', 'content group'),
]

export const elementRepeated: LintRule = {
  code: 'element-repeated',
  severity: 'error',
  paragraph: 'RSS 2.0, elements of item; RFC 4287 sections 3.2, 4.1.1, 4.1.2 and 4.2.11',
  summary: 'Elements that may occur once occur only once.',
  fix: 'Keep one of them.',
  appliesTo: ['rss', 'rdf', 'atom', 'opml'],
  *check(document) {
    for (const parent of [document.channel, ...document.named(...PARENTS), ...document.itemElements]) {
      const seen = new Set<string>()
      for (const { name, start } of parent?.children ?? []) {
        if (seen.has(name) && (ONCE.has(name) || (name === ONCE_IN_FEED && parent === document.channel)))
          yield {
            at: start,
            message: `<${shownName(name)}> occurs here a second time`,
            expected: 'one',
          }
        seen.add(name)
      }
    }
  },
}
