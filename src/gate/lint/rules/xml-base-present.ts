import type { LintRule } from '../rule.ts'

export const xmlBasePresent: LintRule = {
  code: 'xml-base-present',
  severity: 'warning',
  paragraph: 'RFC 4287 section 2; RSS profile, relative URLs',
  summary: 'The document does not use xml:base.',
  fix: 'Write absolute URLs and remove xml:base.',
  appliesTo: ['rss', 'atom'],
  *check(document) {
    for (const element of document.xml?.elements ?? [])
      if (element.attributes.has('xml:base'))
        yield {
          at: document.attributeAt(element, 'xml:base'),
          message: 'xml:base is used',
          got: element.attributes.get('xml:base') ?? '',
          expected: 'absolute URLs',
        }
  },
}
