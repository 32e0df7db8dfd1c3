import { lackingAttribute } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'
import { child } from '../xml-tree.ts'

export const mediaUrlMissing: LintRule = {
  code: 'media-url-missing',
  severity: 'error',
  paragraph: 'Media RSS 1.5.1, media:content, media:thumbnail, media:player',
  summary: 'Every media:content has a url or a player; thumbnails and players have a url.',
  fix: 'Add url="…" with the address of the file.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    yield* lackingAttribute(document.named('media:thumbnail', 'media:player'), 'url')
    yield* lackingAttribute(
      document.named('media:content').filter((content) => child(content, 'media:player') === undefined),
      'url',
    )
  },
}
