import type { StagedContents } from './target.ts'

/** Documents compressed at a time, each in two codings: the threads that Node has for it. More would only take memory. */
const MOST_AT_ONCE = 2

/** Compression that may be begun before its outcome is asked for. */
export interface CompressingAhead {
  /** Begins with `bytes` unless many are under way. */
  begin(bytes: Uint8Array): void
  /** What `compress` gives for `bytes`: what was begun with them, or else done now. */
  compress(bytes: Uint8Array): Promise<StagedContents>
}

/** Compression runs in threads of its own, so that one document is compressed while the next is written and judged. */
export function compressingAhead(compress: (bytes: Uint8Array) => Promise<StagedContents>): CompressingAhead {
  /** Not yet asked for. */
  const begun = new Map<Uint8Array, Promise<StagedContents>>()
  let underWay = 0
  const done = (): void => void underWay--
  return {
    begin(bytes) {
      if (underWay >= MOST_AT_ONCE || begun.has(bytes)) return
      underWay++
      const contents = compress(bytes)
      // A failure is told to the one who asks for the outcome.
      contents.then(done, done)
      begun.set(bytes, contents)
    },
    compress(bytes) {
      const contents = begun.get(bytes) ?? compress(bytes)
      begun.delete(bytes)
      return contents
    },
  }
}
