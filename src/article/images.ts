import type { ReadAddress } from './address.ts'
import type { Media } from './article.ts'
import { attributeOf, isElement, isText } from './html-node.ts'
import { styleOf } from './html-style.ts'
import type { HtmlElement, HtmlNode } from './html-tree.ts'
import { type ImageCandidate, largestCandidate, readSrcset } from './srcset.ts'

/** How an image reference in a text becomes an address, and what is known of the file. */
export interface ImageResolver {
  read(ref: string): ReadAddress
  media(ref: string): Media | undefined
}

/** What an `img` shows once scripts would have run. */
export interface ShownImage {
  /** As the author wrote it; absent for a candidate of a `srcset`. */
  readonly ref?: string
  readonly src: string
  readonly srcset: readonly ImageCandidate[]
  readonly media: Media | undefined
}

/** Where themes and plugins keep the true address of a picture that is loaded late. */
const LAZY_SRC = [
  'data-src',
  'data-lazy-src',
  'data-original',
  'data-orig-file',
  'data-lazy',
  'data-full-url',
]
const LAZY_SRCSET = ['data-srcset', 'data-lazy-srcset', 'data-original-set']

const TRACKER =
  /^https?:\/\/(?:[^/]*\.)?(?:doubleclick\.net|google-analytics\.com|scorecardresearch\.com|quantserve\.com|pixel\.wp\.com|stats\.wp\.com|facebook\.com\/tr)\b/i

/** A GIF of one pixel, as pages keep room for a picture that comes later. */
const SPACER = /^\s*data:image\/gif;base64,R0lGODlhAQABA/

/**
 * What an `img` shows: what a script would have loaded in place of its `src`, else its `src`, whatever it is called.
 * `unshown` is the reference that cannot be published; neither is there for what no one would have seen.
 */
export function imageOf(
  element: HtmlElement,
  resolver: ImageResolver,
): { readonly shown: ShownImage } | { readonly unshown: string } | undefined {
  if (isPixel(element)) return undefined
  const late = candidatesOf(firstOf(element, LAZY_SRCSET), resolver)
  const stated = candidatesOf(attributeOf(element, 'srcset'), resolver)
  const srcset = late.length > 0 ? late : stated
  let unshown: string | undefined
  let tracked = false
  const shownAt = (ref: string | undefined): ShownImage | undefined => {
    if (ref === undefined || ref.trim() === '') return undefined
    const src = resolver.read(ref).url
    if (src === undefined) unshown = ref
    else if (TRACKER.test(src)) tracked = true
    else return { ref, src, srcset, media: resolver.media(ref) }
    return undefined
  }
  const largest = (candidates: readonly ImageCandidate[]): ShownImage | undefined => {
    const url = largestCandidate(candidates)?.url
    return url === undefined ? undefined : { src: url, srcset, media: resolver.media(url) }
  }
  let shown: ShownImage | undefined
  for (const name of LAZY_SRC) shown ??= shownAt(attributeOf(element, name))
  shown ??=
    largest(late) ?? shownAt(attributeOf(element, 'src')) ?? largest(stated) ?? sourceOf(element, resolver)
  if (shown !== undefined) return { shown }
  const isSpacer = SPACER.test(unshown ?? '') && (attributeOf(element, 'alt') ?? '') === ''
  return tracked || isSpacer ? undefined : { unshown: unshown ?? '' }
}

/** In a `picture` whose own `img` has nothing to show, one of the sources. */
function sourceOf(element: HtmlElement, resolver: ImageResolver): ShownImage | undefined {
  const parent = element.parentNode
  if (parent === null || !('tagName' in parent) || parent.tagName !== 'picture') return undefined
  for (const child of parent.childNodes) {
    if (!isElement(child) || child.tagName !== 'source') continue
    const url = largestCandidate(candidatesOf(srcsetOf(child), resolver))?.url
    if (url !== undefined) return { src: url, srcset: [], media: resolver.media(url) }
  }
  return undefined
}

/** Pictures among siblings that have one for readers without scripts right beside them, in a `noscript` before or after. */
export function twinnedIn(nodes: readonly HtmlNode[]): ReadonlyMap<HtmlNode, 'before' | 'after'> {
  if (!nodes.some(isNoscript)) return NONE_TWINNED
  const twinned = new Map<HtmlNode, 'before' | 'after'>()
  let last: HtmlNode | undefined
  let waiting = false
  for (const node of nodes) {
    if (!isElement(node)) {
      if (isText(node) && node.value.trim() !== '') [last, waiting] = [undefined, false]
      continue
    }
    if (waiting) twinned.set(node, 'before')
    waiting = node.tagName === 'noscript' && node.childNodes.some(isVisiblePicture)
    if (waiting && last !== undefined) twinned.set(last, 'after')
    last = node
  }
  return twinned
}

