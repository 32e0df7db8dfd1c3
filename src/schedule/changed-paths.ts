import type { RunReason } from './plan.ts'

/** What changed in the content folder since the last run. */
export interface ChangedPaths {
  /** `all`: what changed is not known. */
  add(paths: readonly string[] | 'all'): void
  /** Hands the paths to a run that a change has called for, and none to any other, which looks at everything. */
  during<T>(reason: RunReason, run: (paths: readonly string[] | undefined) => Promise<T>): Promise<T>
}

export function createChangedPaths(): ChangedPaths {
  let paths = new Set<string>()
  let all = false
  return {
    add(more) {
      if (more === 'all') all = true
      else for (const path of more) paths.add(path)
    },
    async during(reason, run) {
      const taken = reason === 'change' && !all ? [...paths] : undefined
      paths = new Set()
      all = false
      try {
        return await run(taken)
      } catch (error) {
        // A run that fails has lost its paths: the next one looks at everything.
        all = true
        throw error
      }
    },
  }
}
