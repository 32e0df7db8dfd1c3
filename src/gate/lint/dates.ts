import { type DateForm, type DateReading, readDate } from './date-forms.ts'
import { type JsonNode, member, stringOf } from './json-tree.ts'
import { shownName } from './names.ts'
import type { SourceParts } from './source-parts.ts'

/** A date in a feed. `reading` is absent if it does not have the required form. */
export interface FeedDate {
  /** Name for people, for example `pubDate`. */
  readonly where: string
  readonly text: string
  readonly form: DateForm
  readonly at: number
  readonly reading?: DateReading
}

const FORM_OF = new Map<string, DateForm>([
  ['pubDate', 'rfc822'],
  ['lastBuildDate', 'rfc822'],
  ['dc:date', 'w3cdtf'],
  ['dcterms:created', 'w3cdtf'],
  ['dcterms:modified', 'w3cdtf'],
  ['sy:updateBase', 'w3cdtf'],
  ['atom:updated', 'rfc3339'],
  ['atom:published', 'rfc3339'],
])

/** All dates of the document. */
export function datesOf(document: SourceParts): FeedDate[] {
  const dates: FeedDate[] = []
  const add = (where: string, text: string, form: DateForm, at: number) => {
    const reading = readDate(text, form)
    dates.push({ where, text, form, at, ...(reading === undefined ? {} : { reading }) })
  }
  for (const [name, form] of FORM_OF)
    for (const element of document.named(name)) add(shownName(name), element.text.trim(), form, element.start)
  for (const item of document.itemObjects)
    for (const name of ['date_published', 'date_modified']) {
      const node: JsonNode | undefined = member(item, name)
      const text = stringOf(node)
      if (node !== undefined && text !== undefined) add(name, text, 'rfc3339', node.start)
    }
  return dates
}
