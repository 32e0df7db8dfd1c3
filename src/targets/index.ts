import { UsageError } from '../errors.ts'
import { directory } from './directory-kind.ts'
import { openAddress, s3 } from './s3-kind.ts'
import type { OpenedTarget, TargetContext, TargetKind, TargetSettings } from './target-kind.ts'

/** Every kind of target, by the setting `kind`. */
export const targetKinds: readonly [TargetKind, ...TargetKind[]] = [directory, s3]

/** The target that the settings name. */
export function openTarget(settings: TargetSettings, context: TargetContext): OpenedTarget {
  const found = targetKinds.find(({ name }) => name === settings.kind)
  if (found === undefined) throw new Error(`no kind of target is called ${settings.kind}`)
  return found.open(settings, context)
}

/** The target of a site whose settings name none: the folder `out`, or the one that the command line names. */
export const outFolder = (path = 'out'): TargetSettings & { readonly path: string } => ({
  kind: directory.name,
  path,
})

/** The target at an address such as `s3://bucket/feeds`, or else the folder of that name. */
export function targetAt(address: string, context: TargetContext): OpenedTarget {
  const opened = openAddress(address, context)
  // A folder of that name would be waited for without end.
  if (opened === undefined && /^(?:\w+:\/\/|s3:)/.test(address))
    throw new UsageError(`${address} is no target`, 'name a folder, or a bucket as s3://BUCKET/PREFIX')
  return opened ?? openTarget(outFolder(address), context)
}
