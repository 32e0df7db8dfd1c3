import type { PublishedSet } from '../targets/target.ts'
import type { LastRun } from './last-run.ts'

/** The data read from one target. */
export interface TargetReading {
  readonly name: string
  readonly set?: PublishedSet | undefined
  readonly revision?: string | undefined
  /** Why it cannot be read. */
  readonly trouble?: string | undefined
  readonly lastRun?: LastRun | undefined
}

/** The state of a target compared with the others. */
export interface TargetState extends Pick<TargetReading, 'name' | 'revision' | 'trouble' | 'lastRun'> {
  /**
   * `unreadable`: it did not answer; `failing`: the last run for it failed; `behind`: another target has newer documents;
   * otherwise `current`.
   */
  readonly state: 'current' | 'behind' | 'failing' | 'unreadable'
  /** Names of the feeds whose documents differ from those of the newest target. */
  readonly behind: readonly string[]
}

/** The states of all targets, in their order, and which of them has the newest documents; undefined where none can be read. */
export function judgeTargets(readings: readonly TargetReading[]): {
  readonly states: readonly TargetState[]
  readonly newest: TargetReading | undefined
} {
  const [newest] = readings
    .filter(({ trouble }) => trouble === undefined)
    .toSorted((one, other) => (ageKey(one) < ageKey(other) ? 1 : ageKey(one) > ageKey(other) ? -1 : 0))
  const states = readings.map(({ name, set, revision, trouble, lastRun }): TargetState => {
    const behind = trouble === undefined ? differing(newest?.set, set) : []
    const state =
      trouble !== undefined
        ? 'unreadable'
        : lastRun?.failed !== undefined
          ? 'failing'
          : behind.length > 0
            ? 'behind'
            : 'current'
    return { name, revision, trouble, lastRun, state, behind }
  })
  return { states, newest }
}

/** Texts that order targets: by the last completed run for each, then by the newest change of a feed. */
function ageKey({ set, lastRun }: TargetReading): string {
  const changed = set?.feeds.map(({ updated }) => updated).toSorted()
  return `${lastRun?.startedAt ?? ''} ${changed?.at(-1) ?? ''}`
}

/** Names of the feeds whose documents are not the same in both sets. */
function differing(one: PublishedSet | undefined, other: PublishedSet | undefined): readonly string[] {
  const [ours, theirs] = [documentsOf(one), documentsOf(other)]
  const names = new Set([...ours.keys(), ...theirs.keys()])
  return [...names].filter((name) => ours.get(name) !== theirs.get(name)).toSorted()
}

/** By the name of the feed, what its documents are. */
function documentsOf(set: PublishedSet | undefined): ReadonlyMap<string, string> {
  const documents = new Map<string, string>()
  for (const { rank, feed, path, sha256 } of set?.files ?? [])
    if (rank === 'feed' && feed !== undefined)
      documents.set(feed, `${documents.get(feed) ?? ''}${path} ${sha256}\n`)
  return documents
}
