/**
 * Texts that wait, kept as bytes outside of the heap: a collection of garbage neither copies nor visits them, and a text
 * that is a part of another one does not retain it.
 */
export interface TextLog {
  /** Appends a text and returns its place. Lone surrogates are replaced. */
  add(text: string): number
  get(place: number): string
}

const CHUNK = 1 << 20
/** Bytes before a text that state its length. */
const HEAD = 4
/** Maximum number of bytes of a UTF-16 code unit in UTF-8. */
const MOST_BYTES = 3

export function createTextLog(): TextLog {
  const chunks: Buffer[] = []
  let last = Buffer.alloc(0)
  let end = 0

  return {
    add(text) {
      const most = HEAD + MOST_BYTES * text.length
      // A text begins within the first CHUNK bytes, so that its place identifies it.
      if (end + most > last.length || end >= CHUNK) {
        last = Buffer.allocUnsafeSlow(Math.max(CHUNK, most))
        chunks.push(last)
        end = 0
      }
      const place = (chunks.length - 1) * CHUNK + end
      const length = last.write(text, end + HEAD)
      last.writeUInt32LE(length, end)
      end += HEAD + length
      return place
    },
    get(place) {
      const chunk = chunks[Math.floor(place / CHUNK)]
      if (chunk === undefined) throw new RangeError(`no text is at ${place}`)
      const start = (place % CHUNK) + HEAD
      return chunk.toString('utf8', start, start + chunk.readUInt32LE(start - HEAD))
    },
  }
}
