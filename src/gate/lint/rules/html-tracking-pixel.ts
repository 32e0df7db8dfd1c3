import type { HtmlTag, TagRemark } from '../html-scan.ts'
import { remarksOnTags } from '../html-texts.ts'
import type { LintRule } from '../rule.ts'

export const htmlTrackingPixel: LintRule = {
  code: 'html-tracking-pixel',
  severity: 'warning',
  paragraph: 'Feed hygiene; Media RSS has no place for it either',
  summary: 'HTML contains no invisible pictures.',
  fix: 'Remove pictures of one pixel, and count at the server instead.',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  check: ({ htmlTexts }) => remarksOnTags(htmlTexts, invisiblePicture),
}

function invisiblePicture({ name, attributes }: HtmlTag): readonly TagRemark[] {
  const isTiny = (side: string) => /^\s*[01](?:px)?\s*$/.test(attributes.get(side) ?? '')
  if (name !== 'img' || !isTiny('width') || !isTiny('height')) return []
  return [
    {
      message: 'There is an invisible picture',
      got: attributes.get('src') ?? '',
      expected: 'visible pictures',
    },
  ]
}
