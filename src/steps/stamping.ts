import type { Instant } from '../article/instant.ts'
import { stampFrontMatter } from '../article/stamp.ts'
import type { Finding } from '../finding.ts'
import { refreshArticles } from './articles.ts'
import { checkClock } from './clock-check.ts'
import type { Parts, RunRequest } from './parts.ts'
import { standingOf } from './run-state.ts'

export interface StampRequest extends Pick<RunRequest, 'now' | 'signal' | 'acceptDates'> {
  /** Keys of the articles to stamp; absent: all. */
  readonly keys?: ReadonlySet<string> | undefined
  /** Puts the text of one article in place of what is there; absent: only say what would be stamped. */
  readonly replace?: ((key: string, text: string) => Promise<void>) | undefined
}

export interface Stamped {
  readonly key: string
  readonly id?: string
  readonly date?: Instant
}

/**
 * Writes what only the catalog remembers of an article, its minted id and the date of its first sight, into its front
 * matter, where it belongs for ever. What an article states is never touched.
 */
export async function stampArticles(
  parts: Parts,
  request: StampRequest,
): Promise<{ readonly stamped: readonly Stamped[]; readonly findings: readonly Finding[] }> {
  const { catalog } = parts
  const unlock = await parts.target.lock()
  try {
    const standing = standingOf(catalog, await parts.target.revision(), request.now, parts.generation)
    const published = await parts.target.current()
    if (parts.checkClock)
      checkClock({
        clock: request.now,
        since: parts.fallbackUpdated,
        lastRun: standing.lastRun,
        published,
      })
    const { findings } = await refreshArticles(parts, standing, request, published)
    const stamped: Stamped[] = []
    for (const [key] of [...catalog.revisions()]) {
      request.signal.throwIfAborted()
      const entry = catalog.get(key)?.entry
      if (entry === undefined || entry.status === 'draft' || request.keys?.has(key) === false) continue
      const source = await loadText(key)
      const article =
        source === undefined
          ? undefined
          : (await parts.parse(source.raw, standing.now, parts.media.lookup)).value
      if (source === undefined || article === undefined || article.contentHash !== entry.contentHash) continue
      const stamp = {
        ...(article.id === undefined ? { id: entry.id } : {}),
        ...(article.published === undefined ? { date: entry.published } : {}),
      }
      const text = stampFrontMatter(source.text, stamp)
      if (text === source.text) continue
      await request.replace?.(key, text)
      stamped.push({ key, ...stamp })
    }
    // A date that was missing has just been written down.
    const dated = new Set(stamped.map(({ key }) => `${parts.contentName}/${key}`))
    const open = findings.filter(({ code, file = '' }) => !(code === 'date-missing' && dated.has(file)))
    return { stamped, findings: request.replace === undefined ? findings : open }
  } finally {
    await unlock()
  }

  async function loadText(key: string) {
    for (const source of parts.sources) {
      try {
        const raw = await source.load(key)
        return { raw, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw.bytes) }
      } catch {
        // It vanished or is no text since it was listed: there is nothing to stamp.
      }
    }
    return undefined
  }
}
