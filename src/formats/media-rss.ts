import type { Enclosure, Media } from '../feed/document.ts'
import { defined } from './defined.ts'
import { element, textElement } from './xml-writing.ts'

/**
 * What Media RSS is able to say of a picture. Its description is the alternative text, which programs that post items take
 * it for; its title is the caption, or else the picture's own title.
 */
export function imageInMediaRss({ title, caption, ...image }: Media): Media {
  return defined({ ...image, caption: caption ?? title })
}

/** The lead image of an item. Its thumbnail, which no other file has, tells it from them. */
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

/** A file of an item that has another one in its `enclosure` already. */
export function fileElement({ url, type, length, title }: Enclosure): string {
  return element(
    'media:content',
    { url, type, medium: mediumOf(type), fileSize: length },
    textElement('media:title', title).join(''),
  )
}

/** Media RSS knows image, audio, video, document and executable. */
function mediumOf(type: string): string {
  return /^(?:image|audio|video)(?=\/)/.exec(type)?.[0] ?? 'document'
}
