import type { LintRule } from '../rule.ts'
import { children } from '../xml-tree.ts'

/** File name extensions that Apple Podcasts supports. */
const SUPPORTED = /\.(?:m4a|mp3|mov|mp4|m4v|pdf|epub)$/i

export const itunesEnclosureUnsupported: LintRule = {
  code: 'itunes-enclosure-unsupported',
  severity: 'warning',
  paragraph: 'Apple, A Podcaster’s Guide to RSS, enclosure; W3C validator, UnsupportedItunesFormat',
  summary: 'Apple Podcasts can play the file of an episode.',
  fix: 'Use mp3, m4a, mp4, m4v or mov (or pdf, epub), with the extension in the address.',
  appliesTo: ['rss'],
  othersOnly: true,
  *check(document) {
    for (const item of document.itemElements) {
      if (!item.children.some(({ name }) => name.startsWith('itunes:'))) continue
      for (const enclosure of children(item, 'enclosure')) {
        const url = (enclosure.attributes.get('url') ?? '').trim()
        const path = url.replace(/[?#].*$/s, '')
        if (/\.\w{1,5}$/.test(path.replace(/^\w+:\/\/[^/]*/, '')) && !SUPPORTED.test(path))
          yield {
            at: document.attributeAt(enclosure, 'url'),
            message: 'Apple Podcasts does not play this kind of file',
            got: url,
            expected: 'mp3, m4a, mp4, m4v, mov, pdf or epub',
          }
      }
    }
  },
}
