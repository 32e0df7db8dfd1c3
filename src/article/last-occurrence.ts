import type { StateInline } from 'markdown-it'

const LAST = new WeakMap<StateInline, Map<string, number>>()

/** Where `mark` stands last in the text of `state`, looked for once: without an end there is no use in looking for it again. */
export function lastIn(state: StateInline, mark: string): number {
  const known = LAST.get(state) ?? new Map<string, number>()
  LAST.set(state, known)
  const last = known.get(mark) ?? state.src.lastIndexOf(mark)
  known.set(mark, last)
  return last
}
