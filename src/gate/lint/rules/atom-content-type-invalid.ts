import { isMediaType } from '../../../article/media.ts'
import { wrongAttribute } from '../missing-parts.ts'
import type { LintRule } from '../rule.ts'

export const atomContentTypeInvalid: LintRule = {
  code: 'atom-content-type-invalid',
  severity: 'error',
  paragraph: 'RFC 4287 section 4.1.3.1',
  summary: 'The type of a content is text, html, xhtml or a media type; with src it is a media type.',
  fix: 'Write type="html" for escaped HTML, or a media type other than multipart.',
  appliesTo: ['atom'],
  *check(document) {
    const isType = (value: string) =>
      ['text', 'html', 'xhtml'].includes(value) ||
      (isMediaType(value) && !/^(?:multipart|message)\//i.test(value))
    yield* wrongAttribute(
      document,
      document.named('atom:content'),
      'type',
      isType,
      'text, html, xhtml or a media type',
    )
    const elsewhere = document.named('atom:content').filter(({ attributes }) => attributes.has('src'))
    yield* wrongAttribute(
      document,
      elsewhere,
      'type',
      (value) => !['text', 'html', 'xhtml'].includes(value),
      'a media type, such as text/html',
    )
  },
}
