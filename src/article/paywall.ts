import type { ArticleBody } from './article.ts'
import { markdownToHtml } from './markdown/markdown-to-html.ts'

const NAMES =
  '(?:paywall|paid[-_ ]?(?:content|members|subscribers)?(?:[-_ ]?only)?|members?[-_ ]?only|subscribers?[-_ ]?only|premium(?:[-_ ]?(?:content|only))?)'

/**
 * Marks by which programs indicate that the following text is for paying readers: a comment (Ghost
 * `<!--members-only-->`), a block of WordPress (Jetpack's paywall and premium content, blocks of membership plug-ins),
 * a shortcode, a tag of a template language, a component, the class `paywall` that search engines recognize, and the
 * attributes of AMP.
 */
const MARKS = [
  `<!--\\s*(?:(?:begin|start|from here)[\\s:-]*)?${NAMES}(?:[\\s:-]*(?:begin|start|from here))?\\s*/?-->`,
  '<!--\\s*wp:[a-z0-9-]{0,60}/?[a-z0-9-]{0,60}?(?:paywall|premium-content|paid-content|member(?:s|ship)?(?:-content|-only|ship)?\\b|restrict|subscriber-view|memberful|pmpro)[^>]{0,2000}-->',
  `\\[(?:${NAMES}|membership|restrict|mepr-show|memberful|wcm_restrict|ppw|um_loggedin|swpm_protected|s2if|pmpro\\w*|emember_protected)(?=[\\s\\]])[^\\]\\n]{0,500}\\](?![(:[])`,
  `\\{[{%][<%]?-?\\s*(?:if\\s+)?(?:${NAMES}(?=[\\s}%>])|subscriber\\b)[^\\n}]{0,500}\\}`,
  `<(?:paywall|members?-?only|subscribers?-?only|paid-?content|premium-?content)(?=[\\s/>])[^<>]*>`,
  '<[a-z][\\w-]*\\s(?:[^<>]*\\s)?(?:class\\s*=\\s*(?:"(?:[^"<>]*\\s)?paywall(?:-jump)?(?=[\\s"])|\'(?:[^\'<>]*\\s)?paywall(?:-jump)?(?=[\\s\'])|paywall(?=[\\s>]))|subscriptions-section\\s*=\\s*["\']?content|amp-access\\s*=)[^<>]*>',
].join('|')
const MARK = new RegExp(MARKS, 'gi')
const BEGINNINGS = ['<', '[', '{']
const ANY_MARK = new RegExp(MARKS, 'i')

/** A mark in a text: its position and its kind. */
export interface PaywallMark {
  readonly offset: number
  readonly source: string
}

/** The first mark in an unrendered text; plain text has none. */
export function paywallMarkOf({ kind, text }: ArticleBody): PaywallMark | undefined {
  if (kind === 'markdown') return paywallMarkIn(text)
  const mark = kind === 'html' ? ANY_MARK.exec(text) : null
  return mark === null ? undefined : { offset: mark.index, source: mark[0] }
}

/** The first mark of a Markdown text outside code. */
export function paywallMarkIn(markdown: string): PaywallMark | undefined {
  // Fast path: nearly all texts have no mark, and a search for all of them is slower.
  if (!BEGINNINGS.some((sign) => markdown.includes(sign)) || !ANY_MARK.test(markdown)) return undefined
  const marks = [...markdown.matchAll(MARK)]
  // Markdown passes markup through, and escapes it in code.
  const html = markdownToHtml(withComments(markdown, marks), COMMON_MARK, () => {})
  const live = marks.findIndex((_mark, index) => html.includes(commentOf(index)))
  const mark = marks[live]
  return mark === undefined ? undefined : { offset: mark.index, source: mark[0] }
}

const COMMON_MARK = { url: '', markdown: [] }

const commentOf = (index: number): string => `<!--paywall-mark-${index}-->`

function withComments(markdown: string, marks: readonly RegExpExecArray[]): string {
  let text = ''
  let from = 0
  for (const [index, mark] of marks.entries()) {
    text += markdown.slice(from, mark.index) + commentOf(index)
    from = mark.index + mark[0].length
  }
  return text + markdown.slice(from)
}
