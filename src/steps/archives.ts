import { setImmediate } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import {
  type ArchivePage,
  archivedFeed,
  pageFacts,
  pageInputHash,
  pageLinks,
  pagesOf,
} from '../feed/archive.ts'
import type { FeedDefinition } from '../feed/definition.ts'
import { absencesFrom, isStated } from '../feed/missing-items.ts'
import { type LeftItem, leftItem, type PublishedFeed, type PublishedPage } from '../feed/published-state.ts'
import type { Finding } from '../finding.ts'
import { writeCandidate } from '../gate/candidate.ts'
import { verify } from '../gate/verify.ts'
import { type OutgoingFile, planFile, withArchive } from '../targets/publication.ts'
import type { PublishedFile, PublishedSet } from '../targets/target.ts'
import { type ArchiveAtStake, type ArchiveView, isDamaged, pagesToLookAt } from './archive-pages.ts'
import { type HeldArchive, withoutTakenBack } from './archive-taking-back.ts'
import { foldersIn, lookupIn, unreadableIn, withheldIn } from './churn-facts.ts'
import { composeItems } from './composing.ts'
import { candidatesOf } from './feeds.ts'
import type { Parts } from './parts.ts'
import { placeTaken, takenPlaces } from './places.ts'

export interface ArchiveRun extends ArchiveView {
  /** Feeds whose subscription documents are up to date. */
  readonly feeds: readonly FeedDefinition[]
  /** Held feeds: their pages are not updated, but retracted articles are removed from them. */
  readonly held: readonly HeldArchive[]
  /** Articles that would be lost or moved by rewriting the archives, by feed. */
  readonly atStake: ReadonlyMap<string, ArchiveAtStake>
  /** The published set. */
  readonly set: PublishedSet
  /** Publishes the staged files and the set. */
  commit(set: PublishedSet): Promise<void>
  readonly signal: AbortSignal
}

export interface PublishedArchives {
  readonly set: PublishedSet
  /** Feeds with a new page to which their subscription documents do not link yet. */
  readonly grown: readonly FeedDefinition[]
  /** False if a page was refused or the run was interrupted; the next run continues. */
  readonly isComplete: boolean
  readonly written: readonly string[]
  readonly findings: readonly Finding[]
}

/** Articles published in one commit: limits both the space for staged files and the number of manifests. */
const ARTICLES_AT_ONCE = 5000

/**
 * Publishes new and changed archive pages (RFC 5005), oldest first and in several commits. If the run is interrupted,
 * the next one continues after the last commit.
 */
