import { shownName } from './names.ts'
import type { Remark } from './rule.ts'
import type { SourceDocument } from './source-document.ts'
import { attributeOffset, type FeedElement } from './xml-tree.ts'

/** The required form of values of one kind, and their places. */
export interface ValueFact {
  /** Canonical names; `itunes:season` for the text of the element, `media:text@lang` for its attribute. */
  readonly places: readonly string[]
  isRight(value: string, element: FeedElement): boolean
  readonly expected: string
}

/**
 * Remarks on values that do not have the required form. A missing or empty attribute is not reported; an empty text is.
 */
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
