import { lacking } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'
import { children } from '../xml-tree.ts'

export const imageIncomplete: LintRule = {
  code: 'image-incomplete',
  severity: 'error',
  paragraph: 'RSS 2.0, channel: image (three required elements)',
  summary: "The channel's image has url, title and link.",
  fix: 'Add what is missing; title and link are those of the channel.',
  appliesTo: ['rss'],
  *check(document) {
    const images = children(document.channel, 'image')
    for (const name of ['url', 'title', 'link']) yield* lacking(images, name)
  },
}
