import type { LintRule } from '../rule.ts'

export const elementForeign: LintRule = {
  code: 'element-foreign',
  severity: 'warning',
  paragraph:
    'RFC 4287 sections 6.3 and 6.4; W3C validator, UndeterminableVocabulary and MisplacedXHTMLContent',
  summary:
    'Beside the elements of Atom stand those of vocabularies for feeds: no XHTML, and none without a namespace.',
  fix: 'Put the element into a namespace (xmlns="…"), or XHTML into a content of type xhtml.',
  appliesTo: ['atom'],
  *check(document) {
    for (const parent of [document.channel, ...document.itemElements, ...document.named('atom:source')])
      for (const { name, start } of parent?.children ?? [])
        if (name.startsWith('xhtml:') || !/[:{]/.test(name))
          yield {
            at: start,
            message: `<${name}> is of no vocabulary for feeds`,
            got: name,
            expected: 'an element in a namespace of its own',
          }
  },
}
