import type { CacheKeyHeader, ServingFacts } from '../targets/target.ts'
import { minutesFresh } from './cadence.ts'
import type { Settings } from './settings.ts'

/** Settings for servers of the published set. */
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

/** The headers that the configured caches read purge keys from. */
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

/** Converts a path from the root of the set to a path in it. */
const inSet = (path: string): string => path.replace(/^\//, '')
