import { readAddress } from '../address.ts'
import type { Media } from '../article.ts'
import type { FindingCollector } from '../finding-collector.ts'
import { unshowable } from '../html/image-findings.ts'
import { pathOf } from '../key.ts'
import { contentPath, isShowable, localMedia, type MediaPlace, mediaTypeOf, typeOfUrl } from '../media.ts'
import { repairUrl } from '../repair-url.ts'
import { sitePath } from '../site-path.ts'
import { plainLine } from '../text.ts'
import { absoluteUrl } from '../url.ts'
import type { Field } from './fields.ts'
import { type FrontMatterValues, textOf } from './values.ts'

const IMAGE_PARTS = [
  'src',
  'url',
  'path',
  'feature',
  'alt',
  'caption',
  'credit',
  'title',
  'type',
  'width',
  'height',
  'length',
]
const ENCLOSURE_PARTS = ['url', 'src', 'type', 'length', 'title']

/**
 * The lead image: a file of the site with data from its bytes, or a remote file with data from the front matter. If a
 * path from the root of the site is not a file here, another program may serve it, as with paths in the text.
 */
export function leadImageOf(
  values: FrontMatterValues,
  place: MediaPlace,
  notes: FindingCollector,
): Media | undefined {
  const field = values.field('image')
  if (field === undefined) return undefined
  const image = mediaOf('image', firstOf(field, notes), IMAGE_PARTS, values, place, notes)
  if (image?.type === undefined || isShowable(image.type)) return image
  notes.add('picture-format', unshowable(image.url, image.type), field.offset)
  return undefined
}

/** An article has one lead image: the first of a list. */
function firstOf(field: Field, notes: FindingCollector): Field {
  const [first, second] = field.kind === 'list' ? field.items : []
  if (second !== undefined)
    notes.add(
      'value-ignored',
      {
        message: '`image` has more than one picture; the first one is used',
        got: textOf(second) ?? 'a further picture',
        expected: 'one picture',
        fix: 'add the others to the text',
      },
      second.offset,
    )
  return first ?? field
}

/** The files that are attached to the article. */
export function enclosuresOf(
  values: FrontMatterValues,
  place: MediaPlace,
  notes: FindingCollector,
): readonly Media[] {
  const field = values.field('enclosures')
  if (field === undefined) return []
  const found: Media[] = []
  for (const item of field.kind === 'list' ? field.items : [field]) {
    const media = mediaOf('enclosures', item, ENCLOSURE_PARTS, values, place, notes)
    if (media === undefined || found.some(({ url }) => url === media.url)) continue
    if (media.length === undefined)
      notes.add(
        'enclosure-length-unknown',
        {
          message: 'an enclosure has no length; it is published with an unknown length',
          got: media.url,
          expected: 'url and length',
          fix: 'write {url: …, length: …}, or put the file into the content folder',
        },
        item.offset,
      )
    found.push(media)
  }
  return found
}

function mediaOf(
  key: 'image' | 'enclosures',
  field: Field,
  known: readonly string[],
  values: FrontMatterValues,
  place: MediaPlace,
  notes: FindingCollector,
): Media | undefined {
  const parts =
    field.kind === 'map' ? values.parts(key, field, known) : new Map([['src', textOf(field) ?? '']])
  const ref = repairUrl(
    (['src', 'url', 'path', 'feature'].map((name) => parts.get(name)).find(Boolean) ?? '').trim(),
  )
  const words = wordsOf(parts)
  const local = localMedia(sitePath(ref, place.site.url), place)
  if (local !== undefined) return { ...words, ...local }
  const url = remoteOf(key, ref, field, place, notes)
  if (url === undefined) return undefined
  const type = mediaTypeOf(parts.get('type') ?? '') ?? typeOfUrl(url)
  const isUsable = key === 'image' ? (type ?? 'image/').startsWith('image/') : type !== undefined
  if (isUsable) return { url, ...(type !== undefined && { type }), ...numbersOf(parts), ...words }
  notes.add(
    'media-type-unknown',
    {
      message: `the media type of \`${key}\` ${type === undefined ? 'is not known' : 'is not that of an image'} and it was left out`,
      got: type === undefined ? ref : `${ref} (${type})`,
      expected: key === 'image' ? 'a type such as image/jpeg' : 'a type such as audio/mpeg',
      fix: 'add `type` beside the URL',
    },
    field.offset,
  )
  return undefined
}

/** The address of a file that is not in the content folder. */
function remoteOf(
  key: 'image' | 'enclosures',
  ref: string,
  field: Field,
  place: MediaPlace,
  notes: FindingCollector,
): string | undefined {
  const path = contentPath(ref, place.key)
  const isFromRoot = ref.startsWith('/')
  if (path !== undefined) {
    notes.add(
      'media-missing',
      {
        message: `\`${key}\` names a file that is missing, is no media file, or gets its address from the generator of the site, and was ${
          isFromRoot ? 'published as an address of the site' : 'left out'
        }`,
        got: ref,
        expected: `a readable file ${pathOf(path)}`,
        fix: 'add the file, or use an absolute URL',
      },
      field.offset,
    )
    return isFromRoot ? absoluteUrl(sitePath(ref, place.site.url), place.url) : undefined
  }
  const isAbsolute = isFromRoot || /^[a-z][a-z0-9+.-]+:/i.test(ref)
  const { url, remark } = readAddress(sitePath(ref, place.site.url), isAbsolute ? place.url : 'relative:')
  if (remark !== undefined && remark.code !== 'address-invalid') notes.add(remark.code, remark, field.offset)
  else if (url === undefined)
    notes.add(
      'media-missing',
      {
        message: `\`${key}\` is neither a file of the content folder nor an http(s) address, and was left out`,
        got: ref,
        expected: 'a path inside the content folder or an absolute URL',
        fix: 'add the file, or use an absolute URL',
      },
      field.offset,
    )
  return url
}

function wordsOf(parts: ReadonlyMap<string, string>): Pick<Media, 'alt' | 'caption' | 'credit' | 'title'> {
  const words: { alt?: string; caption?: string; credit?: string; title?: string } = {}
  for (const name of ['alt', 'caption', 'credit', 'title'] as const) {
    const text = plainLine(parts.get(name) ?? '')
    if (text !== '') words[name] = text
  }
  return words
}

function numbersOf(parts: ReadonlyMap<string, string>): Pick<Media, 'length' | 'width' | 'height'> {
  const numbers: { length?: number; width?: number; height?: number } = {}
  for (const name of ['length', 'width', 'height'] as const) {
    const text = parts.get(name)?.trim() ?? ''
    if (/^[1-9]\d{0,14}$/.test(text)) numbers[name] = Number(text)
  }
  return numbers
}
