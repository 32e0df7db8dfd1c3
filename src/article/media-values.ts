import type { Media } from './article.ts'
import type { Field } from './fields.ts'
import { type FrontMatterValues, textOf } from './front-matter-values.ts'
import { contentPath, isMediaType, localMedia, type MediaPlace, typeOfUrl } from './media.ts'
import type { Notes } from './notes.ts'
import { plainLine } from './text.ts'
import { absoluteUrl } from './url.ts'

const IMAGE_PARTS = ['src', 'url', 'alt', 'caption', 'credit', 'title', 'type', 'width', 'height', 'length']
const ENCLOSURE_PARTS = ['url', 'src', 'type', 'length', 'title']

/** The lead image: a file of the site with what its bytes say, or somebody else's as the front matter declares it. */
export function imageOf(values: FrontMatterValues, place: MediaPlace, notes: Notes): Media | undefined {
  const field = values.field('image')
  return field === undefined ? undefined : mediaOf('image', field, IMAGE_PARTS, values, place, notes)
}

/** The files to fetch with the article; of somebody else's server only those whose length is stated. */
export function enclosuresOf(values: FrontMatterValues, place: MediaPlace, notes: Notes): readonly Media[] {
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
          message: 'an enclosure does not say how many bytes it has and was left out',
          got: media.url,
          expected: 'url and length',
          fix: 'write {url: …, length: …}, or put the file into the content folder',
        },
        item.offset,
      )
    else found.push(media)
  }
  return found
}

function mediaOf(
  key: 'image' | 'enclosures',
  field: Field,
  known: readonly string[],
  values: FrontMatterValues,
  place: MediaPlace,
  notes: Notes,
): Media | undefined {
  const parts =
    field.kind === 'map' ? values.parts(key, field, known) : new Map([['src', textOf(field) ?? '']])
  const ref = (parts.get('src') ?? parts.get('url') ?? '').trim()
  const leaveOut = (
    code: 'media-missing' | 'media-type-unknown',
    message: string,
    expected: string,
    fix: string,
  ) => {
    notes.add(code, { message, got: ref, expected, fix }, field.offset)
    return undefined
  }
  const words = wordsOf(parts)
  const local = localMedia(ref, place)
  if (local !== undefined) return { ...words, ...local }
  const path = contentPath(ref, place.key)
  const url =
    absoluteUrl(ref, 'relative:') ?? (ref.startsWith('//') ? absoluteUrl(ref, place.url) : undefined)
  if (url === undefined)
    return leaveOut(
      'media-missing',
      path === undefined
        ? `\`${key}\` names no file of the content folder and no http(s) address, and was left out`
        : `\`${key}\` names a file that is missing or is no media file, and was left out`,
      path === undefined ? 'a path inside the content folder or an absolute URL' : `a readable file ${path}`,
      'put the file there, or give an absolute URL',
    )
  const stated = parts.get('type')?.trim().toLowerCase()
  const type = stated !== undefined && isMediaType(stated) ? stated : typeOfUrl(url)
  if (type === undefined || (key === 'image' && !type.startsWith('image/')))
    return leaveOut(
      'media-type-unknown',
      `the media type of \`${key}\` cannot be told and it was left out`,
      key === 'image' ? 'a type like image/jpeg' : 'a type like audio/mpeg',
      'state `type` beside the URL',
    )
  return {
    url,
    type,
    ...numbersOf(parts),
    ...words,
  }
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
