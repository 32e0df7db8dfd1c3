import { readStateFile, writeStateFile } from '../state-file.ts'

/** Which revision of a target's manifest each announcer was told of last. */
export interface Announced {
  of(announcer: string): string | undefined
  /** A file that cannot be written costs an announcement made twice. */
  remember(announcer: string, revision: string): void
}

/** Keeps it in a small file of its own: a run that has nothing to publish reads nothing else. */
export function createAnnounced(file: string): Announced {
  let known: ReadonlyMap<string, string> | undefined
  const read = (): ReadonlyMap<string, string> => {
    known ??= readRevisions(file)
    return known
  }
  return {
    of: (announcer) => read().get(announcer),
    remember(announcer, revision) {
      known = new Map(read()).set(announcer, revision)
      writeStateFile(file, Object.fromEntries(known))
    },
  }
}

function readRevisions(file: string): ReadonlyMap<string, string> {
  const value = readStateFile(file)
  if (typeof value !== 'object' || value === null) return new Map()
  return new Map(
    Object.entries(value).flatMap(([name, revision]) =>
      typeof revision === 'string' ? [[name, revision]] : [],
    ),
  )
}
