import { shownName } from './names.ts'
import type { Remark } from './rule.ts'
import type { SourceDocument } from './source-document.ts'
import { child, type FeedElement, isBlank } from './xml-tree.ts'

/** Remarks on elements without a nonblank child of that name. */
export function* lacking(parents: Iterable<FeedElement | undefined>, name: string): Iterable<Remark> {
  for (const parent of parents) {
    if (parent === undefined) continue
    const found = child(parent, name)
    if (!isBlank(found)) continue
    const state = found === undefined ? `has no <${shownName(name)}>` : `has an empty <${shownName(name)}>`
    yield {
      at: (found ?? parent).start,
      message: `<${shownName(parent.name)}> ${state}`,
      expected: `a <${shownName(name)}> with text`,
    }
  }
}

/** Remarks on elements without a nonblank attribute of that name. */
export function* lackingAttribute(elements: Iterable<FeedElement>, name: string): Iterable<Remark> {
  for (const element of elements)
    if ((element.attributes.get(name) ?? '').trim() === '')
      yield {
        at: element.start,
        message: `<${shownName(element.name)}> has ${element.attributes.has(name) ? 'an empty' : 'no'} ${name}`,
        expected: `an attribute ${name}`,
      }
}

/** Remarks on values of an attribute, if present, that are not of the expected type. */
export function* wrongAttribute(
  document: SourceDocument,
  elements: Iterable<FeedElement>,
  name: string,
  isRight: (value: string, element: FeedElement) => boolean,
  expected: string | ((got: string) => string),
): Iterable<Remark> {
  for (const element of elements) {
    const got = element.attributes.get(name)
    if (got !== undefined && !isRight(got, element))
      yield {
        at: document.attributeAt(element, name),
        message: `${name} of <${shownName(element.name)}> is not valid`,
        got,
        expected: typeof expected === 'string' ? expected : expected(got),
      }
  }
}
