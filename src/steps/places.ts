import { addressInUse } from '../feed/addresses.ts'
import type { Finding } from '../finding.ts'
import type { AcceptedFeed, OutgoingFile } from '../targets/publication.ts'
import type { NewDocument, PublishedSet, PublishTarget } from '../targets/target.ts'
import { isHeld, isJudged, type Judgment } from './judging.ts'
import type { Parts } from './parts.ts'

/** The judgments, with feeds refused if their path is occupied, and the index files whose path is free. */
export interface Placed {
  readonly judgments: readonly Judgment[]
  readonly indexes: readonly OutgoingFile[] | undefined
  /** Findings about index files whose path is occupied. */
  readonly findings: readonly Finding[]
}

/**
 * Checks, before anything is written, whether the paths of new documents are occupied. Files of others are never
 * replaced, nor those of a feed that stays there: a feed whose path is occupied is held, and an index file is left out.
 */
export async function withoutTaken(
  parts: Pick<Parts, 'target' | 'pathSettingOf'>,
  last: PublishedSet | undefined,
  judgments: readonly Judgment[],
  accepted: readonly AcceptedFeed[],
  indexes: readonly OutgoingFile[] | undefined,
): Promise<Placed> {
  const owners = new Map(last?.files.map(({ path, feed }) => [path, feed]))
  const files = [...accepted.flatMap((feed) => feed.files), ...(indexes ?? [])]
  const taken = await takenPlaces(parts.target, owners, files)
  const definitions = new Map(judgments.map(({ feed }) => [feed.name, feed]))
  const lost = new Map<string, readonly Finding[]>()
  for (const { seen, files } of accepted) {
    const findings = files.flatMap((file) => foreign(file) ?? [])
    if (findings.length > 0) lost.set(seen.name, findings)
  }
  // A feed that is held stays where it is, and may be in the way of another.
  const going = new Set(accepted.flatMap(({ seen }) => (lost.has(seen.name) ? [] : seen.name)))
  for (let before = -1; before !== lost.size; ) {
    before = lost.size
    for (const { seen, files } of accepted) {
      const holder = files
        .map(({ path }) => owners.get(path))
        .find((owner) => owner !== undefined && owner !== seen.name && !going.has(owner))
      const feed = definitions.get(seen.name)
      if (holder === undefined || feed === undefined || lost.has(seen.name)) continue
      lost.set(seen.name, [addressInUse(feed, holder, parts.pathSettingOf(feed))])
      going.delete(seen.name)
    }
  }
  return {
    judgments: lost.size === 0 ? judgments : judgments.map((one) => refused(one, lost.get(one.feed.name))),
    indexes: indexes?.filter(({ path }) => !taken.has(path)),
    findings: (indexes ?? []).flatMap((file) => foreign(file) ?? []),
  }

  function foreign({ path, feed, format }: OutgoingFile): Finding | undefined {
    const obstacle = taken.get(path)
    if (obstacle === undefined) return undefined
    const definition = feed === undefined ? undefined : definitions.get(feed)
    const isPage = format === undefined || definition === undefined
    return placeTaken(path, obstacle, isPage ? 'pages' : parts.pathSettingOf(definition), feed)
  }
}

function refused(judgment: Judgment, findings: readonly Finding[] = []): Judgment {
  if (!isJudged(judgment) || isHeld(judgment) || findings.length === 0) return judgment
  const { verdict } = judgment
  return {
    ...judgment,
    verdict: { ...verdict, accepted: false, findings: [...verdict.findings, ...findings] },
  }
}

/** The new files among `files` whose path is occupied, with the file that occupies it. */
export async function takenPlaces(
  target: PublishTarget,
  published: { has(path: string): boolean },
  files: readonly NewDocument[],
): Promise<ReadonlyMap<string, string>> {
  const added = files.filter(({ path }) => !published.has(path))
  return added.length === 0 ? new Map() : target.taken(added)
}

/** The finding for a document that cannot be written to its configured path. */
export function placeTaken(
  path: string,
  obstacle: string,
  setting: string,
  feed: string | undefined,
): Finding {
  const what = obstacle === path ? 'a file' : obstacle
  return {
    code: 'place-taken',
    severity: 'error',
    file: path,
    ...(feed === undefined ? {} : { feed }),
    message: `${what} that feedwright did not publish is in the place of ${path}; it stays, and ${feed === undefined ? 'the document is not published' : 'the feed is held'}`,
    got: obstacle,
    expected: 'a free place',
    fix: `choose another place with the setting ${setting}, or move the file away`,
  }
}
