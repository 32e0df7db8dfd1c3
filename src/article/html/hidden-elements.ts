import { HIDING_CLASSES } from './hiding-classes.ts'
import { attributeOf, classesOf, findBelow, isComment, isElement, isText, parentOf, textOf } from './node.ts'
import { isAnimated, isInvisible, isOffScreen, isTransparent, type Style, styleOf } from './style.ts'
import type { HtmlElement, HtmlNode } from './tree.ts'

/**
 * Why an element is not for readers: `hidden` by the page, a `comment` or tracked deletion of a word processor, or an
 * addition to the text itself (`tool`: line numbers, list bullets).
 */
export type Hidden = 'hidden' | 'comment' | 'tool'

/** Classes of comments, references to them, and tracked deletions; first those of Word. The commented text has none. */
const COMMENT_CLASSES: ReadonlySet<string> = new Set([
  'msocommentreference',
  'msocommenttext',
  'msocommentsubject',
  'msocomanchor',
  'msocomtxt',
  'msocomoff',
  'msodel',
  // CKEditor, LITE, Froala, Google Docs, Pandoc
  'ck-suggestion-marker-deletion',
  'ice-del',
  'fr-deleted',
  'kix-suggestion-del',
  'comment-start',
  'paragraph-deletion',
])

/** Attributes that can show that an element is not for readers. */
const TELLING: ReadonlySet<string> = new Set([
  'class',
  'hidden',
  'popover',
  'cite',
  'data-track-change',
  'data-tracking-deleted',
  'data-suggestion-start-before',
  'data-suggestion-end-after',
])

/** @param style style of the element by attribute and style sheet. */
export function hiddenAs(node: HtmlElement, style: Style): Hidden | undefined {
  const isTold = style.size > 0 || node.attrs.some(({ name }) => TELLING.has(name))
  return byKind(node) ?? (isTold ? byAttributes(node, style) : undefined)
}

/**
 * Elements that are hidden regardless of attributes: a closed dialog, a button of the page, a comment of Google Docs.
 */
function byKind(node: HtmlElement): Hidden | undefined {
  switch (node.tagName) {
    case 'dialog':
      return attributeOf(node, 'open') === undefined ? 'hidden' : undefined
    case 'button':
      return isTool(node) ? 'tool' : undefined
    case 'a':
    case 'p':
    case 'div':
      return isDocsComment(node) ? 'comment' : undefined
    default:
      return undefined
  }
}

function byAttributes(node: HtmlElement, style: Style): Hidden | undefined {
  if (isWordComment(node, style)) return 'comment'
  if (style.get('mso-list') === 'ignore') return isBullet(textOf(node)) ? 'tool' : undefined
  const hidden = attributeOf(node, 'hidden')
  if (hidden !== undefined && hidden.trim().toLowerCase() !== 'until-found') return 'hidden'
  if (isInvisible(style) || style.get('mso-hide') === 'all' || isHiddenByClass(node, style)) return 'hidden'
  if (attributeOf(node, 'popover') !== undefined || isFaded(node, style)) return 'hidden'
  // The MathML of a formula is clipped where its picture is shown.
  if (isOffScreen(style) && !isAnimated(style) && !findBelow(node, ({ tagName }) => tagName === 'math'))
    return 'hidden'
  return isGutter(node, style) || isIconName(node) ? 'tool' : undefined
}

/** Whether a text is the name of an icon, which an icon font shows as a picture. */
function isIconName(node: HtmlElement): boolean {
  return (
    classesOf(node).some((name) => /^material-(?:icons|symbols)(?:-[a-z]+)?$/.test(name)) &&
    /^\s*[a-z\d_]+\s*$/.test(textOf(node))
  )
}

/** Classes that show an element with a hiding class again, on some screens or in some states; paper is no screen. */
const SHOWING_CLASS =
  /^(?!\S*print:)\S+:!?(?:(?:inline-)?(?:block|flex|grid|table)|inline|contents|list-item|table-[a-z-]+)!?$|^d-(?!print-)[a-z]+-(?!none$)/

