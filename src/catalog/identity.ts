import type { ArticleEntry, ArticleHead } from '../article/article.ts'
import { isEdited } from '../article/content-hash.ts'
import { statedId } from '../article/ids.ts'
import { type Instant, latest } from '../article/instant.ts'
import { isReleased } from '../feed/selection.ts'
import type { Finding } from '../finding.ts'
import type { ArticleMemory, CatalogRecord } from './catalog.ts'
import type { PublishedArticle } from './published-article.ts'

/** Data about an article in addition to its file. */
export interface Past {
  /** Its memory; absent for a new article. */
  readonly memory?: ArticleMemory | undefined
  /** The moment of the last run that published anything: articles due by then may have been seen by readers. */
  readonly lastRun?: Instant | undefined
  /**
   * When its text was first and last written: used for a new article that states no date, and for an article that was
   * edited while its memory was missing.
   */
  readonly written?: { readonly first: Instant; readonly last: Instant } | undefined
  /** Whether a document would have the article if it had ever been public. */
  readonly wasNeverPublic?: boolean | undefined
  /** Accept stated dates even if they contradict what readers have seen. */
  readonly acceptDates?: boolean | undefined
}

export interface Settled {
  readonly entry: ArticleEntry
  readonly memory: ArticleMemory
  readonly findings: readonly Finding[]
}

/** Whether readers may have an article: it was due by the last run that published anything. */
export function wasReleased(memory: ArticleMemory | undefined, lastRun: Instant | undefined): boolean {
  return memory?.release !== undefined && lastRun !== undefined && memory.release <= lastRun
}

/**
 * Determines the id and the dates of an article.
 *
 * The id is the stated one, or else the remembered one, or else a minted one. `published` follows the file until
 * readers may have seen the article, and is fixed from then on. It is the stated date, or else the moment the article
 * was first seen live; or the end of its embargo if that is later, because nothing was public before. `updated` is the
 * stated one, or else the moment the released text was seen to change; it is not before `published`, nor before the
 * moment at which a removed article was published again.
 */
export function settleIdentity(
  article: ArticleHead,
  past: Past,
  now: Instant,
  mint: (article: ArticleHead) => string,
): Settled {
  const { memory: known, lastRun } = past
  const released = wasReleased(known, lastRun) ? known : undefined
  const isLive = article.status === 'live'

  // For a draft, this is not the first time: its date is the day it goes live, not the day it was created.
  const firstRead = known?.release === undefined ? (past.written?.first ?? now) : known.firstSeen
  const recorded = released?.published
  const holds = recorded !== undefined && !(past.acceptDates === true && article.published)
  const embargoEnd = article.embargoedUntil ?? liftedEmbargo(past, now)
  const stated = latest([article.published ?? firstRead, embargoEnd]) ?? firstRead
  const published = holds ? recorded : stated
  const textChanged = known?.contentHash !== undefined && isEdited(known.contentHash, article.contentHash)
  const changed =
    released === undefined ? past.written?.last : textChanged ? (past.written?.last ?? now) : released.changed
  const returned = released !== undefined && isLive ? returnOf(article, past, now) : known?.returned
  const due = latest([published, article.embargoedUntil]) ?? published
  // Once ignored, it remains ignored: reading an unchanged text again, on any machine, must give the same result.
  const wasAhead = !textChanged && article.updated !== undefined && article.updated === released?.ahead
  const isAhead = wasAhead || (article.updated !== undefined && article.updated > (latest([now, due]) ?? now))
  // The published set has it only of articles that were public; of others no machine may remember it.
  const isGone = article.expires !== undefined && article.expires <= now
  const ahead = isAhead && ((isLive && !isGone) || wasAhead) ? article.updated : undefined
  const ownUpdated = isAhead ? changed : (article.updated ?? changed)
  const updated = latest([ownUpdated, returned, published]) ?? published

  const own = article.id
  // With the former address of the site, a stated id that is not an IRI was converted to another IRI.
  const isKnown = own === undefined || (known?.id !== undefined && statedId(known.id) === statedId(own))
  const id = copied((isKnown ? known?.id : own) ?? mint(article))
  // An article first seen as withdrawn was public before this program; one that was taken back before its release never
  // was.
  const wasPublic =
    known === undefined && article.status === 'withdrawn' && due <= now && past.wasNeverPublic !== true
  const release = released?.release ?? ((isLive && !isGone) || wasPublic ? due : undefined)
  const goesLive =
    released === undefined && release !== undefined && release <= now && known?.id !== undefined
  const wentLive = goesLive ? now : known?.wentLive
  const isDueNow =
    released === undefined && known?.release !== undefined && release !== undefined && release <= now
  const firstSeen = isDueNow ? now : firstRead
  const takenAway = isLive
    ? article.expires
    : released !== undefined
      ? (toldBefore(released.takenAway, lastRun) ?? now)
      : wasPublic
        ? earlier(updated, now)
        : undefined
  const dated = holds ? released?.dated : article.published
  return {
    entry: {
      ...article,
      id,
      published,
      updated,
      firstSeen,
      ...(ahead !== undefined && { ahead }),
      ...(returned !== undefined && { returned }),
    },
    memory: {
      id,
      firstSeen,
      published,
      contentHash: article.contentHash,
      ...(dated !== undefined && { dated }),
      ...(ownUpdated !== undefined && { changed: ownUpdated }),
      ...(ahead !== undefined && { ahead }),
      ...(release !== undefined && { release }),
      ...(release !== undefined && release > now && embargoEnd !== undefined && { embargo: embargoEnd }),
      ...(wentLive !== undefined && { wentLive }),
      ...(takenAway !== undefined && { takenAway }),
      ...(returned !== undefined && { returned }),
    },
    findings: [
      ...(article.published !== undefined && article.published !== published && article.published !== dated
        ? [publishedMoved(article.key, article.published, published)]
        : []),
      ...(isAhead && article.updated !== undefined ? [updatedAhead(article.key, article.updated, now)] : []),
    ],
  }
}

