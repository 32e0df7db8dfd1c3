import type { HtmlTag, TagRemark } from '../html-scan.ts'
import { remarksOnTags } from '../html-texts.ts'
import type { LintRule } from '../rule.ts'

const PLAYERS =
  /^https:\/\/(?:www\.youtube(?:-nocookie)?\.com|player\.vimeo\.com|w\.soundcloud\.com|open\.spotify\.com|embed\.podcasts\.apple\.com|bandcamp\.com|www\.dailymotion\.com|player\.twitch\.tv|archive\.org|[\w.-]+\.peertube\.[a-z]+)\//i

export const htmlIframeUnknown: LintRule = {
  code: 'html-iframe-unknown',
  severity: 'warning',
  paragraph: 'W3C validator, SecurityRisk; feed hygiene',
  summary:
    'Frames come from players that feed readers know, such as YouTube, Vimeo, SoundCloud and Spotify, over https.',
  fix: 'Replace the frame with a link, or with a picture that links there.',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  check: ({ htmlTexts }) => remarksOnTags(htmlTexts, unknownFrame),
}

function unknownFrame({ name, attributes }: HtmlTag): readonly TagRemark[] {
  if (name !== 'iframe') return []
  const got = attributes.get('src') ?? ''
  if (PLAYERS.test(got)) return []
  return [
    {
      message: 'Feed readers do not show frames from this address',
      got,
      expected: 'a known player over https, or a link',
    },
  ]
}
