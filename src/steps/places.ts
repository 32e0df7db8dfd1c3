import type { Finding } from '../finding.ts'
import type { AcceptedFeed, Candidate } from '../targets/publication.ts'
import type { NewDocument, PublishedSet, PublishTarget } from '../targets/target.ts'
import { isHeld, isJudged, type Judgement } from './judging.ts'
import type { Parts } from './parts.ts'

/** Judgements of which those are refused whose place is taken, and the index files that have one. */
export interface Placed {
  readonly judgements: readonly Judgement[]
  readonly indexes: readonly Candidate[] | undefined
  /** What is said of index files that have no place. */
  readonly findings: readonly Finding[]
}

/**
 * Looks, before anything is written, whether files of others stand where documents are to go. They are never replaced: a
 * feed whose place is taken is held, an index file is left out.
 */
export async function withoutTaken(
  parts: Pick<Parts, 'target' | 'pathSettingOf'>,
  last: PublishedSet | undefined,
  judgements: readonly Judgement[],
  accepted: readonly AcceptedFeed[],
  indexes: readonly Candidate[] | undefined,
): Promise<Placed> {
  const files = [...accepted.flatMap((feed) => feed.files), ...(indexes ?? [])]
  const published = new Set(last?.files.map(({ path }) => path))
  const taken = await takenPlaces(parts.target, published, files)
  if (taken.size === 0) return { judgements, indexes, findings: [] }

  const lost = new Map<string, Finding[]>()
  for (const { seen, files } of accepted) {
    const findings = files.flatMap((file) => findingOf(file) ?? [])
    if (findings.length > 0) lost.set(seen.name, findings)
  }
  return {
    judgements: judgements.map((judgement) => {
      const findings = lost.get(judgement.feed.name) ?? []
      if (!isJudged(judgement) || isHeld(judgement) || findings.length === 0) return judgement
      const { verdict } = judgement
      return {
        ...judgement,
        verdict: { ...verdict, accepted: false, findings: [...verdict.findings, ...findings] },
      }
    }),
    indexes: indexes?.filter(({ path }) => !taken.has(path)),
    findings: (indexes ?? []).flatMap((file) => findingOf(file) ?? []),
  }

  function findingOf({ path, feed, format }: Candidate): Finding | undefined {
    const obstacle = taken.get(path)
    if (obstacle === undefined) return undefined
    const definition = judgements.find((judgement) => judgement.feed.name === feed)?.feed
    const setting =
      format === undefined || definition === undefined ? 'pages' : parts.pathSettingOf(definition)
    return placeTaken(path, obstacle, setting, feed)
  }
}

/** Those of `files` that are new in the set and whose place is taken, with what stands there. */
export async function takenPlaces(
  target: PublishTarget,
  published: { has(path: string): boolean },
  files: readonly NewDocument[],
): Promise<ReadonlyMap<string, string>> {
  const added = files.filter(({ path }) => !published.has(path))
  return added.length === 0 ? new Map() : target.taken(added)
}

/** What is said of a document that cannot go where the settings want it. */
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
    message: `${what} that feedwright has not published stands where ${path} should go; it is left alone, and ${feed === undefined ? 'the document is not published' : 'the feed is held'}`,
    got: obstacle,
    expected: 'a free place',
    fix: `choose another place with the setting ${setting}, or move the file away`,
  }
}