/**
 * The record of an article that is public since `lastRun`, although its file did not change; undefined if it stays the
 * same.
 *
 * @param known what another machine has published of it
 */
export function publishedNow(
  { entry, memory, ...record }: CatalogRecord,
  lastRun: Instant,
  now: Instant,
  known: PublishedArticle | undefined,
): CatalogRecord | undefined {
  if (entry === undefined || !isReleased(entry, now)) return undefined
  if (memory.returned !== undefined && memory.returned > lastRun) {
    const isBack = known !== undefined && known.goneSince === undefined
    const returned = isBack ? (known.returned ?? now) : now
    const updated = isBack ? known.updated : now
    return { ...record, entry: { ...entry, returned, updated }, memory: { ...memory, returned } }
  }
  if (wasReleased(memory, lastRun)) return undefined
  const firstSeen = known === undefined ? now : (known.firstSeen ?? known.published)
  const { ahead, ...others } = memory
  if (ahead === undefined || ahead > now || ahead === known?.ahead)
    return { ...record, entry: { ...entry, firstSeen }, memory: { ...memory, firstSeen } }
  // No reader had the article when the stated `updated` was in the future.
  const { ahead: _ahead, ...head } = entry
  return {
    ...record,
    findings: record.findings.filter(({ code }) => code !== 'updated-in-future'),
    entry: { ...head, firstSeen, updated: ahead },
    memory: { ...others, firstSeen, changed: ahead },
  }
}

/** A stated id is a slice of its file's text; the copy lets that text be garbage-collected. */
const copied = (id: string): string => Buffer.from(id).toString()

/** The end of an embargo that was removed from the file: the former end, or now if that is earlier. */
function liftedEmbargo({ memory }: Past, now: Instant): Instant | undefined {
  return memory?.embargo === undefined ? undefined : earlier(memory.embargo, now)
}

/** When an article that was published and removed became, or will become, public again: at the run that publishes it. */
function returnOf(
  { embargoedUntil }: ArticleHead,
  { memory, lastRun }: Past,
  now: Instant,
): Instant | undefined {
  if (embargoedUntil !== undefined && embargoedUntil > now) return embargoedUntil
  const { takenAway, returned } = memory ?? {}
  const wasTold = toldBefore(takenAway, lastRun) !== undefined
  const isDue = returned !== undefined && (lastRun === undefined || returned > lastRun)
  return wasTold || isDue ? now : returned
}

/** The moment, if a run that published anything was not before it. */
const toldBefore = (moment: Instant | undefined, lastRun: Instant | undefined): Instant | undefined =>
  moment !== undefined && lastRun !== undefined && moment <= lastRun ? moment : undefined

const earlier = (one: Instant | undefined, other: Instant): Instant =>
  one !== undefined && one < other ? one : other

function updatedAhead(file: string, stated: Instant, now: Instant): Finding {
  return {
    code: 'updated-in-future',
    severity: 'warning',
    message: '`updated` of the article is in the future, and is ignored',
    file,
    got: stated,
    expected: `a time before ${now}`,
    fix: 'Write the time of the change, or remove `updated`.',
  }
}

/**
 * The memory of a file that is currently not an article: everything is kept, so that fixing the file restores id and
 * dates.
 */
export function remembered(known: ArticleMemory | undefined, now: Instant): ArticleMemory {
  return known ?? { firstSeen: now }
}

function publishedMoved(file: string, stated: Instant, recorded: Instant): Finding {
  return {
    code: 'published-moved',
    severity: 'warning',
    message: `The date was changed after publication; feeds keep the published date`,
    file,
    got: stated,
    expected: recorded,
    fix: 'Restore the old date, or accept the new one with `feedwright stamp --accept-dates`.',
  }
}

/** The finding for a file that is rejected because other files have the same id; names all of them. */
export function idTaken(
  { key: file, isPublic }: { readonly key: string; readonly isPublic: boolean },
  id: string,
  others: readonly string[],
  isKnown: boolean,
): Finding {
  const names = others.join(', ')
  return {
    code: 'id-taken',
    severity: 'error',
    message: isKnown
      ? `The article has the id of ${names}, which readers know under this id; it is left out`
      : `The article has the same id as ${names}; all of them are left out, because none was published first`,
    file,
    ...(isPublic && { got: statedId(id) }),
    expected: 'a unique id',
    fix: `If it is the same article as ${others[0]}, delete one of the two files: the other keeps id and date. If it is another article, set another \`id\` in its front matter.`,
  }
}
