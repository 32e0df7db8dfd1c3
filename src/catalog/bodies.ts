import type { RenderedBody } from '../article/body.ts'
import type { MediaUse } from './catalog.ts'

/** A body with the local media it was rendered with. */
export interface KeptBody {
  readonly body: RenderedBody
  readonly media: readonly MediaUse[]
}

/**
 * Rendered bodies, so that an article is neither read, parsed nor rendered because another one in its feed changed.
 * `origin` names everything but local media that a body is made from; what was kept for another origin is not given.
 */
export interface BodyCache {
  get(key: string, origin: string): KeptBody | undefined
  /** Held in memory until {@link flush}; beyond some thousands a run, which is an archive being built, not held at all. */
  keep(key: string, origin: string, kept: KeptBody): void
  /** Stores what was kept since the last flush. A cache that cannot be written is none, and nothing worse. */
  flush(): void
}

/** Where bodies lie, as text by key. */
export interface BodyStore {
  get(key: string): string | undefined
  count(): number
  clear(): void
  put(key: string, text: string): void
  /** Everything written in `work`, or nothing of it. */
  together(work: () => void): void
}

/** What is left out are bodies no one asks for again: the feeds of a large site share far fewer. */
const MOST_A_RUN = 5000
/** Beyond this the store begins again, some hundred megabytes at most. */
const MOST = 20_000

export function createBodyCache(store: BodyStore, most = MOST, mostARun = MOST_A_RUN): BodyCache {
  const kept = new Map<string, string>()
  return {
    get(key, origin) {
      const text = kept.get(key) ?? store.get(key)
      // The origin is one line, and what follows is read only when it is the right one.
      if (text === undefined || !text.startsWith(`${origin}\n`)) return undefined
      return JSON.parse(text.slice(origin.length + 1))
    },
    keep(key, origin, body) {
      if (kept.has(key) || kept.size < mostARun) kept.set(key, `${origin}\n${JSON.stringify(body)}`)
    },
    flush() {
      if (kept.size === 0) return
      try {
        store.together(() => {
          if (store.count() + kept.size > most) store.clear()
          for (const [key, text] of kept) store.put(key, text)
        })
      } catch {
        // A full disk is the catalog's to report; without the cache everything is as right, only slower.
      }
      kept.clear()
    },
  }
}
