import { type ArchivePage, archivedFeed, pageBasis, pageFolder, pageLinks, pagesOf } from '../feed/archive.ts'
import type { FeedDefinition } from '../feed/definition.ts'
import type { SeenFeed, SeenPage } from '../feed/seen.ts'
import type { Finding } from '../finding.ts'
import { writeEdition } from '../gate/edition.ts'
import { verify } from '../gate/verify.ts'
import { type Candidate, planFile, withArchive } from '../targets/publication.ts'
import type { PublishedFile, PublishedSet } from '../targets/target.ts'
import { type ArchiveView, isDamaged, pagesToLookAt } from './archive-pages.ts'
import { composeItems } from './composing.ts'
import { candidatesOf } from './feeds.ts'
import type { Parts } from './parts.ts'
import { placeTaken, takenPlaces } from './places.ts'
import { readPublished, rewritten } from './rewriting.ts'

export interface ArchiveRun extends ArchiveView {
  /** Feeds whose subscription documents are what they should be now. */
  readonly feeds: readonly FeedDefinition[]
  /** Feeds that are held: their pages stay, without what was taken back. */
  readonly held: readonly HeldArchive[]
  /** What readers have. */
  readonly set: PublishedSet
  readonly signal: AbortSignal
}

export interface HeldArchive {
  readonly feed: Pick<FeedDefinition, 'name'>
  isTakenBack(id: string): boolean
}

export interface PublishedArchives {
  readonly set: PublishedSet
  /** Feeds whose subscription documents do not link to their newest page yet. */
  readonly grown: readonly FeedDefinition[]
  /** False when a page was refused or the run was asked to end: the next run goes on. */
  readonly isComplete: boolean
  readonly written: readonly string[]
  readonly findings: readonly Finding[]
}

/** Articles whose pages are published in one step: few enough for any disk, many enough to write few manifests. */
const ARTICLES_AT_ONCE = 5000

/**
 * Publishes the archive pages (RFC 5005) that are new or in which something changed, oldest first and some at a time, so
 * that a run may end anywhere: what is committed stays, and the next run goes on from there.
 */
export async function publishArchives(parts: Parts, run: ArchiveRun): Promise<PublishedArchives> {
  let { set } = run
  const grown: FeedDefinition[] = []
  const written: string[] = []
  const findings: Finding[] = []
  const published = new Map(set.files.map((file) => [file.path, file]))
  const damaged = new Set(run.damaged.map(({ path }) => path))
  let isComplete = true

  for (const feed of run.feeds) {
    const seen = set.feeds.find(({ name }) => name === feed.name)
    if (feed.archiveSize === undefined || seen === undefined) continue
    const newest = pagesOf(feed, seen).at(-1)?.name
    if (!(await publishPages(feed, seen))) isComplete = false
    const now = set.feeds.find(({ name }) => name === feed.name)
    if (pagesOf(feed, now).at(-1)?.name !== newest) grown.push(feed)
  }
  for (const held of run.held) await takeBack(held)
  return { set, grown, isComplete, written, findings }

  /** Writes each page of a held feed that has something that was taken back, without it. */
  async function takeBack({ feed, isTakenBack }: HeldArchive): Promise<void> {
    const seen = set.feeds.find(({ name }) => name === feed.name)
    if (seen?.archives === undefined) return
    const formats = await parts.formats()
    for (const page of seen.archives) {
      const folder = `${pageFolder(seen, page.name)}/`
      const kept: PublishedFile[] = []
      let isChanged = false
      for (const file of set.files.filter(({ path }) => path.startsWith(folder))) {
        const format = formats.find(({ name }) => name === file.format)
        const said = format && (await readPublished(parts, file, format))
        if (format === undefined || said === undefined) {
          kept.push(file)
          continue
        }
        const items = said.items.filter(({ id }) => !isTakenBack(id))
        if (items.length === said.items.length) {
          kept.push(file)
          continue
        }
        isChanged = true
        const { candidate, findings: faults } = rewritten(feed.name, file, format, { ...said, items })
        findings.push(...faults)
        if (candidate === undefined) continue
        const planned = await planFile(candidate, file, false, { compress: parts.compress, now: run.now })
        kept.push(planned.file)
        if (planned.contents === undefined) continue
        await parts.target.stage(planned.file, planned.contents)
        written.push(planned.file.path)
      }
      // No page has this basis by itself: it is written anew when the feed is held no longer.
      if (isChanged) set = withArchive(set, seen, [{ ...page, basis: 'held' }], kept)
    }
    if (set !== run.set) await parts.target.commit(set)
  }

  /** Whether every page of the feed is what it should be now. */
  async function publishPages(feed: FeedDefinition, seen: SeenFeed): Promise<boolean> {
    let isWhole = true
    let pages: SeenPage[] = []
    let files: PublishedFile[] = []
    let articles = 0
    const commit = async (): Promise<void> => {
      if (pages.length === 0) return
      set = withArchive(set, feed, pages, files)
      await parts.target.commit(set)
      pages = []
      files = []
      articles = 0
    }
    for (const page of pagesToLookAt(parts, feed, seen, run)) {
      if (run.signal.aborted) {
        isWhole = false
        break
      }
      const basis = pageBasis(feed, page, parts.generation)
      if (page.seen?.basis === basis && !isDamaged(feed, page, run.damaged)) continue
      const candidates = await judgePage(feed, page)
      if (candidates === undefined || !(await haveRoom(feed, candidates))) {
        isWhole = false
        // What comes behind a page that nobody can fetch would lead nowhere.
        if (page.seen === undefined) break
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
      pages.push({ name: page.name, through: page.through, basis })
      articles += page.entries.length
      parts.reporter.progress('archive pages', written.length)
      if (articles >= (parts.archiveBatch ?? ARTICLES_AT_ONCE)) await commit()
    }
    await commit()
    return isWhole
  }

  /** Whether no file of others stands where the page goes; a finding for each that does. */
  async function haveRoom(feed: FeedDefinition, candidates: readonly Candidate[]): Promise<boolean> {
    const taken = await takenPlaces(parts.target, published, candidates)
    for (const [path, obstacle] of taken)
      findings.push(placeTaken(path, obstacle, parts.pathSettingOf(feed), feed.name))
    return taken.size === 0
  }

  /** The files of a page that may go out; undefined, and findings, when what readers have must stay. */
  async function judgePage(feed: FeedDefinition, page: ArchivePage) {
    const { items, remarks, moved } = await composeItems(parts, feed, page.entries, run.now)
    findings.push(...remarks, ...moved)
    if (moved.length > 0) return undefined
    const edition = writeEdition(archivedFeed(feed, page.name), {
      items,
      retraction: { tombstones: [], retracted: [] },
      formats: (await parts.formats()).filter(({ name }) => feed.formats.includes(name)),
      translations: [],
      basis: '',
      fallbackUpdated: page.through.published,
      links: pageLinks(feed, page),
      isComplete: true,
    })
    const verdict = verify(edition)
    findings.push(...verdict.findings)
    return verdict.accepted ? candidatesOf(edition, 'archive') : undefined
  }
}
