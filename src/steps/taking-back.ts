import { type Instant, latest } from '../article/instant.ts'
import { composeNotice } from '../feed/compose.ts'
import type { FeedDefinition } from '../feed/definition.ts'
import type { FeedDocument, Tombstone } from '../feed/document.ts'
import { takenBack } from '../feed/missing-items.ts'
import type { PublishedFeed } from '../feed/published-state.ts'
import { withoutItems } from '../feed/retraction.ts'
import type { Finding } from '../finding.ts'
import type { FeedFormat } from '../formats/format.ts'
import type { AcceptedFeed } from '../targets/publication.ts'
import type { PublishedFile, PublishedSet } from '../targets/target.ts'
import { lookupIn } from './churn-facts.ts'
import { isUpToDate, type Judgment } from './judging.ts'
import { feedPageText, type PageFacts } from './pages.ts'
import type { Parts } from './parts.ts'
import { readPublished, restated, rewritten } from './rewriting.ts'
import type { KeptFeed } from './undefined-feeds.ts'

export interface HeldFacts {
  /** The published set. */
  readonly set: PublishedSet | undefined
  readonly judgments: readonly Judgment[]
  readonly undefinedFeeds: readonly KeptFeed[]
  readonly pages: PageFacts | undefined
  readonly now: Instant
}

export interface TakenBack {
  readonly feeds: readonly AcceptedFeed[]
  readonly findings: readonly Finding[]
}

/** Feeds that are held and lose withdrawn articles: a withdrawn text must not stay public because its feed is held. */
export async function takeBackFromHeld(
  parts: Parts,
  { set, judgments, undefinedFeeds, pages, now }: HeldFacts,
): Promise<TakenBack> {
  const feeds: AcceptedFeed[] = []
  const findings: Finding[] = []
  if (set === undefined) return { feeds, findings }
  const lookup = lookupIn(parts.catalog)
  for (const judgment of judgments) {
    if (judgment.kind === 'unchanged' || isUpToDate(judgment)) continue
    const before = set.feeds.find(({ name }) => name === judgment.feed.name)
    if (before !== undefined) await reduce(before, takenBack(before, judgment.absenceOf), judgment.feed)
  }
  for (const { seen, leaving } of undefinedFeeds) {
    const before = set.feeds.find(({ name }) => name === seen.name)
    if (before !== undefined) await reduce(before, leaving)
  }
  return { feeds, findings }

  async function reduce(
    before: PublishedFeed,
    ids: ReadonlySet<string>,
    feed?: FeedDefinition,
  ): Promise<void> {
    if (set === undefined || !before.items.some(({ id }) => ids.has(id))) return
    const seen = withoutItems(before, ids, lookup, now)
    const written = await withoutTakenBack(parts, { set, before, seen, feed, pages })
    feeds.push(written.accepted)
    findings.push(...written.findings)
  }
}

interface Reduction {
  readonly set: PublishedSet
  readonly before: PublishedFeed
  /** The published state after the run: {@link before} without the withdrawn items. */
  readonly seen: PublishedFeed
  /** Absent for a feed that is no longer defined. */
  readonly feed: FeedDefinition | undefined
  readonly pages: PageFacts | undefined
}

/**
 * The files of a held feed, rewritten from the published documents without the withdrawn items. A document that is
 * missing, damaged or cannot be verified is removed from the set until the feed is no longer held, because it may
 * contain withdrawn articles.
 */
async function withoutTakenBack(
  parts: Parts,
  { set, before, seen, feed, pages }: Reduction,
): Promise<{ readonly accepted: AcceptedFeed; readonly findings: readonly Finding[] }> {
  const formats = await parts.formats()
  const taken = takenItems(before, seen, feed?.retraction)
  const own = set.files.filter((file) => file.feed === seen.name && file.rank !== 'archive')
  const documents: {
    readonly file: PublishedFile
    readonly format: FeedFormat
    readonly said: FeedDocument
  }[] = []
  for (const file of own) {
    const format = formats.find(({ name }) => name === file.format)
    const said = format && (await readPublished(parts, file, format))
    if (format !== undefined && said !== undefined)
      documents.push({ file, format, said: without(said, taken, format, seen.updated) })
  }
  const written = documents.map((one) => rewritten(seen.name, one.file, one.format, one.said))
  const files = written.flatMap(({ candidate }) => candidate ?? [])
  const [first] = documents
  const page = own.find(({ format, rank }) => rank === 'index' && format === undefined)
  if (page !== undefined && first !== undefined && pages !== undefined) {
    const shown = feed === undefined ? definitionFrom(seen, first.said, pages) : { ...feed, path: seen.path }
    const text = feedPageText(shown, shownIn(first.said, seen), pages, seen.updated)
    files.push(restated(page, Buffer.from(text)))
  }
  return { accepted: { seen, files }, findings: written.flatMap(({ findings }) => findings) }
}

interface Taken {
  readonly ids: ReadonlySet<string>
  readonly tombstones: readonly Tombstone[]
  readonly notices: FeedDocument['items']
}

function takenItems(
  before: PublishedFeed,
  seen: PublishedFeed,
  retraction: FeedDefinition['retraction'] | undefined,
): Taken {
  const kept = new Set(seen.items.map(({ id }) => id))
  const items = before.items.filter(({ id }) => !kept.has(id))
  const ids = new Set(items.map(({ id }) => id))
  const tombstones = seen.tombstones.filter(({ id }) => ids.has(id))
  return {
    ids,
    tombstones,
    notices:
      retraction === 'notice'
        ? items.flatMap((item) => {
            const tombstone = tombstones.find(({ id }) => id === item.id)
            return tombstone === undefined ? [] : composeNotice(item, tombstone)
          })
        : [],
  }
}

function without(
  document: FeedDocument,
  { ids, tombstones, notices }: Taken,
  { saysTombstones }: FeedFormat,
  updated: Instant,
): FeedDocument {
  const items = document.items.filter(({ id }) => !ids.has(id))
  return {
    ...document,
    updated: latest([document.updated, updated]) ?? document.updated,
    items: saysTombstones ? items : [...items, ...notices],
    tombstones: saysTombstones
      ? [...tombstones, ...document.tombstones.filter(({ id }) => !ids.has(id))]
      : document.tombstones,
  }
}

/** The items of a document that represent articles; notices do not. */
function shownIn(document: FeedDocument, seen: PublishedFeed): FeedDocument['items'] {
  const known = new Set(seen.items.map(({ id }) => id))
  return document.items.filter(({ id }) => known.has(id))
}

/** The part of a feed's definition that is in its documents, for the page of a feed that is no longer defined. */
function definitionFrom(
  seen: PublishedFeed,
  document: FeedDocument,
  { site, formats }: PageFacts,
): FeedDefinition {
  return {
    name: seen.name,
    path: seen.path,
    id: document.id,
    title: document.title,
    description: document.description,
    homeUrl: document.homeUrl,
    baseUrl: site.baseUrl,
    language: document.language,
    selection: seen.selection ?? {},
    limit: seen.items.length,
    content: 'full',
    formats: formats.map(({ name }) => name),
    maxBytes: 0,
    retraction: 'remove',
    tombstoneDays: 0,
    maxLateItems: 0,
    authors: document.authors,
    hubUrls: document.hubUrls,
    ...(document.cloudUrl === undefined ? {} : { cloudUrl: document.cloudUrl }),
    translations: [],
  }
}
