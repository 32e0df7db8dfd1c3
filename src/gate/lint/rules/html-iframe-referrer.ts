import type { HtmlTag, TagRemark } from '../html-scan.ts'
import { remarksOnTags } from '../html-texts.ts'
import type { LintRule } from '../rule.ts'

const YOUTUBE = /^(?:https?:)?\/\/(?:www\.)?youtube(?:-nocookie)?\.com\//i

export const htmlIframeReferrer: LintRule = {
  code: 'html-iframe-referrer',
  severity: 'warning',
  paragraph: 'HTML section 4.8.5: referrerpolicy; YouTube API required minimum functionality',
  summary: 'A YouTube frame allows a referrer.',
  fix: 'Write referrerpolicy="strict-origin-when-cross-origin" on the frame.',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  check: ({ htmlTexts }) => remarksOnTags(htmlTexts, silentFrame),
}

function silentFrame({ name, attributes }: HtmlTag): readonly TagRemark[] {
  if (name !== 'iframe') return []
  const policy = attributes.get('referrerpolicy') ?? ''
  const isSilent = /^\s*(?:no-referrer|same-origin)\s*$/i.test(policy)
  if (!isSilent || !YOUTUBE.test(attributes.get('src')?.trim() ?? '')) return []
  return [
    {
      message: 'The frame sends YouTube no referrer, so the video does not play (error 153)',
      got: policy,
      expected: 'strict-origin-when-cross-origin',
    },
  ]
}