const NONE_TWINNED: ReadonlyMap<HtmlNode, 'before' | 'after'> = new Map()

const isNoscript = (node: HtmlNode): boolean => isElement(node) && node.tagName === 'noscript'

function isVisiblePicture(node: HtmlNode): boolean {
  return isElement(node) && node.tagName === 'img' && !isPixel(node) && attributeOf(node, 'src') !== undefined
}

/** Whether a script is to load another picture than `src`. */
export function isLate(element: HtmlElement): boolean {
  return firstOf(element, LAZY_SRC) !== undefined || firstOf(element, LAZY_SRCSET) !== undefined
}

/** The candidates of a `srcset` with absolute URLs, those without one left out. */
export function candidatesOf(srcset: string | undefined, resolver: ImageResolver): readonly ImageCandidate[] {
  return readSrcset(srcset ?? '').flatMap(({ url, descriptor }) => {
    const absolute = resolver.read(url).url
    return absolute === undefined ? [] : [{ url: absolute, descriptor }]
  })
}

/** The candidates as written, late ones first. */
export function srcsetOf(element: HtmlElement): string | undefined {
  return firstOf(element, LAZY_SRCSET) ?? attributeOf(element, 'srcset')
}

function firstOf(element: HtmlElement, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = attributeOf(element, name)
    if (value !== undefined && value.trim() !== '') return value
  }
  return undefined
}

/** A picture no one can see counts readers. */
function isPixel(element: HtmlElement): boolean {
  const tiny = (value: string | undefined) => value !== undefined && /^\s*0*[01](?:px)?\s*$/.test(value)
  if (tiny(attributeOf(element, 'width')) && tiny(attributeOf(element, 'height'))) return true
  const style = attributeOf(element, 'style') ?? ''
  return /(?:^|[;\s])(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|!|$)/i.test(style)
}

/** The size in pixels at which the author shows a picture, by its attributes or else its style. */
export function statedSize(element: HtmlElement): { readonly width?: number; readonly height?: number } {
  const width = sizeOf(element, 'width')
  const height = sizeOf(element, 'height')
  return { ...(width !== undefined && { width }), ...(height !== undefined && { height }) }
}

function sizeOf(element: HtmlElement, name: 'width' | 'height'): number | undefined {
  const attribute = /^\s*(\d{1,5})\s*(?:px)?\s*$/.exec(attributeOf(element, name) ?? '')?.[1]
  if (attribute !== undefined) return Number(attribute) || undefined
  const length = /^(\d{1,4}(?:\.\d{1,3})?)(px|r?em)$/.exec(styleOf(element).get(name) ?? '')
  if (length === null) return undefined
  return Math.round(Number(length[1]) * (length[2] === 'px' ? 1 : 16)) || undefined
}

const EMOJI_CLASS = /(?:^|\s)(?:emoji|wp-smiley|twemoji|emojione|joypixels|smiley|emoticon)(?:\s|$)/i
const EMOJI_ADDRESS = /emoji/i
const EMOJI =
  /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|[\d#*]\ufe0f?\u20e3|\u200d|\ufe0f|\s)+$/u

/** Pictures shown no larger than this (pixels) stand in a line of text. */
const TEXT_SIZE = 32

/** The character, or code like `:tada:`, that an `img` stands for where it is the picture of an emoji. */
export function emojiOf(element: HtmlElement): string | undefined {
  const alt = (attributeOf(element, 'alt') ?? '').trim()
  if (alt === '' || alt.length > 40) return undefined
  if (EMOJI_CLASS.test(attributeOf(element, 'class') ?? '')) return alt
  const { width, height } = statedSize(element)
  const isSmall = Math.max(width ?? 0, height ?? 0) > 0 && Math.max(width ?? 0, height ?? 0) <= TEXT_SIZE
  const isEmoji = isSmall || EMOJI_ADDRESS.test(attributeOf(element, 'src') ?? '')
  return isEmoji && EMOJI.test(alt) ? alt : undefined
}

/** Portraits and icons, which no article is about, by the names that themes and comment systems give them. */
export function isAside(element: HtmlElement): boolean {
  return (
    /(?:^|[\s_-])(?:avatar|gravatar|emoji|smiley|icon|(?:author|profile|user)[_-](?:photo|image|picture|pic))(?:[\s_-]|$)/i.test(
      attributeOf(element, 'class') ?? '',
    ) || /^https?:\/\/(?:[a-z0-9-]+\.)?gravatar\.com\//i.test(attributeOf(element, 'src') ?? '')
  )
}
