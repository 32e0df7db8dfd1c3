import type { Finding } from '../finding.ts'
import type { CommittedSet } from '../targets/target.ts'
import type { Parts } from './parts.ts'
import { runStatesIn } from './run-state.ts'

/**
 * The finding about another publisher that published last, if the target records it: two that publish in turn undo each
 * other's work.
 */
export function otherPublisher(
  { catalog, target, generation, version }: Pick<Parts, 'catalog' | 'target' | 'generation' | 'version'>,
  found: Pick<CommittedSet, 'revision' | 'publisher'> | undefined,
): readonly Finding[] {
  const last = found?.publisher
  if (last === undefined || last.generation === generation) return []
  if (isNewer(last.version, version))
    return [
      {
        code: 'publisher-older',
        severity: 'warning',
        message: `feedwright ${last.version} published to ${target.name} last, and this is ${version}: changes that only the newer version makes may be undone`,
        fix: 'use the same version on all machines; to keep the older version, stop the others first',
      },
    ]
  const own = runStatesIn(catalog).get(target.name)?.published
  // After a change of settings, the last run has another generation although this machine made it.
  if (own?.generation !== generation || own.manifest === found?.revision) return []
  return [
    {
      code: 'publisher-differs',
      severity: 'warning',
      message: `another publisher with other settings, or of version ${last.version}, published to ${target.name} since this one did`,
      fix: 'use the same settings and version on all machines, or a separate target for each',
    },
  ]
}

/** Whether version `one` is later than `other`, by their three numbers. */
function isNewer(one: string, other: string): boolean {
  const [a, b] = [one, other].map((version) => version.split(/[.+-]/).slice(0, 3).map(Number))
  const at = a?.findIndex((number, index) => number !== b?.[index]) ?? -1
  return at >= 0 && (a?.[at] ?? 0) > (b?.[at] ?? 0)
}
