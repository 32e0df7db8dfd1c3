import type { StagedContents } from './target.ts'

/** Documents compressed at a time, each in two codings: the threads that Node has for it. More would only take memory. */
const MOST_AT_ONCE = 2

/** Compression that may be begun before its outcome is asked for. */
export interface CompressingAhead {
  /** Has `bytes` compressed as soon as it is their turn. */
  begin(bytes: Uint8Array): void
  /** What `compress` gives for `bytes`: what was begun with them, or else done now. */
  compress(bytes: Uint8Array): Promise<StagedContents>
}

/** Compression runs in threads of its own, so that documents are compressed while others are written and judged. */
export function compressingAhead(compress: (bytes: Uint8Array) => Promise<StagedContents>): CompressingAhead {
  /** Not yet asked for. */
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
      // The place is handed on.
      if (next === undefined) underWay--
      else next()
    }
  }

  return {
    begin(bytes) {
      if (begun.has(bytes)) return
      const contents = inTurn(bytes)
      // A failure is told to the one who asks for the outcome.
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
