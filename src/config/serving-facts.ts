import { cacheKeysOf } from '../announcers/index.ts'
import type { ServingFacts } from '../targets/target.ts'
import { minutesFresh } from './freshness.ts'
import type { Settings } from './settings.ts'

/** Settings for servers of the published set. */
export function servingFactsOf(settings: Settings, pagesPath = ''): ServingFacts {
  const { title, url, language, feedsUrl, pages, redirects, gone } = settings
  const cacheKeys = cacheKeysOf(settings)
  return {
    baseUrl: feedsUrl ?? url,
    ttl: minutesFresh(settings),
    ...(pages !== false && {
      site: { title, url, language, ...(pagesPath !== '' && { pagesPath }) },
    }),
    redirects: Object.entries(redirects).map(([from, { to, status }]) => ({
      from: inSet(from),
      to: inSet(to),
      status,
    })),
    gone: gone.map(inSet),
    ...(cacheKeys.length > 0 && { cacheKeys }),
  }
}

/** Converts a path from the root of the set to a path in it. */
const inSet = (path: string): string => path.replace(/^\//, '')
