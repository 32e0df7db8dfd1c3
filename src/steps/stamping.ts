import type { Instant } from '../article/instant.ts'
import type { Finding } from '../finding.ts'
import type { Parts, RunRequest } from './parts.ts'
import { reachTarget } from './reach-target.ts'
import { singleRefresh } from './shared-refresh.ts'
import { shownDates } from './shown-dates.ts'

export interface StampRequest extends Pick<RunRequest, 'now' | 'signal' | 'acceptDates'> {
  /** Keys of the articles to stamp; absent for all. */
  readonly keys?: ReadonlySet<string> | undefined
  /** Only report what would be stamped. */
  readonly dryRun: boolean
}

export interface Stamped {
  readonly key: string
  readonly id?: string
  readonly date?: Instant
}

export interface Stamping {
  readonly stamped: readonly Stamped[]
  /** Keys of the articles that state no date and whose date was not published. */
  readonly undated: readonly string[]
  readonly findings: readonly Finding[]
}

/**
 * Writes what only the catalog has of an article, its minted id and its published date, into its front matter, to keep
 * it permanently. Stated values are never changed, and a date that was not published is not written, because it may
 * still change.
 */
export async function stampArticles(parts: Parts, request: StampRequest): Promise<Stamping> {
  const { catalog, source } = parts
  const reached = await reachTarget(parts, request.signal)
  try {
    const { start, changes } = await singleRefresh()(reached, request)
    const { findings } = changes
    const isShown = shownDates(parts, reached.found?.set, start.publishedAt)
    const stamped: Stamped[] = []
    const undated: string[] = []
    for (const [key] of [...catalog.revisions()]) {
      request.signal.throwIfAborted()
      const entry = catalog.get(key)?.entry
      if (entry === undefined || entry.status === 'draft' || request.keys?.has(key) === false) continue
      const raw = await source.load(key).catch(() => undefined)
      // The file vanished since it was listed.
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
    // A missing date that has just been written.
    const dated = new Set(stamped.flatMap(({ key, date }) => (date === undefined ? [] : [source.place(key)])))
    const open = findings.filter(({ code, file = '' }) => !(code === 'date-missing' && dated.has(file)))
    return { stamped, undated, findings: request.dryRun ? findings : open }
  } finally {
    await reached.release()
  }
}

const NOWHERE = (): undefined => undefined
