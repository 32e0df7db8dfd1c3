import { shownName } from './names.ts'
import type { Remark } from './rule.ts'
import type { SourceDocument } from './source-document.ts'
import { attributeOffset, type FeedElement } from './xml-tree.ts'

/** What values of one kind have to look like, and where they stand. */
export interface ValueFact {
  /** Canonical names; `itunes:season` for the text of the element, `media:text@lang` for its attribute. */
  readonly places: readonly string[]
  isRight(value: string, element: FeedElement): boolean
  readonly expected: string
}

/** Says which values do not look as they have to. An attribute that is not there or empty says nothing wrong; an empty text does. */
export function* wrongValues(document: SourceDocument, facts: Iterable<ValueFact>): Iterable<Remark> {
  for (const { places, isRight, expected } of facts)
    for (const place of places) {
      const [name = '', attribute] = place.split('@')
      for (const element of document.named(name)) {
        const got = attribute === undefined ? element.text : element.attributes.get(attribute)
        if (got === undefined || (attribute !== undefined && got === '') || isRight(got, element)) continue
        yield {
          at: attribute === undefined ? element.start : attributeOffset(document.text, element, attribute),
          message: `${attribute === undefined ? '' : `${attribute} of `}<${shownName(name)}> is not valid`,
          got,
          expected,
        }
      }
    }
}
