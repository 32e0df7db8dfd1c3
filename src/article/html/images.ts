import type { ReadAddress } from '../address.ts'
import type { Media } from '../article.ts'
import { attributeOf, isElement, isText } from './node.ts'
import { type ImageCandidate, largestCandidate, readSrcset } from './srcset.ts'
import { styleOf } from './style.ts'
import type { HtmlElement, HtmlNode } from './tree.ts'

/** Resolves image references of a text, and provides data about the files. */
export interface ImageResolver {
  read(ref: string): ReadAddress
  media(ref: string): Media | undefined
}

/** The picture that an `img` shows after scripts have run. */
export interface ShownImage {
  /** As the author wrote it; absent for a candidate of a `srcset`. */
  readonly ref?: string
  readonly src: string
  readonly srcset: readonly ImageCandidate[]
  readonly media: Media | undefined
}

/** Attributes in which themes and plugins keep the address of a lazily loaded picture. */
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

/** A one-pixel GIF as placeholder for a lazily loaded picture. */
const SPACER = /^\s*data:image\/gif;base64,R0lGODlhAQABA/

/**
 * The picture that an `img` shows: the one that a script would have loaded, or else its `src`, in any attribute.
 * `unshown` is a reference that cannot be published; both are absent for a picture that is invisible on the page.
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

/** One of the sources, for a `picture` whose own `img` shows nothing. */
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

/** Pictures among siblings that have a duplicate for readers without scripts, in a `noscript` right before or after. */
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

/** Whether a script loads another picture than `src`. */
export function isLate(element: HtmlElement): boolean {
  return firstOf(element, LAZY_SRC) !== undefined || firstOf(element, LAZY_SRCSET) !== undefined
}

/** The candidates of a `srcset` with absolute URLs; those without one are left out. */
export function candidatesOf(srcset: string | undefined, resolver: ImageResolver): readonly ImageCandidate[] {
  return readSrcset(srcset ?? '').flatMap(({ url, descriptor }) => {
    const absolute = resolver.read(url).url
    return absolute === undefined ? [] : [{ url: absolute, descriptor }]
  })
}

/** The candidates as written, those for lazy loading first. */
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

/** Whether a picture is an invisible tracking pixel. */
function isPixel(element: HtmlElement): boolean {
  const tiny = (value: string | undefined) => value !== undefined && /^\s*0*[01](?:px)?\s*$/.test(value)
  if (tiny(attributeOf(element, 'width')) && tiny(attributeOf(element, 'height'))) return true
  const style = attributeOf(element, 'style') ?? ''
  return /(?:^|[;\s])(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|!|$)/i.test(style)
}

/** The displayed size of a picture in pixels, by its attributes or else its style. */
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

/** Pictures displayed up to this size (in pixels) are part of a line of text. */
const TEXT_SIZE = 32

/** The character, or code like `:tada:`, if the `img` is the picture of an emoji. */
export function emojiOf(element: HtmlElement): string | undefined {
  const alt = (attributeOf(element, 'alt') ?? '').trim()
  if (alt === '' || alt.length > 40) return undefined
  if (EMOJI_CLASS.test(attributeOf(element, 'class') ?? '')) return alt
  const { width, height } = statedSize(element)
  const isSmall = Math.max(width ?? 0, height ?? 0) > 0 && Math.max(width ?? 0, height ?? 0) <= TEXT_SIZE
  const isEmoji = isSmall || EMOJI_ADDRESS.test(attributeOf(element, 'src') ?? '')
  return isEmoji && EMOJI.test(alt) ? alt : undefined
}

/**
 * Whether a picture is a portrait or icon rather than part of the story, by class names of themes and comment systems.
 */
export function isAside(element: HtmlElement): boolean {
  return (
    /(?:^|[\s_-])(?:avatar|gravatar|emoji|smiley|icon|(?:author|profile|user)[_-](?:photo|image|picture|pic))(?:[\s_-]|$)/i.test(
      attributeOf(element, 'class') ?? '',
    ) || /^https?:\/\/(?:[a-z0-9-]+\.)?gravatar\.com\//i.test(attributeOf(element, 'src') ?? '')
  )
}
