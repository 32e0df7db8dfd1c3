import { createMemoryTarget, type MemoryTarget } from '../../src/targets/memory.ts'
import type { TargetKind, TargetSettings } from '../../src/targets/target-kind.ts'

interface ShelfSettings extends TargetSettings {
  readonly board: string
}

/** Those that were opened, in order. */
export const opened: MemoryTarget[] = []

/** Keeps what is published in memory; each commit names the revision it replaces. */
export const shelf: TargetKind<ShelfSettings> = {
  name: 'shelf',
  settings: (zod) => ({ board: zod.string().describe('The board.') }),
  open({ board }) {
    const target = createMemoryTarget(board)
    opened.push(target)
    return { target, leaseKeeper: { folder: board } }
  },
}
