import type { Fence } from '../coordination/lease.ts'
import { EnvironmentError } from '../errors.ts'
import { CODINGS, pathFault } from './published-path.ts'
import type { PublishedFile, StagedContents } from './target.ts'
import { hashOf } from './wholeness.ts'

/** Throws when a caller stages what its description does not describe, or under a path that is none. */
export function checkStaged(file: PublishedFile, contents: StagedContents): void {
  const fault = pathFault(file.path)
  if (fault !== undefined) throw new Error(`cannot publish ${JSON.stringify(file.path)}: ${fault}`)
  if (contents.identity.length !== file.length || hashOf(contents.identity) !== file.sha256)
    throw new Error(`the bytes staged for ${file.path} are not those its description names`)
  for (const coding of CODINGS)
    if ((contents[coding] !== undefined) !== file.encodings.includes(coding))
      throw new Error(`${file.path} is described ${contents[coding] ? 'without' : 'with'} a ${coding} copy`)
}

/**
 * The term to write into the manifest. Throws where the lease of the publisher is over, or one with a later term has published
 * already: it may have slept.
 *
 * @param highest the term of the last commit
 */
export function checkFence(fence: Fence, highest = 0, where: string): number {
  fence.check()
  if (fence.term !== 0 && fence.term < highest)
    throw new EnvironmentError(
      'LEASE_LOST',
      `${where} was published to in term ${highest}, and this publisher has the lease of term ${fence.term}; nothing was published`,
      { fix: 'nothing: the publisher with the later term goes on' },
    )
  return Math.max(fence.term, highest)
}

/** A commit met another set than the one it was decided by. */
export function changedMeanwhile(where: string): EnvironmentError {
  return new EnvironmentError(
    'TARGET_CHANGED',
    `something else changed the manifest of ${where} while this run was deciding what to publish; nothing was published`,
    {
      fix: 'let one publisher write there, and nothing else put files of an earlier set back while it runs; the next run starts from what is there now',
    },
  )
}
