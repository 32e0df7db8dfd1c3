import { member, membersOf, stringOf } from '../json-tree.ts'
import type { LintRule } from '../rule.ts'

/** Media types for file name extensions; several if a container may contain either. */
const KINDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    audio: 'mp3 m4a aac flac wav opus oga aif aiff wma',
    video: 'm4v mov avi mkv wmv flv mpg mpeg ogv',
    'audio video': 'mp4 webm ogg 3gp',
    image: 'jpg jpeg png gif webp avif svg heic bmp tif tiff ico',
    application: 'pdf zip epub',
  }).flatMap(([kinds, endings]) => endings.split(' ').map((ending) => [ending, kinds.split(' ')] as const)),
)

interface TypedFile {
  readonly url: string
  readonly type: string
  readonly at: number
}

export const fileTypeContradicted: LintRule = {
  code: 'file-type-contradicted',
  severity: 'warning',
  paragraph:
    'RSS 2.0, item: enclosure; Media RSS 1.5.1, media:content; RFC 4287 section 4.2.7.3; JSON Feed 1.1, mime_type',
  summary: 'The type of a file matches the extension of its name.',
  fix: 'Write the type that the server sends with the file.',
  appliesTo: ['rss', 'rdf', 'atom', 'json'],
  *check(document) {
    const files: TypedFile[] = []
    for (const element of document.named('enclosure', 'media:content', 'atom:link')) {
      const { name, attributes } = element
      if (name === 'atom:link' && attributes.get('rel') !== 'enclosure') continue
      const url = attributes.get(name === 'atom:link' ? 'href' : 'url') ?? ''
      files.push({ url, type: attributes.get('type') ?? '', at: document.attributeAt(element, 'type') })
    }
    for (const item of document.itemObjects)
      for (const file of membersOf(member(item, 'attachments'))) {
        const type = member(file, 'mime_type')
        files.push({
          url: stringOf(member(file, 'url')) ?? '',
          type: stringOf(type) ?? '',
          at: type?.start ?? 0,
        })
      }
    for (const { url, type, at } of files) {
      const kinds = KINDS.get(/\.(\w{1,5})(?:[?#].*)?$/.exec(url.slice(0, 2000))?.[1]?.toLowerCase() ?? '')
      const [kind = '', subtype = ''] = type.trim().toLowerCase().split('/')
      const isOpen = kind === '' || (kind === 'application' && !/^(?:pdf|zip|epub)/.test(subtype))
      if (kinds !== undefined && !isOpen && !kinds.includes(kind))
        yield {
          at,
          message: `The type is ${kind}, but the extension is that of ${kinds.join(' or ')}`,
          got: `${type}, ${url}`,
          expected: `${kinds[0]}/…`,
        }
    }
  },
}
