import type { Enclosure, Media } from '../feed/document.ts'
import { defined } from './defined.ts'
import { namespaces } from './namespaces.ts'
import { childOf, childrenOf, numberAt, textIn, type XmlElement } from './xml-reading.ts'

/** The lead picture of an item and its further files, in Media RSS. */
export function readMedia(item: XmlElement): { image: Media | undefined; files: Enclosure[] } {
  const contents = childrenOf(item, namespaces.media, 'content')
  const thumbnail = childOf(item, namespaces.media, 'thumbnail')
  const lead = thumbnail && contents.find((content) => urlOf(content) === urlOf(thumbnail))
  return {
    image: lead && imageFrom(lead),
    files: contents.filter((content) => content !== lead).map(fileFrom),
  }
}

function imageFrom(content: XmlElement): Media {
  return defined({
    url: urlOf(content),
    type: typeOf(content) || undefined,
    length: numberAt(content, 'fileSize') || undefined,
    width: numberAt(content, 'width'),
    height: numberAt(content, 'height'),
    alt: textIn(content, namespaces.media, 'description'),
    caption: textIn(content, namespaces.media, 'title'),
    credit: textIn(content, namespaces.media, 'credit'),
  })
}

function fileFrom(content: XmlElement): Enclosure {
  return defined({
    url: urlOf(content),
    type: typeOf(content),
    length: numberAt(content, 'fileSize') || undefined,
    title: textIn(content, namespaces.media, 'title'),
  })
}

function urlOf({ attributes }: XmlElement): string {
  return attributes.get('url') ?? ''
}

function typeOf({ attributes }: XmlElement): string {
  return attributes.get('type') ?? ''
}
