import { isBinaryType } from '../atom-content.ts'
import type { LintRule } from '../rule.ts'

function isBase64(text: string): boolean {
  const packed = text.replace(/\s+/g, '')
  return packed.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(packed)
}

export const atomContentNotBase64: LintRule = {
  code: 'atom-content-not-base64',
  severity: 'error',
  paragraph: 'RFC 4287 section 4.1.3.3',
  summary: 'Content with a type other than text is in Base64.',
  fix: 'Encode the bytes in Base64, or link to the file with src or rel="enclosure".',
  appliesTo: ['atom'],
  *check(document) {
    for (const content of document.named('atom:content'))
      if (
        isBinaryType(content.attributes.get('type')) &&
        !content.attributes.has('src') &&
        (content.children.length > 0 || !isBase64(content.text))
      )
        yield {
          at: content.start,
          message: 'The content is not Base64',
          got: content.text,
          expected: 'Base64',
        }
  },
}
