import type { LintRule } from '../rule.ts'

const TWICE = new Map([
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
])

export const itemSemanticsDuplicate: LintRule = {
  code: 'item-semantics-duplicate',
  severity: 'warning',
  paragraph: 'RSS profile; W3C validator, DuplicateItemSemantics and DuplicateSemantics',
  summary: 'Nothing is said twice in two vocabularies.',
  fix: 'Keep the RSS element; for a name without an e-mail address keep dc:creator alone.',
  appliesTo: ['rss'],
  *check(document) {
    for (const parent of [document.channel, ...document.itemElements]) {
      const names = new Set(parent?.children.map(({ name }) => name))
      for (const { name, start } of parent?.children ?? []) {
        const same = TWICE.get(name)
        if (same !== undefined && names.has(same))
          yield {
            at: start,
            message: `<${name}> says the same as <${same}>`,
            got: name,
            expected: `<${same}> alone`,
          }
      }
    }
  },
}
