import { UNFENCED } from '../coordination/lease.ts'
import { readManifest, termIn, writeManifest } from './manifest.ts'
import { planCommit } from './plan-commit.ts'
import { changedMeanwhile, checkFence, checkStaged } from './staged-set.ts'
import type { CommittedSet, PublishedFile, PublishTarget, StagedContents } from './target.ts'
import { hashOf } from './wholeness.ts'

/** A target that exists as long as the process. */
export interface MemoryTarget extends PublishTarget {
  /** The published files by path. */
  readonly files: ReadonlyMap<string, StagedContents>
}

/** Publishes into memory: for tests, and for runs without effects. */
export function createMemoryTarget(name = 'memory'): MemoryTarget {
  const files = new Map<string, StagedContents>()
  const staged = new Map<string, { file: PublishedFile; contents: StagedContents }>()
  let manifest: string | undefined

  const committed = (): CommittedSet | undefined =>
    manifest === undefined
      ? undefined
      : {
          set: readManifest(manifest),
          revision: hashOf(new TextEncoder().encode(manifest)),
          term: termIn(manifest),
        }

  return {
    name,
    files,
    async recover() {
      staged.clear()
    },
    current: async () => committed(),
    revision: async () => committed()?.revision,
    async read(file, coding) {
      return files.get(file.path)?.[coding ?? 'identity']
    },
    // Its commits are never interrupted.
    unfinished: async () => [],
    async damaged(set) {
      return set.files.filter((file) => !files.has(file.path))
    },
    // No other program can write here.
    taken: async () => new Map(),
    async stage(file, contents) {
      checkStaged(file, contents)
      staged.set(file.path, { file, contents })
    },
    async commit(set, replacing, fence = UNFENCED) {
      const found = committed()
      if (found?.revision !== replacing) throw changedMeanwhile('this target')
      const term = checkFence(fence, found?.term, 'this target')
      const plan = planCommit(found?.set, set, [...staged.values()])
      for (const { file, contents } of plan.groups.flat()) files.set(file.path, contents)
      manifest = writeManifest(set, term)
      for (const path of plan.removals) files.delete(path)
      staged.clear()
      return hashOf(new TextEncoder().encode(manifest))
    },
    async abandon() {
      staged.clear()
    },
  }
}
