import { atom } from './atom.ts'
import type { FeedFormat } from './format.ts'
import { jsonFeed } from './json-feed.ts'
import { rss } from './rss.ts'

/** Every format, in the order in which settings, reports and files name them. */
export const formats: readonly FeedFormat[] = [rss, atom, jsonFeed]

/** The format of this name in settings. */
export function formatByName(name: string): FeedFormat | undefined {
  return formats.find((format) => format.name === name)
}
