import { type Instant, latest } from '../article/instant.ts'
import type { Item } from '../feed/document.ts'

/** JSON Feed does not say when the feed changed, but when its items did; of no items, that nothing is known. */
export function updatedOf(items: readonly Item[]): Instant {
  return latest(items.map(({ updated }) => updated)) ?? ('1970-01-01T00:00:00Z' as Instant)
}
