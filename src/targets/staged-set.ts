import type { Fence } from '../coordination/lease.ts'
import { EnvironmentError } from '../errors.ts'
import { CODINGS, pathFault } from './published-path.ts'
import type { PublishedFile, StagedContents } from './target.ts'
import { hashOf } from './wholeness.ts'

/** Throws if the staged contents do not match their description, or if the path is invalid. */
export function checkStaged(file: PublishedFile, contents: StagedContents): void {
  const fault = pathFault(file.path)
  if (fault !== undefined) throw new Error(`cannot publish ${JSON.stringify(file.path)}: ${fault}`)
  if (contents.identity.length !== file.length || hashOf(contents.identity) !== file.sha256)
    throw new Error(`the bytes staged for ${file.path} do not match its description`)
  for (const coding of CODINGS)
    if ((contents[coding] !== undefined) !== file.encodings.includes(coding))
      throw new Error(`${file.path} is described ${contents[coding] ? 'without' : 'with'} a ${coding} copy`)
}

/**
 * The term to write into the manifest. Throws if the publisher's lease is over, or if one with a later term has
 * published: this process may have been suspended.
 *
 * @param highest the term of the last commit
 */
export function checkFence(fence: Fence, highest = 0, where: string): number {
  fence.check()
  if (fence.term !== 0 && fence.term < highest)
    throw new EnvironmentError(
      'LEASE_LOST',
      `${where} was published in term ${highest}, but this publisher has the lease of term ${fence.term}; nothing was published`,
      { fix: 'nothing: the publisher with the later term continues' },
    )
  return Math.max(fence.term, highest)
}

/** The error for a commit that is based on another set than the published one. */
export function changedMeanwhile(where: string): EnvironmentError {
  return new EnvironmentError(
    'TARGET_CHANGED',
    `the manifest of ${where} changed during this run; nothing was published`,
    {
      fix: 'let only one publisher write there, and do not restore an earlier set while it runs; the next run starts from the present set',
    },
  )
}
