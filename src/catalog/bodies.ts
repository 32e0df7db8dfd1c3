import type { RenderedBody } from '../article/body.ts'
import type { MediaUse } from './catalog.ts'

/** A rendered body with the local media it was rendered with. */
export interface KeptBody {
  readonly body: RenderedBody
  readonly media: readonly MediaUse[]
}

/**
 * Rendered bodies, so that a change of one article in a feed does not require that the others are read, parsed and
 * rendered again. `origin` identifies all inputs of a body except local media; a body with another origin is not
 * returned.
 */
export interface BodyCache {
  get(key: string, origin: string): KeptBody | undefined
  /**
   * Buffers the body in memory until there are some megabytes, or until {@link flush}. Beyond some thousands per run,
   * as when an archive is built, bodies are not kept.
   */
  keep(key: string, origin: string, kept: KeptBody): void
  /** Stores the buffered bodies at the end of a run. A failure to write is ignored. */
  flush(): void
}

/** Storage of bodies, as text by key. */
export interface BodyStore {
  get(key: string): string | undefined
  count(): number
  clear(): void
  put(key: string, text: string): void
  /** Runs `work` in one transaction. */
  together(work: () => void): void
}

/**
 * Maximum number of bodies stored per run; the feeds of a large site share far fewer, so others would rarely be used
 * again.
 */
const MOST_A_RUN = 5000
/** Number of characters that are buffered before they are stored. */
const MOST_BUFFERED = 4_000_000
/** Maximum number of stored bodies, at which the store is emptied; at most some hundred megabytes. */
const MOST = 20_000

export function createBodyCache(bodies: BodyStore, most = MOST, mostARun = MOST_A_RUN): BodyCache {
  const kept = new Map<string, string>()
  let buffered = 0
  let inRun = 0
  return {
    get(key, origin) {
      const text = kept.get(key) ?? bodies.get(key)
      // The origin is the first line; the rest is parsed only if the origin matches.
      if (text === undefined || !text.startsWith(`${origin}\n`)) return undefined
      return JSON.parse(text.slice(origin.length + 1))
    },
    keep(key, origin, body) {
      if (!kept.has(key) && inRun >= mostARun) return
      inRun += 1
      const text = `${origin}\n${JSON.stringify(body)}`
      kept.set(key, text)
      buffered += text.length
      if (buffered > MOST_BUFFERED) store()
    },
    flush() {
      store()
      inRun = 0
    },
  }

  function store(): void {
    if (kept.size === 0) return
    try {
      bodies.together(() => {
        if (bodies.count() + kept.size > most) bodies.clear()
        for (const [key, text] of kept) bodies.put(key, text)
      })
    } catch {
      // The catalog reports a full disk; without the cache results are the same, only slower to produce.
    }
    kept.clear()
    buffered = 0
  }
}
