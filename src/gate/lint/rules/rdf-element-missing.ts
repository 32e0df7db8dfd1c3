import type { LintRule } from '../rule.ts'
import { child, isBlank } from '../xml-tree.ts'

/** Required children of an element, except those with rules of their own. */
const REQUIRED: readonly (readonly [string, readonly string[]])[] = [
  ['channel', ['items']],
  ['item', ['title', 'link']],
  ['image', ['title', 'url', 'link']],
  ['textinput', ['title', 'description', 'name', 'link']],
]

export const rdfElementMissing: LintRule = {
  code: 'rdf-element-missing',
  severity: 'error',
  paragraph: 'RSS 1.0 sections 5.3 to 5.6',
  summary: 'Channel, items, image and text input of RSS 1.0 contain their required parts.',
  fix: 'Add what is missing.',
  appliesTo: ['rdf'],
  *check(document) {
    if (document.dialect.version !== '1.0') return
    for (const [name, parts] of REQUIRED)
      for (const element of document.named(name))
        for (const part of parts)
          if (
            element.parent?.name === 'rdf:RDF' &&
            (part === 'items' ? child(element, part) === undefined : isBlank(child(element, part)))
          )
            yield { at: element.start, message: `<${name}> has no <${part}>`, expected: `a <${part}>` }
  },
}
