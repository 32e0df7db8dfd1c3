import { member, stringOf } from '../json-tree.ts'
import { feedLinks, resolvedHref } from '../links.ts'
import type { LintRule } from '../rule.ts'
import { child } from '../xml-tree.ts'

export const siteLinkIsFeed: LintRule = {
  code: 'site-link-is-feed',
  severity: 'warning',
  paragraph: 'RSS 2.0, channel: link; RFC 4287 section 4.2.7.2; JSON Feed 1.1, home_page_url',
  summary: 'The link of the site leads to a web page, not to the feed.',
  fix: 'Write the address of the home page or of the section.',
  appliesTo: ['rss', 'atom', 'json'],
  *check(document) {
    const { selfUrl } = document.facts
    const own = new Set([
      ...(selfUrl === undefined ? [] : [selfUrl]),
      ...feedLinks(document, 'self').flatMap((link) => resolvedHref(link) ?? []),
      ...(stringOf(member(document.json, 'feed_url')) ?? '').split(' '),
    ])
    const link = child(document.channel, 'link')
    const home = member(document.json, 'home_page_url')
    const stated = [
      ...(link === undefined ? [] : [{ at: link.start, got: link.text.trim() }]),
      ...(home === undefined ? [] : [{ at: home.start, got: stringOf(home) ?? '' }]),
      ...(document.dialect.family === 'atom' ? feedLinks(document, 'alternate') : [])
        .filter(({ attributes }) => /^(?:text\/html)?$/.test(attributes.get('type') ?? ''))
        .map((alternate) => ({ at: alternate.start, got: resolvedHref(alternate)?.trim() ?? '' })),
    ]
    for (const { at, got } of stated)
      if (own.has(got) && !isHome(got))
        yield { at, message: 'The link of the site is the feed itself', got, expected: 'the home page' }
  },
}

/** A feed that states the home page as its own address has the error there, not here. */
function isHome(url: string): boolean {
  return !URL.canParse(url) || /^\/(?:index\.html?)?$/.test(new URL(url).pathname + new URL(url).search)
}
