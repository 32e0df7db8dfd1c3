import type { CacheKeyHeader } from '../targets/target.ts'
import type { AnnouncerKind } from './announcer-kind.ts'
import { type CacheSettings, createCaches } from './caches.ts'
import { createPurgeAnnouncer } from './purge.ts'

/** Caches in front of the feeds. */
export const purge: AnnouncerKind<CacheSettings> = {
  name: 'purge',
  settings: (zod, values) =>
    zod
      .strictObject({
        fastly: zod
          .strictObject({
            service: values.words.describe(
              'Id of the service. The environment variable FASTLY_API_TOKEN holds the token.',
            ),
            soft: zod
              .boolean()
              .prefault(true)
              .describe(
                'Whether purged copies are marked as stale, and still served while a new one is fetched or the origin is down.',
              ),
          })
          .optional()
          .describe('Fastly, by surrogate key.'),
        cloudflare: zod
          .strictObject({
            zone: values.words.describe(
              'Id of the zone. The environment variable CLOUDFLARE_API_TOKEN holds the token.',
            ),
            by: zod
              .enum(['urls', 'tags'])
              .prefault('urls')
              .describe(
                'What to purge by. Use `tags` if you use custom cache keys; the built-in server sends the tags.',
              ),
          })
          .optional()
          .describe('Cloudflare, by address or cache tag, 100 in one request.'),
        bunny: zod
          .strictObject({
            pullZone: zod
              .int()
              .check(zod.gte(1, { abort: true }), zod.lte(Number.MAX_SAFE_INTEGER, { abort: true }))
              .optional()
              .describe(
                'Id of the pull zone, to purge by tag. By default feedwright purges by address. The environment variable BUNNY_API_KEY holds the key.',
              ),
          })
          .optional()
          .describe('Bunny, by address or tag.'),
        varnish: zod
          .strictObject({
            servers: zod
              .array(values.webAddress)
              .check(zod.minLength(1))
              .describe('Addresses of the servers, such as `http://10.0.0.5:6081`.'),
            method: zod
              .enum(['PURGE', 'BAN'])
              .prefault('PURGE')
              .describe(
                'Method that the configuration of Varnish accepts; docs/serving/varnish.vcl accepts PURGE.',
              ),
          })
          .optional()
          .describe(
            'Varnish, or another cache that accepts PURGE requests for an address (nginx with ngx_cache_purge, Apache Traffic Server).',
          ),
        http: zod
          .strictObject({
            urls: zod
              .array(values.requestTemplate)
              .check(zod.minLength(1))
              .describe(
                'Addresses to request, such as `http://10.0.0.6/purge{path}`. {url}, {host}, {path} and {key} are replaced by those of the changed document.',
              ),
            method: zod
              .string()
              .check(zod.regex(/^[A-Z]{3,20}$/, 'a method such as PURGE or POST'))
              .prefault('PURGE')
              .describe('Method of the request.'),
            headers: zod
              .record(
                zod.string().check(zod.regex(/^[A-Za-z0-9-]{1,100}$/, 'the name of a header')),
                values.words,
              )
              .prefault({})
              .describe(
                'Header fields of the request, with {…} as in `urls`. `$NAME` is replaced by the environment variable NAME, for example a secret.',
              ),
            body: values.words.optional().describe('Body of the request, with {…} as in `urls`.'),
          })
          .optional()
          .describe('Any other cache: for each changed document, one request to each of these addresses.'),
      })
      .prefault({})
      .describe('Caches in front of the feeds. After each commit feedwright purges what changed.'),
  cacheKeys,
  open: (caches, { send, env, hasVariants }) =>
    createPurgeAnnouncer(createCaches(caches, send, env), hasVariants),
}

function cacheKeys({ fastly, cloudflare, bunny, http }: CacheSettings): readonly CacheKeyHeader[] {
  const usesKey = [...(http?.urls ?? []), http?.body, ...Object.values(http?.headers ?? {})].some((text) =>
    text?.includes('{key}'),
  )
  return [
    ...(fastly === undefined && !usesKey ? [] : (['Surrogate-Key'] as const)),
    ...(cloudflare?.by === 'tags' ? (['Cache-Tag'] as const) : []),
    ...(bunny?.pullZone === undefined ? [] : (['CDN-Tag'] as const)),
  ]
}
