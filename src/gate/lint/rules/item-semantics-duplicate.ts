import type { LintRule } from '../rule.ts'
import { child } from '../xml-tree.ts'

const TWICE: readonly (readonly [string, string])[] = [
  ['dc:date', 'pubDate'],
  ['dc:title', 'title'],
  ['dc:description', 'description'],
  ['dc:subject', 'category'],
  ['dc:creator', 'author'],
  ['dc:identifier', 'guid'],
  ['dc:language', 'language'],
  ['dc:rights', 'copyright'],
  ['atom:published', 'pubDate'],
  ['atom:id', 'guid'],
  ['atom:title', 'title'],
  ['dc:source', 'source'],
  ['dc:creator', 'managingEditor'],
  ['dc:publisher', 'webMaster'],
  ['dcterms:modified', 'lastBuildDate'],
  ['admin:generatorAgent', 'generator'],
  ['cc:license', 'creativeCommons:license'],
  ['atom:content', 'description'],
  ['atom:content', 'content:encoded'],
  ['xhtml:body', 'description'],
]

export const itemSemanticsDuplicate: LintRule = {
  code: 'item-semantics-duplicate',
  severity: 'warning',
  paragraph: 'RSS profile; W3C validator, DuplicateItemSemantics and DuplicateSemantics',
  summary: 'The same value does not occur in two vocabularies.',
  fix: 'Keep the RSS element. For a name without an email address, keep only dc:creator.',
  appliesTo: ['rss'],
  *check(document) {
    for (const parent of [document.channel, ...document.itemElements]) {
      const names = new Set(parent?.children.map(({ name }) => name))
      for (const [name, same] of TWICE)
        if (names.has(name) && names.has(same) && !child(parent, name)?.attributes.has('src'))
          yield {
            at: child(parent, name)?.start ?? 0,
            message: `<${name}> repeats <${same}>`,
            got: name,
            expected: `only <${same}>`,
          }
    }
  },
}
