import type { ArticleEntry } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'
import { type CatalogChanges, refresh } from '../catalog/refresh.ts'
import type { EntryChange } from '../feed/plan.ts'
import { isReleased } from '../feed/selection.ts'
import type { Finding } from '../finding.ts'
import type { ArticleSource } from '../sources/source.ts'
import type { SharedMemory } from './ledger.ts'
import { linkingChanges } from './linked-articles.ts'
import { missingArticles } from './missing-articles.ts'
import { pagesLeftOut } from './pages-left-out.ts'
import type { Parts, RunRequest } from './parts.ts'
import { publishedArticlesIn } from './published-articles.ts'
import type { ReachedTarget } from './reach-target.ts'
import type { CatalogState, RunStart } from './run-start.ts'
import { eachKeyOnce } from './unknown-keys.ts'

export interface RefreshFacts {
  readonly start: Pick<RunStart, 'now'>
  readonly state: CatalogState
  readonly request: Pick<RunRequest, 'signal' | 'changed' | 'look' | 'acceptDates'>
  /** The target from which articles that the catalog does not know are restored. */
  readonly restoreFrom: Pick<ReachedTarget, 'parts' | 'found'>
  readonly shared: SharedMemory
}

/** Refreshes the catalog, and the state shared with other machines. */
export async function refreshArticles(
  parts: Parts,
  { start: { now }, state, request, restoreFrom, shared }: RefreshFacts,
): Promise<CatalogChanges> {
  const { catalog, reporter, generation } = parts
  const changes = await refresh(catalog, parts.source, parts.readFiles(now), now, request.signal, {
    mint: parts.mint,
    ...(parts.idsBefore !== undefined && { idsBefore: parts.idsBefore }),
    settings: generation,
    published: publishedArticlesIn(restoreFrom.parts, restoreFrom.found?.set),
    isTakeover: parts.ledger === undefined && isOfAnother(restoreFrom, state),
    // A cold start would collect up to a million changes, and examines all feeds anyway.
    collect: [...state.states.values()].some(({ published }) => published?.generation === generation),
    progress: (done, total) => reporter.progress('articles', done, total),
    onStore: shared.note,
    ...(request.changed === undefined || shared.isCatalogChanged ? {} : { only: request.changed }),
    ...(request.look === undefined ? {} : { look: request.look }),
    ...(request.acceptDates === undefined ? {} : { acceptDates: request.acceptDates }),
  })
  await shared.append()
  const findings = [
    ...lostState(changes),
    ...missingArticles(catalog, parts.knownArticles ?? new Map()),
    ...eachKeyOnce(changes.findings),
  ]
  return { ...changes, findings: pagesLeftOut(findings.map((finding) => placed(finding, parts.source))) }
}

/** Whether another catalog published last to the target. */
function isOfAnother({ parts, found }: RefreshFacts['restoreFrom'], { states }: CatalogState): boolean {
  return found !== undefined && states.get(parts.target.name)?.published?.manifest !== found.revision
}

/** The changes for a target include articles that fell due since it was last complete. */
export function changesForTarget(
  { catalog }: Pick<Parts, 'catalog'>,
  { now, publishedAt }: RunStart,
  changes: CatalogChanges,
): CatalogChanges {
  const due = publishedAt === undefined ? [] : [...catalog.due(publishedAt, now)]
  const own = [...changes.entries, ...due.map((entry) => dueChange(entry, publishedAt))]
  return { ...changes, entries: [...own, ...linkingChanges(catalog, own, publishedAt, now)] }
}

/**
 * Reports a state folder that is new although something is published: it was lost, or is not kept between runs.
 * Reported in each run, with the consequences.
 */
function lostState({ recovered }: CatalogChanges): readonly Finding[] {
  if (recovered === undefined) return []
  const { count, undated } = recovered
  const named = undated.slice(0, MOST_NAMED).join(', ')
  const more = undated.length > MOST_NAMED ? ` and ${undated.length - MOST_NAMED} more` : ''
  return [
    {
      code: 'state-lost',
      severity: 'warning',
      message:
        `the state folder was empty although feeds are published: ${count} ${count === 1 ? 'article is' : 'articles are'} restored from the published set` +
        (undated.length === 0
          ? ''
          : `; ${undated.length} without a date that ${undated.length === 1 ? 'is' : 'are'} in no published document now ${undated.length === 1 ? 'has' : 'have'} today's date: ${named}${more}`),
      fix: 'keep the state folder between runs, or write ids and dates into the articles with "feedwright stamp" and commit them',
    },
  ]
}

const MOST_NAMED = 20

/** An article that fell due appears, or is no longer public if it was published before. */
function dueChange(entry: ArticleEntry, publishedAt: Instant | undefined): EntryChange {
  const wasPublic = publishedAt !== undefined && isReleased(entry, publishedAt)
  return wasPublic ? { before: entry, after: entry } : { after: entry }
}

/** Replaces the key of the article in a finding with its location. */
export function placed(finding: Finding, source: Pick<ArticleSource, 'place'>): Finding {
  return finding.file === undefined ? finding : { ...finding, file: source.place(finding.file) }
}
