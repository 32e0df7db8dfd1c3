import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { FeedDocument } from '../../src/feed/document.ts'
import type { FeedFormat } from '../../src/formats/format.ts'
import { checkRoundTrip } from '../../src/gate/round-trip.ts'
import { checkWellFormed } from '../../src/gate/well-formed.ts'
import { deepFrozen, hostileDocument } from '../support/documents.ts'
import { formats } from '../support/formats.ts'

it('reads back as what the format is able to say, and is well-formed, whatever a document holds', {
  timeout: 60_000,
}, () => {
  law(1500, (format, document) => {
    const text = format.write(document)
    same(format.read(text), format.project(document), format)
    if (format.name !== 'json') same(checkWellFormed(text), undefined, format)
  })
})

it('is projected once and for all, and says of its projection what it says of the document', () => {
  law(200, (format, document) => {
    const meant = format.project(document)
    same(format.project(meant), meant, format)
    expect(format.write(meant)).toBe(format.write(document))
  })
})

it('is a function of the document alone, which it leaves as it is', () => {
  law(200, (format, document) => {
    const copy = structuredClone(document)
    const text = format.write(deepFrozen(document))
    expect(format.write(copy)).toBe(text)
  })
})

it('passes the gate, whatever a document holds', () => {
  const encoder = new TextEncoder()
  law(200, (format, document) => {
    same(checkRoundTrip(format, document, encoder.encode(format.write(document)), 'world'), [], format)
  })
})

/** Each document serves all formats, because to generate one takes longer than to try it. */
function law(numRuns: number, holds: (format: FeedFormat, document: FeedDocument) => void): void {
  const property = fc.property(hostileDocument, (document) => {
    for (const format of formats) holds(format, document)
  })
  fc.assert(property, { seed: 20241122, numRuns })
}

/** Equal in every field, also in which fields there are. */
function same(got: unknown, expected: unknown, { name }: FeedFormat): void {
  if (!isDeepStrictEqual(got, expected)) expect(got, name).toStrictEqual(expected)
}
