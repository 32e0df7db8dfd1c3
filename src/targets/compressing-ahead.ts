import type { StagedContents } from './target.ts'

/**
 * Number of documents compressed at a time, each in two codings. Node has as many threads for this; more would only use
 * memory.
 */
const MOST_AT_ONCE = 2

/** Compression that can be started before its result is needed. */
export interface CompressingAhead {
  /** Queues `bytes` for compression. */
  begin(bytes: Uint8Array): void
  /** The result of `compress` for `bytes`: of the queued compression, or else of one started now. */
  compress(bytes: Uint8Array): Promise<StagedContents>
}

/** Compresses in separate threads, in parallel with the writing and checking of other documents. */
export function compressingAhead(compress: (bytes: Uint8Array) => Promise<StagedContents>): CompressingAhead {
  /** Queued results that were not yet requested. */
  const begun = new Map<Uint8Array, Promise<StagedContents>>()
  const waiting: (() => void)[] = []
  let underWay = 0

  async function inTurn(bytes: Uint8Array): Promise<StagedContents> {
    if (underWay < MOST_AT_ONCE) underWay++
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await compress(bytes)
    } finally {
      const next = waiting.shift()
      // Passes the slot to the next one.
      if (next === undefined) underWay--
      else next()
    }
  }

  return {
    begin(bytes) {
      if (begun.has(bytes)) return
      const contents = inTurn(bytes)
      // The error is reported when the result is requested.
      contents.catch(() => {})
      begun.set(bytes, contents)
    },
    compress(bytes) {
      const contents = begun.get(bytes) ?? inTurn(bytes)
      begun.delete(bytes)
      return contents
    },
  }
}
