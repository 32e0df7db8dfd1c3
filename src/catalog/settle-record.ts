import type { ArticleEntry, ArticleHead } from '../article/article.ts'
import { type Instant, latest } from '../article/instant.ts'
import { isReleased } from '../feed/selection.ts'
import type { Finding } from '../finding.ts'
import type { CatalogRecord, Unstated } from './catalog.ts'
import { articleCopied } from './copies.ts'
import type { IdClaim, IdConflicts } from './id-conflicts.ts'
import { remembered, settleIdentity, wasReleased } from './identity.ts'
import type { PastArticle } from './past-articles.ts'
import type { ReadFile } from './reading.ts'

export interface Settling {
  readonly now: Instant
  /** Generates the id of an article that states none. */
  readonly mint: (article: ArticleHead) => string
  /** Accepts stated dates even if other dates were published. */
  readonly acceptDates?: boolean | undefined
  readonly conflicts: Pick<IdConflicts, 'refusal'>
}

/** The new record of a file: with the id and dates of its article, or without an article. */
export function settleRecord(
  file: ReadFile,
  past: PastArticle,
  { now, mint, acceptDates, conflicts }: Settling,
): CatalogRecord {
  const { ref, article, isWithheld, doubt, media: uses, failed } = file
  const { memory, lastRun, written, wasNeverPublic } = past
  const record = {
    key: ref.key,
    revision: failed ? '' : ref.revision,
    ...(uses.length > 0 && { media: uses }),
  }
  if (doubt !== undefined && !wasReleased(memory, lastRun))
    return { ...record, findings: [doubt.leftOut], memory: remembered(memory, now) }
  const findings =
    doubt !== undefined && article?.status === 'live' ? [...file.findings, doubt.published] : file.findings
  if (article === undefined) {
    const withheld = isWithheld === true && { isWithheld }
    const isAnonymous = file.id === undefined && isWithheld !== true
    const isLost = isWithheld !== true && !failed && wasReleased(memory, lastRun)
    return {
      ...record,
      ...withheld,
      findings: isLost ? findings.map(leavesFeeds) : findings,
      memory: remembered(memory, now),
      ...(isAnonymous && { isAnonymous }),
      ...(isAnonymous && memory?.id !== undefined && { unstated: ['id'] as const }),
    }
  }
  if (past.copyOf !== undefined)
    return {
      ...record,
      revision: '',
      copyOf: past.copyOf,
      findings: [...findings, articleCopied(ref.key, past.copyOf)],
      memory: { firstSeen: memory?.firstSeen ?? now, contentHash: article.contentHash },
    }
  const settled = settleIdentity(
    article,
    { memory, lastRun, written, wasNeverPublic, acceptDates },
    now,
    mint,
  )
  const { id } = settled.entry
  // The published article with this id may be another file's.
  const ownMemory = past.restored === undefined ? memory : undefined
  const refusal = conflicts.refusal(id, {
    key: ref.key,
    memory: ownMemory,
    standing: standingOf(id, past),
    isPublic: isReleased(settled.entry, now),
  })
  if (refusal !== undefined)
    return { ...record, revision: '', findings: [...findings, refusal], memory: remembered(ownMemory, now) }
  const unstated = unstatedIn(article, settled.entry, mint)
  return {
    ...record,
    findings: [...findings, ...settled.findings],
    entry: settled.entry,
    memory: settled.memory,
    ...(unstated.length > 0 && { unstated }),
  }
}

/** The finding for which an article that readers have is left out, with what this means for them. */
function leavesFeeds(finding: Finding): Finding {
  if (finding.severity !== 'error') return finding
  return { ...finding, message: `${finding.message}; ${CONSEQUENCE}` }
}

const CONSEQUENCE =
  'the article, which was published, leaves its feeds, and comes back with its id and date when this is corrected'

/** What only the catalog has of an article: another one would mint another id, or determine another date. */
function unstatedIn(article: ArticleHead, entry: ArticleEntry, mint: Settling['mint']): readonly Unstated[] {
  const { published, updated, embargoedUntil } = article
  const isDated = entry.published === (latest([published, embargoedUntil]) ?? published)
  const change = entry.ahead === undefined ? updated : undefined
  const isChangeStated = entry.updated === (latest([entry.published, change]) ?? entry.published)
  return [
    ...(entry.id === (article.id ?? mint(article)) ? [] : (['id'] as const)),
    ...(published !== undefined && isDated ? [] : (['date'] as const)),
    ...(isChangeStated ? [] : (['updated'] as const)),
  ]
}

function standingOf(id: string, { memory, restored }: PastArticle): IdClaim['standing'] {
  if (memory?.id !== id) return 0
  return restored === undefined ? Infinity : restored.likeness
}
