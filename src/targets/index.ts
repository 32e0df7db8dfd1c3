import { UsageError } from '../errors.ts'
import { directory } from './directory-kind.ts'
import { openAddress, s3 } from './s3-kind.ts'
import type { OpenedTarget, TargetContext, TargetKind, TargetSettings } from './target-kind.ts'

/** All kinds of targets, by the setting `kind`. */
export const targetKinds: readonly [TargetKind, ...TargetKind[]] = [directory, s3]

/** The target in the settings. */
export function openTarget(settings: TargetSettings, context: TargetContext): OpenedTarget {
  const found = targetKinds.find(({ name }) => name === settings.kind)
  if (found === undefined) throw new Error(`there is no kind of target ${settings.kind}`)
  return found.open(settings, context)
}

/** The target of a site without a configured one: the folder `out`, or the one given on the command line. */
export const outFolder = (path = 'out'): TargetSettings & { readonly path: string } => ({
  kind: directory.name,
  path,
})

/** The target at an address such as `s3://bucket/feeds`, or else the folder with that name. */
export function targetAt(address: string, context: TargetContext): OpenedTarget {
  const opened = openAddress(address, context)
  // A folder with such a name would never come into existence.
  if (opened === undefined && /^(?:\w+:\/\/|s3:)/.test(address))
    throw new UsageError(`${address} is not a target`, 'use a folder, or a bucket as s3://BUCKET/PREFIX')
  return opened ?? openTarget(outFolder(address), context)
}