function isHiddenByClass(node: HtmlElement, style: Style): boolean {
  const classes = classesOf(node)
  return (
    classes.some((name) => HIDING_CLASSES.includes(name)) &&
    !style.has('display') &&
    !classes.some((name) => SHOWING_CLASS.test(name))
  )
}

/** Attributes and classes of libraries that fade in transparent elements. */
const APPEARING =
  /^data-(?:aos|anim|appear|fade|gsap|motion|reveal|sal|scroll|w-id|wow)|(?:^|[-_])(?:aos|anim|animated?|appear|enter|fade|gsap|in-?view|lazy|motion|reveal|scroll|slide|wow)/i

/**
 * Whether an element is always transparent: not a picture that fades in on loading, nor an element revealed by
 * scrolling.
 */
function isFaded(node: HtmlElement, style: Style): boolean {
  if (!isTransparent(style) || isAnimated(style)) return false
  if (textOf(node).trim() === '' && (isShowing(node) || findBelow(node, isShowing))) return false
  return ![...node.attrs.map(({ name }) => name), ...classesOf(node)].some((name) => APPEARING.test(name))
}

const isShowing = ({ tagName }: HtmlElement) =>
  /^(?:img|picture|amp-img|video|audio|iframe|embed|object|svg|canvas)$/.test(tagName)

/** Whether a text is a bullet that Word draws with a character of a symbol font; numbers of numbered lists are not. */
function isBullet(text: string): boolean {
  return /^[\s\u00a0]*(?:[^\p{L}\p{N}]*|[o§ØüvqnlàÞ])[\s\u00a0]*$/u.test(text)
}

/**
 * `nodes` without the bullets that Word writes for browsers that do not support lists, `<![if
 * !supportLists]>·<![endif]>`. Numbers are kept, because the text may refer to them.
 */
export function withoutBullets(nodes: readonly HtmlNode[]): readonly HtmlNode[] {
  if (!nodes.some(isBulletStart)) return nodes
  const kept: HtmlNode[] = []
  for (let index = 0; index < nodes.length; index += 1) {
    const node = nodes[index]
    const end =
      node !== undefined && isBulletStart(node)
        ? nodes.findIndex((other, at) => at > index && isEnd(other))
        : -1
    if (
      end !== -1 &&
      isBullet(
        nodes
          .slice(index + 1, end)
          .map(textOf)
          .join(''),
      )
    )
      index = end
    else if (node !== undefined) kept.push(node)
  }
  return kept
}

