import type { ArticleEntry } from '../article/article.ts'
import type { Instant } from '../article/instant.ts'
import { composeItem } from '../feed/compose.ts'
import type { FeedDefinition } from '../feed/definition.ts'
import type { Item } from '../feed/document.ts'
import type { Finding } from '../finding.ts'
import { placed } from './articles.ts'
import type { Parts } from './parts.ts'

/**
 * Reads the articles and composes them as items, with the findings about their bodies. `moved` has a finding for each
 * article whose file changed during the run: then the published feed is kept, and the next run reads the new file.
 */
export async function composeItems(
  parts: Parts,
  feed: FeedDefinition,
  entries: readonly ArticleEntry[],
  now: Instant,
): Promise<{
  readonly items: readonly Item[]
  readonly remarks: readonly Finding[]
  readonly moved: readonly Finding[]
}> {
  const items: Item[] = []
  const remarks: Finding[] = []
  const moved: Finding[] = []
  for (const entry of entries) {
    const body = await parts.bodyOf(entry, now)
    if (body === undefined) {
      moved.push(placed(movedFinding(feed, entry), parts.source))
      continue
    }
    items.push(composeItem(entry, body, feed, now))
    for (const finding of body.findings ?? []) remarks.push(placed(finding, parts.source))
  }
  return { items, remarks, moved }
}

function movedFinding(feed: FeedDefinition, entry: ArticleEntry): Finding {
  return {
    code: 'article-changed-during-run',
    severity: 'warning',
    file: entry.key,
    feed: feed.name,
    message: 'the article changed or was removed while its feed was built; readers keep the last good feed',
    fix: 'nothing: the next run reads the article again',
  }
}
