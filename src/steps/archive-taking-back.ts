import type { Instant } from '../article/instant.ts'
import { pageFolder } from '../feed/archive.ts'
import type { FeedDefinition } from '../feed/definition.ts'
import { type LeftItem, leftItem } from '../feed/published-state.ts'
import type { Finding } from '../finding.ts'
import { planFile, withArchive } from '../targets/publication.ts'
import type { PublishedFile, PublishedSet } from '../targets/target.ts'
import type { Parts } from './parts.ts'
import { readPublished, rewritten } from './rewriting.ts'

/** The archive of a feed that is held and only loses withdrawn articles. */
export interface HeldArchive {
  readonly feed: Pick<FeedDefinition, 'name'>
  isTakenBack(id: string): boolean
  /** Names of the pages that may contain withdrawn articles; absent for all pages. */
  readonly pages?: ReadonlySet<string> | undefined
}

/**
 * Stages each page of a held feed that contains withdrawn articles, without them; returns the same set if no page does.
 * A document that cannot be verified is removed from the set, because it may contain withdrawn articles.
 */
export async function withoutTakenBack(
  parts: Parts,
  before: PublishedSet,
  { feed, isTakenBack, pages }: HeldArchive,
  now: Instant,
): Promise<{
  readonly set: PublishedSet
  readonly written: readonly string[]
  readonly findings: readonly Finding[]
}> {
  const written: string[] = []
  const findings: Finding[] = []
  const left = new Map<string, LeftItem>()
  let set = before
  const seen = before.feeds.find(({ name }) => name === feed.name)
  for (const item of seen?.left ?? []) left.set(item.id, item)
  for (const page of seen?.archives ?? []) {
    if (seen === undefined || pages?.has(page.name) === false) continue
    const folder = `${pageFolder(seen, page.name)}/`
    const files = before.files.filter(({ path }) => path.startsWith(folder))
    const kept: PublishedFile[] = []
    for (const file of files) {
      const after = await reduced(file)
      if (after !== undefined) kept.push(after)
    }
    if (kept.length === files.length && kept.every((file, index) => file === files[index])) continue
    // A value that no page produces, so that the page is written again when the feed is no longer held.
    const { name, through } = page
    set = withArchive(set, seen, [{ name, through, inputHash: 'held' }], kept, [...left.values()])
  }
  return { set, written, findings }

  async function reduced(file: PublishedFile): Promise<PublishedFile | undefined> {
    const format = (await parts.formats()).find(({ name }) => name === file.format)
    const said = format && (await readPublished(parts, file, format))
    if (format === undefined || said === undefined) return file
    const items = said.items.filter(({ id }) => !isTakenBack(id))
    if (items.length === said.items.length) return file
    for (const item of said.items) if (isTakenBack(item.id)) left.set(item.id, leftItem(item))
    const { candidate, findings: faults } = rewritten(feed.name, file, format, { ...said, items })
    findings.push(...faults)
    if (candidate === undefined) return undefined
    const planned = await planFile(candidate, file, false, { compress: parts.compress, now })
    if (planned.contents !== undefined) {
      await parts.target.stage(planned.file, planned.contents)
      written.push(planned.file.path)
    }
    return planned.file
  }
}
