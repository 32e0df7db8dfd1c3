import type { LintRule } from '../rule.ts'

export const atomContentTypeMissing: LintRule = {
  code: 'atom-content-type-missing',
  severity: 'warning',
  paragraph: 'RFC 4287 section 4.1.3.2',
  summary: 'Content with a src has a type.',
  fix: 'Add type with the media type of the file in src.',
  appliesTo: ['atom'],
  *check(document) {
    for (const { attributes, start } of document.named('atom:content'))
      if (attributes.has('src') && !attributes.has('type'))
        yield { at: start, message: 'The content has a src and no type', expected: 'a media type' }
  },
}
