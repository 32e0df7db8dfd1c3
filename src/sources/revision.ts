import type { Stats } from 'node:fs'

/** File metadata that changes with every write, even if the modification time is reset. */
export type FileFacts = Pick<Stats, 'size' | 'ctimeMs' | 'ino'>

/**
 * Resolutions of file times in milliseconds, largest first: two seconds in FAT, one in HFS+, ext3 and many network file
 * systems. The clock of a kernel has a resolution of up to ten milliseconds.
 */
const STEPS: readonly (readonly [divisor: number, step: number])[] = [
  [1000, 2000],
  [100, 200],
]
const KERNEL_STEP = 20
const LONGEST_STEP = 2000

/**
 * The revision of a file that was examined at `nowMs`: equal revisions mean equal bytes. A file that changed within one
 * step of its file system's time may change again without a change of its metadata; it gets a unique revision, so that
 * it is read again.
 */
export function revisionOf(file: FileFacts, nowMs: number): string {
  const facts = factsIn(file)
  const age = nowMs - file.ctimeMs
  return age > LONGEST_STEP || age > stepOf(file.ctimeMs) ? facts : `${facts}~${nowMs}-${unique++}`
}

/** Joined, because the engine keeps the parts of a template, which take three times as much memory. */
export const factsIn = ({ size, ctimeMs, ino }: FileFacts): string => [size, ctimeMs, ino].join('-')

/** The metadata part of a revision, which is equal if the file did not change between two checks. */
export const factsOf = (revision: string): string => revision.split('~', 1)[0] ?? ''

/** When the file last changed, in milliseconds since 1970, according to its file system. */
export const changedAt = (revision: string): number => Number(factsOf(revision).split('-')[1])

let unique = 0

const stepOf = (ms: number): number => STEPS.find(([divisor]) => ms % divisor === 0)?.[1] ?? KERNEL_STEP
