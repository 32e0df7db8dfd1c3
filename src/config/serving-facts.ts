import type { CacheKeyHeader, ServingFacts } from '../targets/target.ts'
import { minutesFresh } from './cadence.ts'
import type { Settings } from './settings.ts'

/** What the settings have a server say besides the bytes of the files. */
export function servingFactsOf(settings: Settings, pagesPath = ''): ServingFacts {
  const { title, url, language, feedsUrl, pages, redirects, gone } = settings
  const cacheKeys = keyHeadersOf(settings)
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

/** The headers in which the caches that purge by key look for it. */
function keyHeadersOf({ purge: { fastly, cloudflare, bunny, http } }: Settings): readonly CacheKeyHeader[] {
  const usesKey = [...(http?.urls ?? []), http?.body, ...Object.values(http?.headers ?? {})].some((text) =>
    text?.includes('{key}'),
  )
  return [
    ...(fastly === undefined && !usesKey ? [] : (['Surrogate-Key'] as const)),
    ...(cloudflare?.by === 'tags' ? (['Cache-Tag'] as const) : []),
    ...(bunny?.pullZone === undefined ? [] : (['CDN-Tag'] as const)),
  ]
}

/** A path from the root of the set as a path in it. */
const inSet = (path: string): string => path.replace(/^\//, '')
