import type { Instant } from '../article/instant.ts'
import type { Finding } from '../finding.ts'
import { lookOnce } from './article-look.ts'
import type { Parts, RunRequest } from './parts.ts'
import { reachTarget } from './reach-target.ts'
import { shownDates } from './shown-dates.ts'

export interface StampRequest extends Pick<RunRequest, 'now' | 'signal' | 'acceptDates'> {
  /** Keys of the articles to stamp; absent: all. */
  readonly keys?: ReadonlySet<string> | undefined
  /** Only say what would be stamped. */
  readonly dryRun: boolean
}

export interface Stamped {
  readonly key: string
  readonly id?: string
  readonly date?: Instant
}

export interface Stamping {
  readonly stamped: readonly Stamped[]
  /** Keys of the articles that state no date and have one that no reader has seen. */
  readonly undated: readonly string[]
  readonly findings: readonly Finding[]
}

/**
 * Writes what only the catalog remembers of an article, its minted id and the date under which readers know it, into its
 * front matter, where it belongs for ever. What an article states is never touched, and a date that no reader has seen
 * is not written: it may still be another.
 */
export async function stampArticles(parts: Parts, request: StampRequest): Promise<Stamping> {
  const { catalog, source } = parts
  const reached = await reachTarget(parts, request.signal)
  try {
    const { start, changes } = await lookOnce()(reached, request)
    const { findings } = changes
    const isShown = shownDates(parts, reached.found?.set, start.publishedAt)
    const stamped: Stamped[] = []
    const undated: string[] = []
    for (const [key] of [...catalog.revisions()]) {
      request.signal.throwIfAborted()
      const entry = catalog.get(key)?.entry
      if (entry === undefined || entry.status === 'draft' || request.keys?.has(key) === false) continue
      const raw = await source.load(key).catch(() => undefined)
      // It vanished since it was listed: there is nothing to stamp.
      if (raw === undefined) continue
      const article = (await parts.parse(raw, start.now, source.media?.lookup ?? NOWHERE)).value
      if (article === undefined || article.contentHash !== entry.contentHash) continue
      const isDated = article.published !== undefined || (await isShown(entry))
      if (!isDated) undated.push(key)
      const stamp = {
        ...(article.id === undefined ? { id: entry.id } : {}),
        ...(article.published === undefined && isDated ? { date: entry.published } : {}),
      }
      const isComplete = stamp.id === undefined && stamp.date === undefined
      if (!isComplete && (await source.stamp?.(key, stamp, request))) stamped.push({ key, ...stamp })
    }
    // A date that was missing has just been written down.
    const dated = new Set(stamped.flatMap(({ key, date }) => (date === undefined ? [] : [source.place(key)])))
    const open = findings.filter(({ code, file = '' }) => !(code === 'date-missing' && dated.has(file)))
    return { stamped, undated, findings: request.dryRun ? findings : open }
  } finally {
    await reached.release()
  }
}

const NOWHERE = (): undefined => undefined
