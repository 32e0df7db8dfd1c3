import type { Stats } from 'node:fs'

/** What of a file's facts moves with every write, also where somebody sets the modification time back. */
export type FileFacts = Pick<Stats, 'size' | 'ctimeMs' | 'ino'>

/**
 * Steps in milliseconds in which file systems keep times, the largest that fits a time first: FAT has two seconds, HFS+,
 * ext3 and many network file systems one. A kernel's own clock moves in steps of up to ten.
 */
const STEPS: readonly (readonly [divisor: number, step: number])[] = [
  [1000, 2000],
  [100, 200],
]
const KERNEL_STEP = 20

/**
 * The revision of a file that was looked at at `nowMs`: equal texts promise equal bytes. A file whose time of change is
 * not older than one step of its file system may change once more and keep all its facts; its revision is one that is
 * never given again, so that the file is read again.
 */
export function revisionOf(file: FileFacts, nowMs: number): string {
  const facts = factsIn(file)
  return nowMs - file.ctimeMs > stepOf(file.ctimeMs) ? facts : `${facts}~${nowMs}-${unique++}`
}

export const factsIn = ({ size, ctimeMs, ino }: FileFacts): string => `${size}-${ctimeMs}-${ino}`

/** The facts in a revision: equal for two looks at a file that no one touched in between. */
export const factsOf = (revision: string): string => revision.split('~', 1)[0] ?? ''

/** When the file was last changed, in milliseconds since 1970, as its file system tells it. */
export const changedAt = (revision: string): number => Number(factsOf(revision).split('-')[1])

let unique = 0

const stepOf = (ms: number): number => STEPS.find(([divisor]) => ms % divisor === 0)?.[1] ?? KERNEL_STEP
