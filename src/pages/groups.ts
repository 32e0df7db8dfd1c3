import type { Selection } from '../feed/definition.ts'
import { type FeedListing, isPublic } from './listing.ts'

/** Groups of feeds, in the order of lists. */
const FEED_GROUPS = ['everything', 'sections', 'selections', 'languages', 'topics', 'authors'] as const
export type GroupName = (typeof FEED_GROUPS)[number]

export interface FeedGroup {
  readonly name: GroupName
  readonly listings: readonly FeedListing[]
}

/** The public feeds with documents, group by group in this order, without empty groups. */
export function groupFeeds(listings: readonly FeedListing[]): readonly FeedGroup[] {
  const shown = listings.filter(({ feed, documents }) => isPublic(feed) && documents.length > 0)
  return FEED_GROUPS.flatMap((name) => {
    const members = shown.filter(({ feed }) => groupOf(feed.selection) === name)
    return members.length === 0 ? [] : [{ name, listings: members }]
  })
}

function groupOf({ sections, tags, authors, languages, exclude }: Selection): GroupName {
  const wanted = [sections, tags, authors, languages].filter((list) => list !== undefined)
  if (exclude !== undefined || wanted.length > 1 || (sections?.length ?? 0) > 1) return 'selections'
  if (sections !== undefined) return 'sections'
  if (tags !== undefined) return 'topics'
  if (authors !== undefined) return 'authors'
  return languages === undefined ? 'everything' : 'languages'
}
