import type { RunReason } from './plan.ts'

/** Changes in the content folder since the last run. */
export interface ChangedPaths {
  /** `all`: the changed paths are unknown. */
  add(paths: readonly string[] | 'all'): void
  /** Passes the paths to a run that was triggered by a change; other runs examine everything. */
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
        // A failed run did not process its paths, so the next one examines everything.
        all = true
        throw error
      }
    },
  }
}
