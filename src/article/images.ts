import type { Media } from './article.ts'
import { attributeOf } from './html-node.ts'
import type { HtmlElement } from './html-tree.ts'
import { type ImageCandidate, largestCandidate, readSrcset } from './srcset.ts'

/** How an image reference in a text becomes an address, and what is known of the file. */
export interface ImageResolver {
  url(ref: string): string | undefined
  media(ref: string): Media | undefined
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

const PLACEHOLDER =
  /(?:^|\/)(?:blank|spacer|placeholder|pixel|transparent|lazy(?:load)?|loading|grey|gray|1x1|clear)[\w-]*\.(?:gif|png|svg|jpe?g|webp)(?:[?#]|$)/i
const TRACKER =
  /^https?:\/\/(?:[^/]*\.)?(?:doubleclick\.net|google-analytics\.com|scorecardresearch\.com|quantserve\.com|pixel\.wp\.com|stats\.wp\.com|facebook\.com\/tr)\b/i

/** What an `img` shows once scripts would have run; undefined for placeholders, tracking pixels and what has no address. */
export function restoredImage(
  element: HtmlElement,
  resolver: ImageResolver,
):
  | {
      readonly ref?: string
      readonly src: string
      readonly srcset: readonly ImageCandidate[]
      readonly media: Media | undefined
    }
  | undefined {
  if (isPixel(element)) return undefined
  const srcset = resolvedSrcset(srcsetOf(element), resolver)
  const refs = [...LAZY_SRC.map((name) => attributeOf(element, name)), attributeOf(element, 'src')]
  for (const ref of refs) {
    if (ref === undefined || ref.trim() === '' || PLACEHOLDER.test(ref)) continue
    const src = resolver.url(ref)
    if (src !== undefined && !TRACKER.test(src)) return { ref, src, srcset, media: resolver.media(ref) }
  }
  const largest = largestCandidate(srcset)
  return largest === undefined ? undefined : { src: largest.url, srcset, media: undefined }
}

/** The candidates of a `source` or `img` with absolute URLs, those without one left out. */
export function resolvedSrcset(
  candidates: readonly ImageCandidate[],
  resolver: ImageResolver,
): readonly ImageCandidate[] {
  return candidates.flatMap(({ url, descriptor }) => {
    const absolute = PLACEHOLDER.test(url) ? undefined : resolver.url(url)
    return absolute === undefined ? [] : [{ url: absolute, descriptor }]
  })
}

/** The candidates as written, late ones first. */
export function srcsetOf(element: HtmlElement): readonly ImageCandidate[] {
  return readSrcset(firstOf(element, LAZY_SRCSET) ?? attributeOf(element, 'srcset') ?? '')
}

function firstOf(element: HtmlElement, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = attributeOf(element, name)
    if (value !== undefined && value.trim() !== '') return value
  }
  return undefined
}

/** A picture nobody can see counts readers. */
function isPixel(element: HtmlElement): boolean {
  const tiny = (value: string | undefined) => value !== undefined && /^\s*0*[01](?:px)?\s*$/.test(value)
  if (tiny(attributeOf(element, 'width')) && tiny(attributeOf(element, 'height'))) return true
  const style = attributeOf(element, 'style') ?? ''
  return /(?:^|[;\s])(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|!|$)/i.test(style)
}
