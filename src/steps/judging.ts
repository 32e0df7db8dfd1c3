import type { ArticleEntry } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'
import { composeItem } from '../feed/compose.ts'
import type { FeedDefinition } from '../feed/definition.ts'
import type { Item } from '../feed/document.ts'
import { basisOf } from '../feed/plan.ts'
import { retract } from '../feed/retraction.ts'
import type { SeenFeed } from '../feed/seen.ts'
import { releaseOf, selects } from '../feed/selection.ts'
import type { Finding } from '../finding.ts'
import { writeEdition } from '../gate/edition.ts'
import { type Verdict, verify } from '../gate/verify.ts'
import { placed } from './articles.ts'
import type { Parts } from './parts.ts'

/** What became of one planned feed before anything is published. */
export type Judgement =
  /** Nothing it is made from has changed. */
  | { readonly feed: FeedDefinition; readonly kind: 'unchanged' }
  | { readonly feed: FeedDefinition; readonly kind: 'judged'; readonly verdict: Verdict }
  /** An article's file changed under us: what readers have stays, the next run sees it. */
  | { readonly feed: FeedDefinition; readonly kind: 'postponed'; readonly findings: readonly Finding[] }

export interface JudgingFacts {
  /** All defined feeds: translations are looked up here. */
  readonly feeds: readonly FeedDefinition[]
  readonly planned: readonly FeedDefinition[]
  readonly seen: ReadonlyMap<string, SeenFeed>
  /** Names of feeds that must be written although their basis is the same. */
  readonly damaged: ReadonlySet<string>
  readonly acceptChurn: ReadonlySet<string>
  readonly now: Instant
}

/** Composes, writes and verifies each planned feed whose basis changed. Bodies of other articles are never read. */
export async function* judgeFeeds(parts: Parts, facts: JudgingFacts): AsyncGenerator<Judgement> {
  const { catalog } = parts
  const { now } = facts
  const withdrawn = [...catalog.withdrawn()].filter((entry) => releaseOf(entry) <= now)
  const lookup = (id: string): ArticleEntry[] =>
    catalog.keysOfId(id).flatMap((key) => catalog.get(key)?.entry ?? [])

  for (const feed of facts.planned) {
    const last = facts.seen.get(feed.name)
    const entries = catalog.newest(feed.selection, feed.limit, now)
    const gone = withdrawn.filter((entry) => selects(feed.selection, entry))
    const retraction = retract(feed, last, entries, gone, lookup, now)
    const basis = basisOf(feed, entries, retraction, parts.generation)
    if (last?.basis === basis && !facts.damaged.has(feed.name)) {
      yield { feed, kind: 'unchanged' }
      continue
    }
    const { items, moved } = await compose(feed, entries)
    if (moved.length > 0) {
      yield {
        feed,
        kind: 'postponed',
        findings: moved.map((entry) => placed(movedFinding(feed, entry), parts.contentName)),
      }
      continue
    }
    const edition = writeEdition(feed, {
      items,
      retraction,
      formats: parts.formats.filter(({ name }) => feed.formats.includes(name)),
      translations: facts.feeds.filter(({ name }) => feed.translations.includes(name)),
      basis,
      fallbackUpdated: parts.fallbackUpdated,
    })
    yield { feed, kind: 'judged', verdict: verify(edition, last, facts.acceptChurn.has(feed.name)) }
  }

  async function compose(feed: FeedDefinition, entries: readonly ArticleEntry[]) {
    const items: Item[] = []
    const moved: ArticleEntry[] = []
    for (const entry of entries) {
      const body = await parts.bodyOf(entry, now)
      if (body === undefined) moved.push(entry)
      else items.push(composeItem(entry, body, feed, now))
    }
    return { items, moved }
  }
}

function movedFinding(feed: FeedDefinition, entry: ArticleEntry): Finding {
  return {
    code: 'article-changed-during-run',
    severity: 'warning',
    file: entry.key,
    feed: feed.name,
    message:
      'the article changed or vanished while its feed was being built; readers keep the last good feed',
    fix: 'nothing: the next run takes the article as it is then',
  }
}
