import type { ArticleBody } from './article.ts'
import { markdownToHtml } from './markdown/markdown-to-html.ts'

const NAMES =
  '(?:paywall|paid[-_ ]?(?:content|members|subscribers)?(?:[-_ ]?only)?|members?[-_ ]?only|subscribers?[-_ ]?only|premium(?:[-_ ]?(?:content|only))?)'

const CLASSES =
  '(?:paywall(?:ed|-jump|-content|-divider)?|(?:members?|subscribers?|paid|premium)[-_](?:only|content))'
/** Shortcodes of membership plug-ins, whose content only some visitors see. */
const SHORTCODES =
  '(?:[\\w-]*restrict[-_]?content|mepr-show|memberful|wcm_restrict|ppwp?|passster|content_protector|swpm_protected|s2if|pmpro\\w*|emember_protected|' +
  '(?:wpmem_|um_|is_|user_|is_user_|members_)?logged_?in|is_?member|members_access|am4show|ihc-hide-content|wlm_(?:private|ismember)|groups_(?:member|can)|mm_member_decision|accessally\\w*|hide_?(?:content|post))'
/** Shortcodes whose names are words: only with a setting, or with an end. */
const WORDS = '(?:private|protected|restrict|members?(?:hip)?|locker|hide)'

/**
 * Marks by which programs indicate that the following text is for paying readers: a comment (Ghost
 * `<!--members-only-->`, Steady), a block of Ghost or WordPress (Jetpack's paywall and premium content, blocks of
 * membership plug-ins), a shortcode, a box, a tag of a template language, a component, the class `paywall` that search
 * engines recognize and similar ones, and the attributes of AMP.
 */
const MARKS = [
  `<!--\\s*(?:(?:begin|start|from here)[\\s:-]*)?(?!(?:no|non|not|end)[-_])(?:[a-z]{1,20}[-_])?${NAMES}(?:[\\s:-]*(?:begin|start|from here))?\\s*/?-->`,
  '<!--\\s*kg-gated-block:begin(?![^>]*nonMember:\\s*true)[^>]{0,500}-->',
  '<!--\\s*wp:[a-z0-9-]{0,60}/?[a-z0-9-]{0,60}?(?:paywall|premium-content|paid-content|member(?:s|ship)?(?:-content|-only|ship)?\\b|restrict|subscriber-view|memberful|pmpro)[^>]{0,2000}-->',
  `\\[(?:${NAMES}|${SHORTCODES}|${WORDS}(?=\\]|\\s+[\\w-]+=))(?=[\\s\\]])[^\\]\\n]{0,500}\\](?![(:[])`,
  `\\{[{%][<%]?-?\\s*(?:if\\s+)?(?:${NAMES}(?=[\\s}%>])|subscriber\\b)[^\\n}]{0,500}\\}`,
  '\\{\\{[<%]\\s*members?(?=[\\s>%])[^\\n}]{0,500}\\}',
  `(?<![^\\n]):{3,}[ \\t]*(?:\\{[ \\t]*\\.)?(?:${NAMES}|members?)(?=[\\s}])[^\\n]{0,500}`,
  `<(?:paywall|members?-?only|subscribers?-?only|paid-?content|premium-?content)(?=[\\s/>])[^<>]*>`,
  `<[a-z][\\w-]*\\s(?:[^<>]*\\s)?(?:class\\s*=\\s*(?:"(?:[^"<>]*\\s)?${CLASSES}(?=[\\s"])|'(?:[^'<>]*\\s)?${CLASSES}(?=[\\s'])|${CLASSES}(?=[\\s>]))|id\\s*=\\s*["']?steady_paywall\\b|data-(?:node-)?type\\s*=\\s*["']paywall|subscriptions-section\\s*=\\s*["']?content|amp-access\\s*=)[^<>]*>`,
].join('|')
const MARK = new RegExp(MARKS, 'gi')
const BEGINNINGS = ['<', '[', '{', ':::']
const ANY_MARK = new RegExp(MARKS, 'i')
const WORD_MARK = new RegExp(`^\\[(${WORDS})\\]$`, 'i')

/** A mark in a text: its position and its kind. */
export interface PaywallMark {
  readonly offset: number
  readonly source: string
}

/** The first mark in an unrendered text; plain text has none. */
export function paywallMarkOf({ kind, text }: ArticleBody): PaywallMark | undefined {
  if (kind === 'markdown') return paywallMarkIn(text)
  const [mark] = kind === 'html' && ANY_MARK.test(text) ? marksIn(text) : []
  return mark === undefined ? undefined : { offset: mark.index, source: mark[0] }
}

/** All marks; a shortcode that may be a word in brackets counts only if its end follows. */
function marksIn(text: string): readonly RegExpExecArray[] {
  const ends = new Map<string, number>()
  return [...text.matchAll(MARK)].filter(({ index, 0: source }) => {
    const word = WORD_MARK.exec(source)?.[1]?.toLowerCase()
    if (word === undefined) return true
    const end = ends.get(word) ?? text.toLowerCase().lastIndexOf(`[/${word}]`)
    ends.set(word, end)
    return end > index
  })
}

/** The first mark of a Markdown text outside code. */
export function paywallMarkIn(markdown: string): PaywallMark | undefined {
  // Fast path: nearly all texts have no mark, and a search for all of them is slower.
  if (!BEGINNINGS.some((sign) => markdown.includes(sign)) || !ANY_MARK.test(markdown)) return undefined
  const marks = marksIn(markdown)
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
