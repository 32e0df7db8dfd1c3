import type { LintRule, Remark } from '../rule.ts'
import type { SourceDocument } from '../source-document.ts'

export const elementForeign: LintRule = {
  code: 'element-foreign',
  severity: 'warning',
  paragraph:
    'RFC 4287 sections 6.3 and 6.4; W3C validator, UndeterminableVocabulary and MisplacedXHTMLContent',
  summary:
    'Elements are from Atom, RSS 1.0 or a vocabulary for feeds: not from XHTML, and not without a namespace.',
  fix: 'Put the element into a namespace (xmlns="…"), or XHTML into a content of type xhtml.',
  appliesTo: ['rdf', 'atom'],
  *check(document) {
    yield* document.dialect.family === 'rdf' ? unnamed(document) : strangers(document)
  },
}

/** Elements of RSS 1.0 that explicitly have no namespace. */
function* unnamed(document: SourceDocument): Iterable<Remark> {
  for (const { name, start, contentStart } of document.named('channel', 'item', 'image', 'textinput'))
    if (/\sxmlns\s*=\s*(?:""|'')/.test(document.text.slice(start, contentStart)))
      yield {
        at: start,
        message: `<${name}> leaves the namespace of RSS 1.0`,
        got: name,
        expected: 'no xmlns=""',
      }
}

function* strangers(document: SourceDocument): Iterable<Remark> {
  for (const parent of [document.channel, ...document.itemElements, ...document.named('atom:source')])
    for (const { name, start } of parent?.children ?? [])
      if (name.startsWith('xhtml:') || !/[:{]/.test(name))
        yield {
          at: start,
          message: `<${name}> is not from a vocabulary for feeds`,
          got: name,
          expected: 'an element with a namespace',
        }
}
