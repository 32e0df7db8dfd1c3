import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formats } from '../../src/formats/index.ts'
import { checkRoundTrip } from '../../src/gate/round-trip.ts'
import { deepFrozen, hostileDocument } from '../support/documents.ts'

const RUNS = { seed: 20241122, numRuns: 1500 }

describe.each(formats.map((format) => [format.name, format] as const))(
  '%s, whatever a document holds',
  (_, format) => {
    it('reads back as what the format is able to say', () => {
      fc.assert(
        fc.property(hostileDocument, (document) => {
          const read = format.read(format.write(document))
          const meant = format.project(document)
          if (!isDeepStrictEqual(read, meant)) expect(read).toStrictEqual(meant)
        }),
        RUNS,
      )
    })

    it('passes the gate', () => {
      fc.assert(
        fc.property(hostileDocument, (document) => {
          const bytes = new TextEncoder().encode(format.write(document))
          expect(checkRoundTrip(format, document, bytes, 'world')).toEqual([])
        }),
        { ...RUNS, numRuns: 1000 },
      )
    })

    it('is written the same again, also from its projection, and leaves the document alone', () => {
      fc.assert(
        fc.property(hostileDocument, (document) => {
          const text = format.write(deepFrozen(document))
          expect(format.write(structuredClone(document))).toBe(text)
          expect(format.write(format.project(document))).toBe(text)
        }),
        { ...RUNS, numRuns: 500 },
      )
    })

    it('is projected once and for all', () => {
      fc.assert(
        fc.property(hostileDocument, (document) => {
          const once = format.project(document)
          expect(format.project(once)).toStrictEqual(once)
        }),
        { ...RUNS, numRuns: 500 },
      )
    })
  },
)
