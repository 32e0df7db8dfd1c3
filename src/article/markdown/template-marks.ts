import { isWithin, type Spans } from './code-spans.ts'

/** A mark that a template engine would have replaced before Markdown is parsed. */
export interface TemplateMark {
  readonly family:
    | 'tag'
    | 'output'
    | 'shortcode'
    | 'bracket'
    | 'component'
    | 'script'
    | 'comment'
    | 'kramdown'
    | 'critic'
    | 'token'
    | 'note'
  readonly start: number
  readonly end: number
  /** First word of a tag or shortcode, or the expression of an output. */
  readonly name: string
  readonly rest: string
  /** Whether it closes a mark of the same name. */
  readonly closes: boolean
}

/** Whether `text` may contain a mark: a fast check of the first characters, because nearly no article contains one. */
export function mayHoldTemplates(text: string): boolean {
  return (
    text.includes('%%') ||
    text.startsWith('% ') ||
    text.includes('\n% ') ||
    /(?<![^\n])(?:\/{4}|\.\. |#\+begin_comment)/i.test(text) ||
    (text.includes('{') && /\{(?:[{%#/:]|>>|--|\+\+|~~|==|load|mod|email|\/?source)/.test(text)) ||
    (text.includes('<') && /<[%A-Z]/.test(text)) ||
    (text.includes('[') && /\[\/?[a-z][\w-]*(?: [\w-]+=|\])|\[\[(?:nid:|[*$!~{])/.test(text)) ||
    mayHoldModuleLines(text)
  )
}

/** Whether `text` may contain an import or export line of MDX. */
export function mayHoldModuleLines(text: string): boolean {
  return (
    text.includes('\nimport ') ||
    text.includes('\nexport ') ||
    text.startsWith('import ') ||
    text.startsWith('export ')
  )
}

const NAME = /^-?\s*(?:(end)?([a-zA-Z_][\w./:-]*))?\s*/

/**
 * All marks of `text`, in order: Liquid, Jinja, Nunjucks, Twig (`{% %}`, `{{ }}`, `{# #}`), Hugo (`{{< >}}`), WordPress
 * (`[caption …]`), ERB and EJS (`<% %>`), MDX (`<Tabs>`, `{/* *\/}`), Obsidian (`%% %%`), and CriticMarkup (`{>> <<}`,
 * `{-- --}`), tokens of Joomla, Drupal and MODX (`{loadposition x}`, `[[nid:1]]`), and comments of MyST and LaTeX (`% `).
 * Each end is searched for once, so the time is linear.
 *
 * @param code the code of the text, in which `%%` begins no comment
 */
export function templateMarks(text: string, code: Spans): readonly TemplateMark[] {
  const marks: TemplateMark[] = []
  const ends = new Map<string, number>()
  const endOf = (mark: string, from: number): number => {
    const known = ends.get(mark)
    if (known !== undefined && (known === -1 || known >= from)) return known
    const found = text.indexOf(mark, from)
    ends.set(mark, found)
    return found
  }
  let noteEnd = 0
  const noteEndOf = (from: number): number => {
    if (noteEnd === -1 || noteEnd >= from + 2) return noteEnd
    NOTE_END.lastIndex = from
    noteEnd = NOTE_END.test(text) ? NOTE_END.lastIndex : -1
    return noteEnd
  }
  const paired = lastClosings(text)
  OPENER.lastIndex = 0
  for (let match = OPENER.exec(text); match !== null; match = OPENER.exec(text)) {
    const start = match.index
    const isCode = text.startsWith('%%', start) && isWithin(code, start)
    const mark = isCode ? undefined : markAt(text, start, endOf, noteEndOf, paired)
    if (mark === undefined) OPENER.lastIndex = start + 1
    else {
      marks.push(mark)
      OPENER.lastIndex = mark.end
    }
  }
  return marks
}

const OPENER =
  /\{[{%#/]|\{(?:>>|--|\+\+|~~|==)|\{:[:/]|<%|(?<![^\s>(])%%(?!%)|(?<!\]\()<\/?[A-Z]|\[\/?[a-z]|\{(?:load|mod|email|\/?source)|\[\[[n*$!~{]|(?<![^\n])(?:% |\/{4,}[ \t]*\n|\.\. |#\+(?:begin|BEGIN)_)/g
const LONGEST = 4000

function markAt(
  text: string,
  start: number,
  endOf: (mark: string, from: number) => number,
  noteEndOf: (from: number) => number,
  paired: ReadonlyMap<string, number>,
): TemplateMark | undefined {
  const between = (open: string, close: string): [inside: string, end: number] | undefined => {
    const end = endOf(close, start + open.length)
    if (end === -1 || end - start > LONGEST) return undefined
    return [text.slice(start + open.length, end), end + close.length]
  }
  const named = (family: TemplateMark['family'], [inside, end]: [string, number]): TemplateMark => {
    const [whole = '', closing, name = ''] = NAME.exec(inside) ?? []
    const slash = /^\s*\/(?!\*)/.test(inside)
    const bare = slash ? (/^\s*\/\s*([\w./-]+)/.exec(inside)?.[1] ?? '') : name
    const rest = inside.slice(whole.length).replace(/-?\s*$/, '')
    return { family, start, end, name: bare, rest, closes: closing !== undefined || slash }
  }
  const markOf = (family: TemplateMark['family'], name: string, source: string): TemplateMark => ({
    family,
    start,
    end: start + source.length,
    name,
    rest: '',
    closes: false,
  })
  const at = text.slice(start, start + 3)
  const other = at.startsWith('//') || at.startsWith('#+') || at === '.. '
  if (other) return isFirstLine(text, start) ? commentBlock(text, start, endOf, markOf) : undefined
  if (at.startsWith('% ')) {
    // Only at the beginning of a paragraph: a wrapped line may begin with the sign, as in "12 % of …".
    const isFirst =
      isFirstLine(text, start) || /\n% [^\n]*\n$/.test(text.slice(Math.max(0, start - 500), start))
    const [line = ''] = /^[^\n]*\n?/.exec(text.slice(start, start + LONGEST)) ?? []
    return isFirst ? markOf('note', '%', line) : undefined
  }
  TOKEN.lastIndex = start
  const [token, tokenName = ''] = TOKEN.exec(text) ?? []
  if (token !== undefined) return markOf('token', tokenName, token)
  if (at === '{{<' || at === '{{%') {
    const found = between(at, at === '{{<' ? '>}}' : '%}}')
    return found && named('shortcode', found)
  }
  if (at.startsWith('{{')) {
    const found = between('{{', '}}')
    return (
      found && {
        family: 'output',
        start,
        end: found[1],
        name: found[0].replace(/^[{-]?\s*|\s*-?$/g, ''),
        rest: '',
        closes: false,
      }
    )
  }
  if (at.startsWith('{%')) {
    const found = between('{%', '%}')
    return found && named('tag', found)
  }
  if (at.startsWith('{:')) {
    const found = between(at, '}')
    return found && { ...named('kramdown', found), closes: at === '{:/' }
  }
  if (at.startsWith('{/')) {
    const found = at === '{/*' ? between('{/*', '*/}') : undefined
    return found && { family: 'comment', start, end: found[1], name: '', rest: '', closes: false }
  }
  if (at.startsWith('{#')) {
    const found = /\s/.test(at.charAt(2)) ? between('{#', '#}') : undefined
    return found && { family: 'comment', start, end: found[1], name: '', rest: '', closes: false }
  }
  const criticEnd = CRITIC_ENDS.get(at)
  if (criticEnd !== undefined) {
    const found = between(at, criticEnd)
    // A comment may contain braces; in the other marks they show that the two ends do not belong together.
    if (found === undefined || (at !== '{>>' && /^\s*$|[{}]/.test(found[0]))) return undefined
    return { family: 'critic', start, end: found[1], name: at, rest: found[0], closes: false }
  }
  if (at.startsWith('%%')) {
    NOTE.lastIndex = start
    const [note] = NOTE.exec(text) ?? []
    if (note !== undefined) return markOf('comment', '', note)
    SPACED_NOTE.lastIndex = start
    const [inParagraph] = SPACED_NOTE.exec(text) ?? []
    const before = text.slice(Math.max(0, start - 100), start)
    if (inParagraph !== undefined)
      return /\d[ \t]+$/.test(before) && isPercentage(text, start, inParagraph)
        ? undefined
        : markOf('note', '%%', inParagraph)
    const end = /(?:^|\n)[ \t>]*$/.test(before) ? noteEndOf(start + 2) : -1
    return end === -1 || end - start > LONGEST_NOTE ? undefined : markOf('note', '%%', text.slice(start, end))
  }
  if (at.startsWith('<%')) {
    const found = between('<%', '%>')
    return found && { family: 'script', start, end: found[1], name: '<%', rest: found[0], closes: false }
  }
  const pattern = at.startsWith('<') ? COMPONENT : BRACKET
  pattern.lastIndex = 0
  const [whole, slash, name = '', rest = ''] = pattern.exec(text.slice(start, start + LONGEST)) ?? []
  if (whole === undefined) return undefined
  const family = at.startsWith('<') ? 'component' : 'bracket'
  if (family === 'component' && !isComponent(name, rest)) return undefined
  const closing = paired.get(name) ?? -1
  // A sentence about marks, as in "use [b] and [/b]".
  const isMention =
    rest === '' &&
    /^[a-z\d]+$/.test(name) &&
    text.charAt(start + whole.length) === ' ' &&
    text.charAt(closing - 1) === ' '
  const isPaired = closing > start && !isMention
  if (family === 'bracket' && slash === '' && !isPaired) {
    if (rest.trim() === '' && !SHORTCODES.has(name)) return undefined
    // The text of a link with a reference.
    if (text.charAt(start + whole.length) === '[') return undefined
  }
  return { family, start, end: start + whole.length, name, rest, closes: slash === '/' }
}

/** Whether a line begins a paragraph. */
const isFirstLine = (text: string, start: number): boolean =>
  start === 0 || /(?:^|\n)[ \t]*\n$/.test(text.slice(Math.max(0, start - 500), start))

/** A comment of AsciiDoc or Org between two lines, or of reStructuredText with its indented lines. */
function commentBlock(
  text: string,
  start: number,
  endOf: (mark: string, from: number) => number,
  markOf: (family: TemplateMark['family'], name: string, source: string) => TemplateMark,
): TemplateMark | undefined {
  if (text.startsWith('.. ', start)) {
    RST_COMMENT.lastIndex = start
    const [comment] = RST_COMMENT.exec(text) ?? []
    return comment === undefined ? undefined : markOf('note', '..', comment)
  }
  const [fence = ''] = /^(?:\/+|#\+begin_comment(?=[ \t]*\n))/i.exec(text.slice(start, start + 100)) ?? []
  if (fence === '') return undefined
  const isUpper = fence.startsWith('#+B')
  const close = fence.startsWith('/') ? `\n${fence}` : isUpper ? '\n#+END_COMMENT' : '\n#+end_comment'
  const end = endOf(close, start + fence.length)
  if (end === -1 || end - start > LONGEST_NOTE) return undefined
  return markOf('note', fence.startsWith('/') ? '////' : '#+', text.slice(start, end + close.length))
}

/** Not a directive, target or substitution, which are not for the desk alone. */
const RST_COMMENT =
  /\.\. (?![ \t]*[_[|])(?![^\n]*::)[^\n]*\S[^\n]*(?:\n[ \t]+\S[^\n]*){0,100}(?=\n[ \t]*\n|\n?$(?![\s\S]))/y

/** The marks of CriticMarkup: comment, deletion, addition, substitution, highlight. */
const CRITIC_ENDS: ReadonlyMap<string, string> = new Map([
  ['{>>', '<<}'],
  ['{--', '--}'],
  ['{++', '++}'],
  ['{~~', '~~}'],
  ['{==', '==}'],
])

/** Marks that a CMS replaces: Joomla's, Drupal's and MODX's. */
const TOKEN =
  /\{(loadposition|loadmodule|loadmoduleid|modulepos|emailcloak)\b[^{}\n]{0,200}\}|\[\[(?=nid:\d|\{"(?:fid|type)"|[*$!~]+[\w.-]+[\]?@:])(?:[^[\]\n]|\[[^[\]\n]*\]){1,1000}\]\]|\{source\b[^{}\n]{0,200}\}[\s\S]{0,4000}?\{\/source\}/y

/** A comment of Obsidian: within a line, or from one line to the end of another. */
const NOTE = /%%(?=\S)(?:[^%\n]|%(?!%))*%%(?!%)|%%[ \t]*\n[\s\S]{0,20000}?(?:%%[ \t]*(?=\n|$)|$(?![\s\S]))/y

/**
 * A comment of Obsidian with spaces inside, or over several lines of a paragraph. A sign within backticks is no end.
 */
const SPACED_NOTE =
  /%%(?!%)(?:[^%\n`]|`[^`\n]{0,500}`|`(?![^`\n]{0,500}`)|%(?!%)|%{3,}|\n(?![ \t>]*(?:\n|`{3}|~{3}))){0,4000}%%(?!%)/y

/** The end of a comment that has paragraphs. */
const NOTE_END = /(?<!%)%%[ \t]*$/gm
const LONGEST_NOTE = 20_000

/** Whether `%%` after a number is text, as in `100 %% sure and 50 %% of it`, and not the beginning of a comment. */
function isPercentage(text: string, start: number, upToNext: string): boolean {
  if (/\d[ \t]+%%$/.test(upToNext.slice(-20))) return true
  const [paragraph = ''] = text.slice(start, start + 1000).split(/\n[ \t>]*\n/, 1)
  return paragraph.split('%%').length % 2 === 0
}

/** `<Tabs groupId="a" values={[…]}>`: the part in braces may contain one more level of braces. */
const COMPONENT =
  /<(\/?)([A-Z][\w.]*)((?:\s+[\w:-]+(?:=(?:"[^"]*"|'[^']*'|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}))?|\s+\{\.\.\.[^{}]*\})*)\s*\/?>/y
/** The last `[/name]` for each name. */
function lastClosings(text: string): ReadonlyMap<string, number> {
  const last = new Map<string, number>()
  if (text.includes('[/'))
    for (const { 1: name = '', index } of text.matchAll(/\[\/([a-z][\w-]*)\]/g)) last.set(name, index)
  return last
}

/**
 * `[gallery ids="1,2"]`, and without attributes only shortcodes of WordPress and those with an end; never a link or a
 * reference.
 */
const BRACKET =
  /\[(\/?)([a-z][\w-]*)((?:\s+[\w-]+=(?:"[^"]*"|'[^']*'|“[^”]*”|[^\s\]"']+)|\s+(?:https?:[^\s\]]+|"[^"\]]*"))*)\s*\/?\](?![(:])/y
/** Shortcodes of WordPress itself and of Jetpack. */
const SHORTCODES: ReadonlySet<string> = new Set(
  'caption wp_caption gallery embed audio video playlist code sourcecode youtube vimeo soundcloud'.split(' '),
)

/** HTML elements that are sometimes written with a capital, and are components only if they contain an expression. */
const HTML =
  /^(?:a|b|big|blockquote|br|center|code|details|div|em|figcaption|figure|font|h[1-6]|hr|i|iframe|image|img|input|li|link|ol|p|picture|pre|s|script|section|small|span|strong|style|sub|summary|sup|table|tbody|td|th|thead|tr|u|ul|video)$/i

function isComponent(name: string, rest: string): boolean {
  return rest.includes('{') || (/[a-z]/.test(name) && !HTML.test(name))
}