/** The delimiter of a block of WordPress; with a slash at the end, a block has no content. */
const BLOCK = /^\s*(\/?)wp:([a-z][\w/-]*)(?:\s[\s\S]*?)?(\/?)\s*$/
/** The setting of a block that its editor hid, in WordPress itself and in the plug-in Block Visibility. */
const HIDING_SETTING = /"blockVisibility"\s*:\s*(?:false\b|\{[^{}]*"hideBlock"\s*:\s*true)/

/**
 * The blocks of a WordPress text among `nodes` that are hidden by their settings, which WordPress writes into a comment
 * before the block.
 */
export function hiddenBlocks(nodes: readonly HtmlNode[]): ReadonlySet<HtmlNode> {
  if (!nodes.some(isHidingStart)) return NONE
  const hidden = new Set<HtmlNode>()
  let name = ''
  let depth = 0
  for (const node of nodes) {
    const [, closes, block = '', isEmpty] = (isComment(node) && BLOCK.exec(node.data)) || []
    if (depth > 0) {
      hidden.add(node)
      if (block === name && isEmpty === '') depth += closes === '' ? 1 : -1
    } else if (isHidingStart(node) && closes === '' && isEmpty === '') {
      name = block
      depth = 1
    }
  }
  return hidden
}

const NONE: ReadonlySet<HtmlNode> = new Set()
const isHidingStart = (node: HtmlNode) => isComment(node) && HIDING_SETTING.test(node.data)
const isBulletStart = (node: HtmlNode) => isComment(node) && /^\[if !supportLists\]/i.test(node.data)
const isEnd = (node: HtmlNode) => isComment(node) && /^\[endif\]/i.test(node.data)

function isWordComment(node: HtmlElement, style: Style): boolean {
  if (classesOf(node).some((name) => COMMENT_CLASSES.has(name.toLowerCase()))) return true
  if (/^comment(?:-list)?$/.test(style.get('mso-element') ?? '')) return true
  if (style.get('mso-special-character') === 'comment') return true
  if (attributeOf(node, 'data-tracking-deleted') === 'true') return true
  if (DELETING.some((name) => /^delet/.test(attributeOf(node, name) ?? ''))) return true
  // A reviewer's tracked deletion; a deletion by the author has no mail address in `cite`.
  return node.tagName === 'del' && /^\s*mailto:/i.test(attributeOf(node, 'cite') ?? '')
}

/** Attributes by which editors mark a block that is to be deleted. */
const DELETING = ['data-track-change', 'data-suggestion-start-before', 'data-suggestion-end-after'] as const

const isDocsAnchor = (node: HtmlElement) =>
  node.tagName === 'a' && /^#cmnt_ref\d+$/.test(attributeOf(node, 'href') ?? '')

/**
 * Whether an element is a Google Docs comment: `<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup>` in the text, and
 * the comment in a `div` below it.
 */
function isDocsComment(node: HtmlElement): boolean {
  if (node.tagName === 'a') return isDocsAnchor(node) || /^#cmnt\d+$/.test(attributeOf(node, 'href') ?? '')
  if (node.tagName !== 'div' && node.tagName !== 'p') return false
  const first = node.childNodes.find(
    (child) => isElement(child) || (isText(child) && child.value.trim() !== ''),
  )
  if (!isElement(first)) return false
  return isDocsAnchor(first) || (node.tagName === 'div' && first.tagName === 'p' && isDocsComment(first))
}

/** Whether an element is a button of the page: in code, or named after an action on the page. */
function isTool(node: HtmlElement): boolean {
  const named = [...classesOf(node), attributeOf(node, 'aria-label') ?? ''].join(' ')
  return (
    isInCode(node) ||
    /copy|clipboard|share|close|toggle|expand|enlarge|zoom|lightbox|full-?screen|(?:^|[\s_-])(?:next|prev|previous|slide)(?:[\s_-]|$)/i.test(
      named,
    )
  )
}

/** Names that highlighters give to line numbers. */
const GUTTERS: ReadonlySet<string> = new Set(
  (
    'gutter lineno linenos linenodiv lineno-container line-number line-numbers linenumber line_number ln lnt ' +
    'rouge-gutter hljs-ln-numbers hljs-ln-n react-syntax-highlighter-line-number code-line-number blob-num line-numbers-wrapper'
  ).split(' '),
)

/**
 * Whether an element contains line numbers of code: only digits, in an element that is named so or cannot be selected.
 */
function isGutter(node: HtmlElement, style: Style): boolean {
  const unselectable = [...style].some(([name, value]) => name.endsWith('user-select') && value === 'none')
  if (!unselectable && !classesOf(node).some((name) => GUTTERS.has(name.toLowerCase()))) return false
  return isInCode(node) && /^[\d\s]*$/.test(textOf(node))
}

/** The cells of a table, without those of nested tables. */
export function cellsOf(node: HtmlElement): readonly HtmlElement[] {
  return node.childNodes.filter(isElement).flatMap((child) => {
    if (child.tagName === 'td' || child.tagName === 'th') return [child]
    return ['tbody', 'thead', 'tfoot', 'tr'].includes(child.tagName) ? cellsOf(child) : []
  })
}

/** Whether a table has a column of line numbers. */
export function hasGutter(table: HtmlElement): boolean {
  return cellsOf(table).some(
    (cell) => cell.attrs.length > 0 && isGutter(cell, styleOf(cell)) && textOf(cell) !== '',
  )
}

/** Whether the element is in `pre`, or contains a table column that is. */
function isInCode(node: HtmlElement): boolean {
  if (['td', 'th', 'pre'].includes(node.tagName) || findBelow(node, ({ tagName }) => tagName === 'pre'))
    return true
  for (let parent = parentOf(node); parent !== undefined; parent = parentOf(parent))
    if (['pre', 'td', 'code'].includes(parent.tagName)) return true
  return false
}
