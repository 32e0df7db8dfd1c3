import type { Enclosure, Media } from '../feed/document.ts'
import { defined } from './defined.ts'
import { element, textElement } from './xml-writing.ts'

/**
 * Reduces a picture to what Media RSS can represent. Its description is the alternative text, as programs that post
 * items expect; its title is the caption, or else the picture's own title.
 */
export function imageInMediaRss({ title, caption, ...image }: Media): Media {
  return defined({ ...image, caption: caption ?? title })
}

/** The lead image of an item. Its thumbnail distinguishes it from other files, which have none. */
export function leadImageElements(image: Media | undefined): string[] {
  if (image === undefined) return []
  const { url, width, height } = image
  return [
    element(
      'media:content',
      { url, type: image.type, medium: 'image', width, height, fileSize: image.length },
      [
        ...textElement('media:title', image.caption),
        ...textElement('media:description', image.alt),
        ...textElement('media:credit', image.credit),
      ].join(''),
    ),
    element('media:thumbnail', { url, width, height }),
  ]
}

/** A further file of an item that already has another one as its `enclosure`. */
export function fileElement({ url, type, length, title }: Enclosure): string {
  return element(
    'media:content',
    { url, type, medium: mediumOf(type), fileSize: length },
    textElement('media:title', title).join(''),
  )
}

/** Media RSS has the media image, audio, video, document and executable. */
function mediumOf(type: string): string {
  return /^(?:image|audio|video)(?=\/)/.exec(type)?.[0] ?? 'document'
}
