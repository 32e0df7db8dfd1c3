import type { LintRule } from '../rule.ts'

const SCHEMA = '{http://www.w3.org/2001/XMLSchema-instance}'

export const attributeExtension: LintRule = {
  code: 'attribute-extension',
  severity: 'warning',
  paragraph: 'RSS 2.0, extending RSS; W3C validator, UseOfExtensionAttr',
  summary: 'The elements of RSS have no attributes of XML Schema.',
  fix: 'Remove the attribute and the xmlns:xsi beside it. RSS has no official schema.',
  appliesTo: ['rss'],
  *check(document) {
    for (const element of document.named('rss', 'channel', 'item'))
      for (const attribute of element.attributes.keys())
        if (attribute.startsWith(SCHEMA))
          yield {
            at: document.attributeAt(element, attribute),
            message: `<${element.name}> has an attribute of XML Schema`,
            got: attribute,
            expected: 'no such attribute',
          }
  },
}
