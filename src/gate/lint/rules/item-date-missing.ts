import { member } from '../json-tree.ts'
import type { LintRule } from '../rule.ts'
import type { SourceItem } from '../source-parts.ts'
import { child, isBlank } from '../xml-tree.ts'

const DATES =
  'pubDate dc:date atom:published atom:updated dcterms:created dcterms:modified dcterms:issued dcterms:date'.split(
    ' ',
  )

export const itemDateMissing: LintRule = {
  code: 'item-date-missing',
  severity: 'warning',
  paragraph: 'RSS 2.0, item: pubDate; RSS profile, pubDate; JSON Feed 1.1, date_published',
  summary: 'Every item has a date.',
  fix: 'Write pubDate (JSON Feed: date_published) with the time of publication, and never change it.',
  appliesTo: ['rss', 'json'],
  *check(document) {
    if (document.dialect.version.startsWith('0.9')) return
    const undated = document.items.filter((item) => !isDated(item))
    const [first] = undated
    if (first !== undefined)
      yield {
        at: first.start,
        message: `${undated.length} of ${document.items.length} items have no date: feed readers use the time at which they fetch them`,
        expected: 'pubDate or date_published',
      }
  },
}

function isDated({ element, json }: SourceItem): boolean {
  return element === undefined
    ? ['date_published', 'date_modified'].some((name) => member(json, name) !== undefined)
    : DATES.some((name) => !isBlank(child(element, name)))
}
