import type { ArticleBody } from './article.ts'
import { codeElements, codeSpans, isWithin, type Spans } from './markdown/code-spans.ts'
import { MARKDOWN_EXTENSIONS } from './markdown/extensions.ts'
import { markdownToHtml } from './markdown/markdown-to-html.ts'
import { templateMarks } from './markdown/template-marks.ts'
import type { Site } from './site.ts'

const NAMES =
  '(?:paywall(?:[-_ ]?(?:break|start|begin|cut|divider|here|from here))?|leaky[-_]paywall(?:[-_]\\w+)*|paid[-_ ]?(?:content|members|subscribers)?(?:[-_ ]?only)?|members?[-_ ]?only|subscribers?[-_ ]?only|premium(?:[-_ ]?(?:content|only))?)'

const CLASSES =
  '(?:paywall(?:ed)?(?:[-_](?:jump|content|divider|break|start))?|leaky[-_]paywall[\\w-]*|poool-[\\w-]+|(?:piano|tp)-(?:container|inline|content|template)[\\w-]*|(?:members?|subscribers?|paid|premium)[-_](?:only|content))'
/** Shortcodes of membership plug-ins, whose content only some visitors see. */
const SHORTCODES =
  '(?:[\\w-]*restrict[-_]?content|mepr-show|memberful|wcm_(?:content_)?restrict(?:ed)?|patreon_membership|ppwp?|passster|content_protector|swpm_protected|s2if|pmpro\\w*|emember_protected|' +
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
  `<!--\\s*(?:piano|poool|tinypass)(?:[\\s:_-]*(?:begin|start|paywall|content))?\\s*-->`,
  `\\{[{%][<%]?-?\\s*(?:if\\s+)?(?:${NAMES}(?=[\\s}%>])|subscriber\\b)[^\\n}]{0,500}\\}`,
  '\\{\\{[<%]\\s*members?(?=[\\s>%])[^\\n}]{0,500}\\}',
  `(?<![^\\n]):{3,}[ \\t]*(?:\\{[ \\t]*\\.)?(?:${NAMES}|members?)(?=[\\s}])[^\\n]{0,500}`,
  `<(?:paywall|members?-?only|subscribers?-?only|paid-?content|premium-?content)(?=[\\s/>])[^<>]*>`,
  `<[a-z][\\w-]*\\s(?:[^<>]*\\s)?(?:class\\s*=\\s*(?:"(?:[^"<>]*\\s)?${CLASSES}(?=[\\s"])|'(?:[^'<>]*\\s)?${CLASSES}(?=[\\s'])|${CLASSES}(?=[\\s>]))|id\\s*=\\s*["']?(?:steady_paywall|poool-widget|piano-inline)\\b|data-poool(?:-mode)?(?=[\\s=>])|data-(?:node-)?type\\s*=\\s*["']paywall|subscriptions-section\\s*=\\s*["']?content|amp-access\\s*=)[^<>]*>`,
].join('|')
const MARK = new RegExp(MARKS, 'gi')
// Nearly all texts have no mark, and these are found faster than a mark.
const BEGINNINGS = ['<', '[', '{', ':::']
const ANY_MARK = new RegExp(MARKS, 'i')
const WORD_MARK = new RegExp(`^\\[(${WORDS})\\]$`, 'i')

/** Where comments of Markdown extensions are left out. */
type Extensions = Pick<Site, 'markdown'>

/** A mark in a text: its position and its kind. */
export interface PaywallMark {
  readonly offset: number
  readonly source: string
}

/** The first mark in an unrendered text; plain text has none. */
export function paywallMarkOf(body: ArticleBody, site: Extensions): PaywallMark | undefined {
  return liveMarksOf(body, site)[0]
}

/**
 * The text that everyone may read, and the first mark; undefined without a mark. A gated block of Ghost and the content
 * of a shortcode end, and the text goes on; at any other mark it ends.
 */
export function freePartOf(
  body: ArticleBody,
  site: Extensions,
): { readonly text: string; readonly mark: PaywallMark } | undefined {
  const marks = liveMarksOf(body, site)
  const [first] = marks
  if (first === undefined) return undefined
  let text = ''
  let from = 0
  for (const mark of marks) {
    if (mark.offset < from) continue
    text += body.text.slice(from, mark.offset)
    const end = endOf(body.text, mark)
    if (end === undefined) return { text: text.trimEnd(), mark: first }
    // The lines below keep their numbers.
    text += body.text.slice(mark.offset, end).replace(/[^\n]+/g, '')
    from = end
  }
  return { text: text + body.text.slice(from), mark: first }
}

/** The offset after the end of what a mark begins; undefined if it has none. */
function endOf(text: string, { offset, source }: PaywallMark): number | undefined {
  const name = source.startsWith('<!--') ? undefined : /^\[([\w-]+)/.exec(source)?.[1]
  const isBlock = /^<!--\s*kg-gated-block:begin/i.test(source)
  if (name === undefined && !isBlock) return undefined
  const ends = isBlock
    ? /<!--\s*kg-gated-block:(begin|end)[^>]*-->/gi
    : new RegExp(`\\[(/?)${name}(?=[\\s\\]])[^\\]\\n]*\\]`, 'gi')
  ends.lastIndex = offset
  let depth = 0
  for (let found = ends.exec(text); found !== null; found = ends.exec(text)) {
    depth += /^(?:end|\/)$/i.test(found[1] ?? '') ? -1 : 1
    if (depth === 0) return ends.lastIndex
  }
  return undefined
}

/** An element, which is no sample of code: a sample has its marks escaped, and a browser would not show this one. */
const ELEMENT = /^<[a-z]/i

/** The marks outside code, and elements in elements of code. */
function liveMarksOf({ kind, text }: ArticleBody, site: Extensions): readonly PaywallMark[] {
  if (kind === 'paragraphs' || !BEGINNINGS.some((sign) => text.includes(sign)) || !ANY_MARK.test(text))
    return []
  const marks = marksIn(text)
  const spans = kind === 'markdown' ? codeSpans(text) : []
  const elements = codeElements(text, spans)
  const inText = kind === 'markdown' ? liveIn(text, outsideComments(text, marks, spans, site)) : marks
  return inText
    .filter(({ index, 0: source }) => ELEMENT.test(source) || !isWithin(elements, index))
    .map((mark) => ({ offset: mark.index, source: mark[0] }))
}

/** Without the marks in comments, which are left out with them. */
function outsideComments(
  text: string,
  marks: readonly RegExpExecArray[],
  code: Spans,
  site: Extensions,
): readonly RegExpExecArray[] {
  if (!text.includes('%%') || !(site.markdown ?? MARKDOWN_EXTENSIONS).includes('templates')) return marks
  const comments = templateMarks(text, code).filter(({ start }) => text.startsWith('%%', start))
  return marks.filter(({ index }) => !comments.some(({ start, end }) => start < index && index < end))
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
  return paywallMarkOf({ kind: 'markdown', text: markdown }, { markdown: [] })
}

/** The marks that Markdown passes through as markup; in code it escapes them. */
function liveIn(markdown: string, marks: readonly RegExpExecArray[]): readonly RegExpExecArray[] {
  const html = markdownToHtml(withComments(markdown, marks), COMMON_MARK, () => {})
  const live = new Set(Array.from(html.matchAll(/<!--paywall-mark-(\d+)-->/g), ([, index]) => Number(index)))
  return marks.filter((_mark, index) => live.has(index))
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
