import { member, membersOf, stringOf } from '../json-tree.ts'
import type { LintRule } from '../rule.ts'

const REGISTERED = new Map([
  ['image/jpg', 'image/jpeg'],
  ['image/pjpeg', 'image/jpeg'],
  ['image/svg', 'image/svg+xml'],
  ['image/x-png', 'image/png'],
  ['audio/mp3', 'audio/mpeg'],
  ['audio/x-mp3', 'audio/mpeg'],
  ['audio/m4a', 'audio/mp4'],
  ['video/mov', 'video/quicktime'],
  ['video/x-mp4', 'video/mp4'],
  ['text/json', 'application/json'],
  ['application/x-pdf', 'application/pdf'],
])

export const mediaTypeUnregistered: LintRule = {
  code: 'media-type-unregistered',
  severity: 'warning',
  paragraph: 'IANA media types',
  summary: 'A media type is registered.',
  fix: 'Write the registered type: image/jpeg for .jpg, audio/mpeg for .mp3, video/quicktime for .mov.',
  appliesTo: ['rss', 'atom', 'json'],
  *check(document) {
    const typed = document
      .named('enclosure', 'media:content', 'atom:link')
      .map((element) => ({ at: element.start, got: element.attributes.get('type') }))
    const attached = document.itemObjects
      .flatMap((item) => membersOf(member(item, 'attachments')))
      .map((attachment) => ({ at: attachment.start, got: stringOf(member(attachment, 'mime_type')) }))
    for (const { at, got } of [...typed, ...attached]) {
      const expected = REGISTERED.get(got?.toLowerCase() ?? '')
      if (expected !== undefined)
        yield { at, message: 'The media type is not registered', got: got ?? '', expected }
    }
  },
}
