import type { StateInline } from 'markdown-it'

const LAST = new WeakMap<StateInline, Map<string, number>>()

/**
 * Offset of the last occurrence of `mark` in the text of `state`, cached so that a text without an end mark is not
 * searched repeatedly.
 */
export function lastIn(state: StateInline, mark: string): number {
  const known = LAST.get(state) ?? new Map<string, number>()
  LAST.set(state, known)
  const last = known.get(mark) ?? state.src.lastIndexOf(mark)
  known.set(mark, last)
  return last
}
