import type { LintRule } from '../rule.ts'
import { child } from '../xml-tree.ts'

export const itunesElementMissing: LintRule = {
  code: 'itunes-element-missing',
  severity: 'warning',
  paragraph: 'Apple, A Podcaster’s Guide to RSS, required tags; W3C validator, MissingItunesElement',
  summary: 'A podcast states its language, category, owner, and whether it is explicit.',
  fix: 'Add language, itunes:category, itunes:explicit and itunes:owner with itunes:email to the channel.',
  appliesTo: ['rss'],
  othersOnly: true,
  *check(document) {
    const { channel } = document
    const isPodcast = document.xml?.elements.some(({ name }) => name.startsWith('itunes:'))
    if (channel === undefined || isPodcast !== true) return
    for (const name of ['language', 'itunes:category', 'itunes:explicit', 'itunes:owner'])
      if (child(channel, name) === undefined && !(name === 'language' && child(channel, 'dc:language')))
        yield { at: channel.start, message: `The podcast has no <${name}>`, expected: `a <${name}>` }
  },
}
