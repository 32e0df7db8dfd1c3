import type { ServingFacts } from '../targets/target.ts'
import { minutesFresh } from './cadence.ts'
import type { Settings } from './settings.ts'

/** What the settings have a server say besides the bytes of the files. */
export function servingFactsOf(settings: Settings, pagesPath = ''): ServingFacts {
  const { title, url, language, feedsUrl, pages, redirects, gone } = settings
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
  }
}

/** A path from the root of the set as a path in it. */
const inSet = (path: string): string => path.replace(/^\//, '')
