import type { LintRule } from '../rule.ts'

/** OPML 2.0 does not restrict the types. */
const TYPES = ['rss', 'atom', 'feed', 'json', 'link', 'include', 'text']
const VERSIONS = /^(?:RSS|RSS1|RSS2|scriptingNews|atom|atom1)?$/i

export const opmlOutlineDoubtful: LintRule = {
  code: 'opml-outline-doubtful',
  severity: 'warning',
  paragraph: 'OPML 2.0, outline and subscription lists',
  summary: 'An outline has a known type, and its required attributes: a feed has a title, a link has a url.',
  fix: 'Use the type rss for feeds, and link or include for pages and lists. Add title or url.',
  appliesTo: ['opml'],
  *check(document) {
    const isOld = document.dialect.version.startsWith('1')
    for (const { attributes, start } of document.named('outline')) {
      const type = attributes.get('type')
      const remark = (message: string, expected: string) => ({
        at: start,
        message,
        got: type ?? '',
        expected,
      })
      if (type !== undefined && isOld && !TYPES.includes(type.toLowerCase()))
        yield remark('The type of the outline is not known', 'rss, link or include')
      if (!VERSIONS.test(attributes.get('version') ?? ''))
        yield remark('The version of the feed is not known', 'RSS, RSS1, RSS2 or scriptingNews')
      if (type === undefined && attributes.has('xmlUrl'))
        yield remark('The feed is not said to be one', 'type="rss"')
      if (type === 'rss' && !attributes.has('title')) yield remark('The feed has no title', 'a title')
      if ((type === 'link' || type === 'include') && !attributes.has('url'))
        yield remark(`The outline of type ${type} has no url`, 'a url')
    }
  },
}
