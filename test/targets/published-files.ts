import { createHash } from 'node:crypto'
import type { Instant } from '../../src/article/instant.ts'
import { isInstant } from '../../src/article/instant.ts'
import type { Lease } from '../../src/coordination/lease.ts'
import { createMemoryLease } from '../../src/coordination/memory-lease.ts'
import { compressed } from '../../src/targets/compression.ts'
import { CODINGS } from '../../src/targets/published-path.ts'
import type { PublishedFile, PublishedSet, PublishTarget, StagedContents } from '../../src/targets/target.ts'

/** A document to publish, before it is described. */
export interface Draft {
  readonly path: string
  readonly text: string
  readonly lastModified?: Instant
  readonly rank?: PublishedFile['rank']
}

export interface Edition {
  readonly set: PublishedSet
  readonly contents: ReadonlyMap<string, StagedContents>
}

export function moment(text: string): Instant {
  if (!isInstant(text)) throw new Error(`${text} is no instant`)
  return text
}

export const LONG_AGO = moment('2024-02-02T21:00:00Z')

/** A set with the documents of `drafts`, in its encodings. */
export async function edition(drafts: readonly Draft[]): Promise<Edition> {
  const files: PublishedFile[] = []
  const contents = new Map<string, StagedContents>()
  for (const { path, text, lastModified = LONG_AGO, rank = 'feed' } of drafts) {
    const bytes = new TextEncoder().encode(text)
    const staged = await compressed(bytes)
    contents.set(path, staged)
    files.push({
      path,
      mediaType: 'application/rss+xml',
      sha256: createHash('sha256').update(bytes).digest('hex'),
      length: bytes.length,
      lastModified,
      rank,
      encodings: CODINGS.filter((coding) => staged[coding] !== undefined),
    })
  }
  const feeds = drafts.slice(0, 1).map(({ path, lastModified = LONG_AGO }) => ({
    name: 'world',
    path,
    inputHash: 'b1',
    updated: lastModified,
    items: [
      {
        id: 'tag:example.org,2024:1',
        url: 'https://example.org/1',
        title: 'River levels < 2 m',
        published: LONG_AGO,
        updated: LONG_AGO,
        hash: 'h',
      },
    ],
    tombstones: [{ id: 'tag:example.org,2024:0', when: LONG_AGO, comment: 'withdrawn' }],
    retracted: [{ id: 'tag:example.org,2024:0', url: 'https://example.org/0', published: LONG_AGO }],
    left: [
      {
        id: 'tag:example.org,2024:2',
        url: 'https://example.org/2',
        published: LONG_AGO,
        updated: LONG_AGO,
      },
    ],
  }))
  const histories = drafts
    .slice(0, 1)
    .map(({ path }) => ({ path, revision: 2, sha256: ['b', 'a'], since: { item: 2, '7': 1 } }))
  return { set: { version: 1, files, feeds, histories }, contents }
}

/** A run as the pipeline makes it: what changed or is damaged is staged, all of it is committed. */
export async function publish(
  target: PublishTarget,
  { set, contents }: Edition,
  lease: Lease = createMemoryLease(),
): Promise<void> {
  const held = await lease.acquire(new AbortController().signal)
  try {
    await target.recover()
    const last = (await target.current())?.set
    const known = new Map(last?.files.map((file) => [file.path, file.sha256]))
    const damaged = new Set((await target.damaged(set)).map((file) => file.path))
    for (const file of set.files) {
      const staged = contents.get(file.path)
      if (staged === undefined) throw new Error(`no contents for ${file.path}`)
      if (known.get(file.path) !== file.sha256 || damaged.has(file.path)) await target.stage(file, staged)
    }
    await target.commit(set, await target.revision())
  } finally {
    await held.release()
  }
}