export async function publishArchives(parts: Parts, run: ArchiveRun): Promise<PublishedArchives> {
  let { set } = run
  const grown: FeedDefinition[] = []
  const written: string[] = []
  const findings: Finding[] = []
  const published = new Map(set.files.map((file) => [file.path, file]))
  const damaged = new Set(run.damaged.map(({ path }) => path))
  const held: HeldArchive[] = [...run.held]
  let isComplete = true

  for (const feed of run.feeds) {
    const seen = set.feeds.find(({ name }) => name === feed.name)
    if (feed.archiveSize === undefined || seen === undefined) continue
    const newest = pagesOf(feed, seen).at(-1)?.name
    const { isWhole, staying } = await publishPages(feed, seen)
    if (!isWhole) isComplete = false
    if (staying.size > 0) held.push({ feed, isTakenBack: statedIn(feed, seen), pages: staying })
    const now = set.feeds.find(({ name }) => name === feed.name)
    if (pagesOf(feed, now).at(-1)?.name !== newest) grown.push(feed)
  }
  for (const one of held) {
    const pages = await withoutTakenBack(parts, set, one, run.now)
    if (pages.set !== set) await run.commit(pages.set)
    set = pages.set
    written.push(...pages.written)
    findings.push(...pages.findings)
  }
  return { set, grown, isComplete, written, findings }

  /** A predicate for articles that are absent from the feed because of their own contents. */
  function statedIn(feed: FeedDefinition, { selection }: PublishedFeed): (id: string) => boolean {
    const known = { lookup: lookupIn(parts.catalog), withheld: withheldIn(parts.catalog) }
    const absenceOf = absencesFrom(feed.selection, selection, known, run.now)
    return (id) => isStated(absenceOf(id))
  }

  /** Published articles that no document contains until their page is written, except deleted articles. */
  function leftOf({ name }: FeedDefinition, seen: PublishedFeed): Map<string, LeftItem> {
    const { lost = [], moved = [] } = run.atStake.get(name) ?? {}
    const unreadable = unreadableIn(parts.catalog, foldersIn([seen], [lost]))
    const left = [...lost.filter(({ id }) => unreadable.has(id)), ...moved].map(leftItem)
    const shown = new Set(seen.items.map(({ id }) => id))
    return new Map(
      [...(seen.left ?? []), ...left].filter(({ id }) => !shown.has(id)).map((item) => [item.id, item]),
    )
  }

  /** Returns whether all pages of the feed are up to date, and the names of refused pages, which stay unchanged. */
  async function publishPages(feed: FeedDefinition, seen: PublishedFeed) {
    let isWhole = true
    const staying = new Set<string>()
    let pages: PublishedPage[] = []
    let files: PublishedFile[] = []
    let articles = 0
    const left = leftOf(feed, seen)
    const commit = async (): Promise<void> => {
      if (pages.length === 0) return
      set = withArchive(set, feed, pages, files, [...left.values()])
      await run.commit(set)
      pages = []
      files = []
      articles = 0
    }
    for (const page of pagesToLookAt(parts, feed, seen, run)) {
      if (run.signal.aborted) {
        isWhole = false
        break
      }
      const inputHash = pageInputHash(feed, page, parts.generation)
      const facts = pageFacts(page)
      if (isUpToDate(page.seen, { inputHash, ...facts }) && !isDamaged(feed, page, run.damaged)) continue
      const candidates = await judgePage(feed, page)
      if (candidates === undefined || !(await haveRoom(feed, candidates))) {
        isWhole = false
        // Later pages would link to this one, which does not exist.
        if (page.seen === undefined) break
        staying.add(page.name)
        continue
      }
      for (const candidate of candidates) {
        const old = published.get(candidate.path)
        const { file, contents } = await planFile(candidate, old, damaged.has(candidate.path), {
          compress: parts.compress,
          now: run.now,
        })
        files.push(file)
        if (contents === undefined) continue
        await parts.target.stage(file, contents)
        written.push(file.path)
      }
      pages.push({ name: page.name, through: page.through, inputHash, ...facts })
      articles += page.entries.length
      for (const { id } of page.entries) left.delete(id)
      parts.reporter.progress('archive pages', written.length)
      if (articles >= (parts.archiveBatch ?? ARTICLES_AT_ONCE)) await commit()
    }
    await commit()
    return { isWhole, staying }
  }

  /** Whether the places of the files are free; adds a finding for each file of another program in the way. */
  async function haveRoom(feed: FeedDefinition, candidates: readonly OutgoingFile[]): Promise<boolean> {
    const taken = await takenPlaces(parts.target, published, candidates)
    for (const [path, obstacle] of taken)
      findings.push(placeTaken(path, obstacle, parts.pathSettingOf(feed), feed.name))
    return taken.size === 0
  }

  /** The files of a page; undefined if the page must not be published, with findings. */
  async function judgePage(feed: FeedDefinition, page: ArchivePage) {
    const { items, remarks, moved } = await composeItems(parts, feed, page.entries, run.now)
    findings.push(...remarks, ...moved)
    if (moved.length > 0) return undefined
    const candidate = writeCandidate(archivedFeed(feed, page.name), {
      items,
      retraction: { tombstones: [], retracted: [] },
      formats: (await parts.formats()).filter(({ name }) => feed.formats.includes(name)),
      translations: [],
      inputHash: '',
      fallbackUpdated: page.through.published,
      links: pageLinks(feed, page),
      isComplete: true,
    })
    const verdict = await verify(candidate, setImmediate)
    findings.push(...verdict.findings)
    return verdict.accepted ? candidatesOf(candidate, 'archive') : undefined
  }
}

function isUpToDate(
  { name: _name, through: _through, ...seen }: Partial<PublishedPage> = {},
  now: Omit<PublishedPage, 'name' | 'through'>,
): boolean {
  return isDeepStrictEqual(seen, now)
}
