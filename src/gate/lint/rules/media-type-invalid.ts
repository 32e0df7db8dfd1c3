import { isMediaType } from '../../../article/media.ts'
import { member, membersOf, stringOf } from '../json-tree.ts'
import { wrongAttribute } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'

export const mediaTypeInvalid: LintRule = {
  code: 'media-type-invalid',
  severity: 'error',
  paragraph: 'RFC 6838 section 4.2; RSS 2.0, item: enclosure, type; RFC 4287 section 4.2.7.3',
  summary: 'A media type has the form type/subtype.',
  fix: 'Write a registered type such as image/jpeg or audio/mpeg.',
  appliesTo: ['rss', 'atom', 'json'],
  *check(document) {
    yield* wrongAttribute(
      document,
      document.named('enclosure', 'media:content', 'atom:link', 'thr:in-reply-to'),
      'type',
      isMediaType,
      'type/subtype',
    )
    for (const item of document.itemObjects)
      for (const attachment of membersOf(member(item, 'attachments'))) {
        const type = member(attachment, 'mime_type')
        const got = stringOf(type)
        if (type !== undefined && got !== undefined && !isMediaType(got))
          yield { at: type.start, message: 'mime_type is not valid', got, expected: 'type/subtype' }
      }
  },
}
