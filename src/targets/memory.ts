import { readManifest, writeManifest } from './manifest.ts'
import { planCommit } from './plan-commit.ts'
import { changedMeanwhile, checkStaged } from './staged-set.ts'
import type { PublishedFile, PublishedSet, PublishTarget, StagedContents } from './target.ts'
import { hashOf } from './wholeness.ts'

/** A target that lives as long as the process. */
export interface MemoryTarget extends PublishTarget {
  /** What readers would see, by path. */
  readonly files: ReadonlyMap<string, StagedContents>
}

/** Publishes into memory: for tests, and for runs that leave no trace. */
export function createMemoryTarget(): MemoryTarget {
  const files = new Map<string, StagedContents>()
  const staged = new Map<string, { file: PublishedFile; contents: StagedContents }>()
  let manifest: string | undefined

  async function current(): Promise<PublishedSet | undefined> {
    return manifest === undefined ? undefined : readManifest(manifest)
  }

  const revision = (): string | undefined =>
    manifest === undefined ? undefined : hashOf(new TextEncoder().encode(manifest))

  return {
    name: 'memory',
    files,
    async recover() {
      staged.clear()
    },
    current,
    revision: async () => revision(),
    async read(file, coding) {
      return files.get(file.path)?.[coding ?? 'identity']
    },
    // Its commits are never cut short.
    unfinished: async () => [],
    async damaged(set) {
      return set.files.filter((file) => !files.has(file.path))
    },
    // No one else can put anything here.
    taken: async () => new Map(),
    async stage(file, contents) {
      checkStaged(file, contents)
      staged.set(file.path, { file, contents })
    },
    async commit(set, replacing) {
      if (revision() !== replacing) throw changedMeanwhile('this target')
      const plan = planCommit(await current(), set, [...staged.values()])
      for (const { file, contents } of plan.groups.flat()) files.set(file.path, contents)
      manifest = writeManifest(set)
      for (const path of plan.removals) files.delete(path)
      staged.clear()
      return hashOf(new TextEncoder().encode(manifest))
    },
    async abandon() {
      staged.clear()
    },
  }
}
