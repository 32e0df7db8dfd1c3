import type { StagedContents } from './target.ts'

/**
 * Number of documents compressed at a time, each in two codings. Node has as many threads for this; more would only use
 * memory.
 */
const MOST_AT_ONCE = 2
/** Sum of their bytes, unless one alone has more: brotli takes 30 MiB for a document of 20. */
const MOST_BYTES_AT_ONCE = 4 * 1024 * 1024

/** Compression that can be started before its result is needed. */
export interface CompressingAhead {
  /** Queues `bytes` for compression. */
  begin(bytes: Uint8Array): void
  /** The result of `compress` for `bytes`: of the queued compression, or else of one started now. */
  compress(bytes: Uint8Array): Promise<StagedContents>
}

/** Compresses in separate threads, in parallel with the writing and checking of other documents. */
export function compressingAhead(
  compress: (bytes: Uint8Array) => Promise<StagedContents>,
  atOnce = MOST_AT_ONCE,
): CompressingAhead {
  /** Queued results that were not yet requested. */
  const begun = new Map<Uint8Array, Promise<StagedContents>>()
  const waiting: { readonly bytes: Uint8Array; start(): void }[] = []
  const underWay = new Set<Uint8Array>()

  function hasRoomFor({ length }: Uint8Array): boolean {
    const sum = Array.from(underWay).reduce((all, bytes) => all + bytes.length, length)
    return underWay.size === 0 || (underWay.size < atOnce && sum <= MOST_BYTES_AT_ONCE)
  }

  async function inTurn(bytes: Uint8Array): Promise<StagedContents> {
    if (waiting.length === 0 && hasRoomFor(bytes)) underWay.add(bytes)
    else await new Promise<void>((resolve) => waiting.push({ bytes, start: resolve }))
    try {
      return await compress(bytes)
    } finally {
      underWay.delete(bytes)
      startWaiting()
    }
  }

  function startWaiting(): void {
    for (let next = waiting[0]; next !== undefined && hasRoomFor(next.bytes); next = waiting[0]) {
      waiting.shift()
      underWay.add(next.bytes)
      next.start()
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
