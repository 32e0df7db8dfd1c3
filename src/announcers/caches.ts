import { createHash } from 'node:crypto'
import { documentKey } from '../http/cache-keys.ts'
import type { Outcome } from './announcer.ts'
import type { Cache } from './purge.ts'
import { outcomeOf, type ReceiverAnswer, type ReceiverRequest, type SendRequest } from './request.ts'

/** The caches in the settings. */
export interface CacheSettings {
  readonly fastly?: { readonly service: string; readonly soft: boolean } | undefined
  readonly cloudflare?: { readonly zone: string; readonly by: 'urls' | 'tags' } | undefined
  readonly bunny?: { readonly pullZone?: number | undefined } | undefined
  readonly varnish?: { readonly servers: readonly string[]; readonly method: 'PURGE' | 'BAN' } | undefined
  readonly http?: HttpTemplate | undefined
}

/**
 * A request for each address, with placeholders `{url}`, `{host}`, `{path}` and `{key}`; headers may contain
 * environment `$VARIABLES`.
 */
export interface HttpTemplate {
  readonly urls: readonly string[]
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * All caches in the settings. Credentials are read from the environment when needed, and sent only to their own cache.
 */
export function createCaches(settings: CacheSettings, send: SendRequest, env: Environment): readonly Cache[] {
  const { fastly, cloudflare, bunny, varnish, http } = settings
  return [
    ...(fastly === undefined ? [] : [fastlyCache(fastly, send, env)]),
    ...(cloudflare === undefined ? [] : [cloudflareCache(cloudflare, send, env)]),
    ...(bunny === undefined ? [] : [bunnyCache(bunny, send, env)]),
    ...(varnish?.servers.map((server) => varnishCache(server, varnish.method, send)) ?? []),
    ...(http === undefined ? [] : [templateCache(http, send, env)]),
  ]
}

const keyOf = (url: string): string =>
  documentKey(url, (text) => createHash('sha256').update(text).digest('hex').slice(0, 32))

const JSON_HEADERS = { Accept: 'application/json', 'Content-Type': 'application/json' }

/** https://www.fastly.com/documentation/reference/api/purging/#bulk-purge-tag: at most 256 keys in a request. */
function fastlyCache(
  { service, soft }: NonNullable<CacheSettings['fastly']>,
  send: SendRequest,
  env: Environment,
): Cache {
  return {
    name: `fastly ${service}`,
    batch: 256,
    isByKey: true,
    purge: withCredential(env, 'FASTLY_API_TOKEN', (token) => async (urls, signal) => {
      const request = {
        method: 'POST',
        url: `https://api.fastly.com/service/${encodeURIComponent(service)}/purge`,
        headers: { ...JSON_HEADERS, 'Fastly-Key': token, ...(soft && { 'Fastly-Soft-Purge': '1' }) },
        body: JSON.stringify({ surrogate_keys: urls.map(keyOf) }),
      }
      return done(await send(request, signal), urls)
    }),
  }
}

/**
 * https://developers.cloudflare.com/cache/how-to/purge-cache/: at most 100 in a request; the free plan allows five
 * requests a minute and 25 in a row, and answers 429 beyond that.
 */
function cloudflareCache(
  { zone, by }: NonNullable<CacheSettings['cloudflare']>,
  send: SendRequest,
  env: Environment,
): Cache {
  return {
    name: `cloudflare ${zone}`,
    batch: 100,
    isByKey: by === 'tags',
    purge: withCredential(env, 'CLOUDFLARE_API_TOKEN', (token) => async (urls, signal) => {
      const request = {
        method: 'POST',
        url: `https://api.cloudflare.com/client/v4/zones/${encodeURIComponent(zone)}/purge_cache`,
        headers: { ...JSON_HEADERS, Authorization: `Bearer ${token}` },
        body: JSON.stringify(by === 'urls' ? { files: urls } : { tags: urls.map(keyOf) }),
      }
      const answer = await send(request, signal)
      const outcome = done(answer, urls)
      const refusal = refusalIn(answer.body)
      if (refusal === undefined) return outcome
      return outcome.isTold
        ? { isTold: false, isAway: false, got: refusal }
        : { ...outcome, got: `${outcome.got}: ${refusal}` }
    }),
  }
}

/** The error in an answer of Cloudflare, regardless of its status; undefined if it reports success. */
function refusalIn(body: string): string | undefined {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null || !('success' in value) || value.success === true)
    return undefined
  const errors: readonly unknown[] = 'errors' in value && Array.isArray(value.errors) ? value.errors : []
  const said = errors.flatMap((error) =>
    typeof error === 'object' && error !== null && 'message' in error
      ? [String(error.message).slice(0, 200)]
      : [],
  )
  return said.length === 0 ? 'success is false' : said.slice(0, 3).join('; ')
}

/** https://docs.bunny.net/cdn/purge-cache: each request contains a tag of a pull zone, or a URL. */
function bunnyCache(
  { pullZone }: NonNullable<CacheSettings['bunny']>,
  send: SendRequest,
  env: Environment,
): Cache {
  return {
    name: pullZone === undefined ? 'bunny' : `bunny ${pullZone}`,
    batch: 1,
    isByKey: pullZone !== undefined,
    purge: withCredential(env, 'BUNNY_API_KEY', (key) => async (urls, signal) => {
      const [url = ''] = urls
      const headers = { ...JSON_HEADERS, AccessKey: key }
      const request =
        pullZone === undefined
          ? {
              method: 'POST',
              url: `https://api.bunny.net/purge?url=${encodeURIComponent(url)}&async=false`,
              headers,
            }
          : {
              method: 'POST',
              url: `https://api.bunny.net/pullzone/${pullZone}/purgeCache`,
              headers,
              body: JSON.stringify({ CacheTag: keyOf(url) }),
            }
      return done(await send(request, signal), urls)
    }),
  }
}

/** `PURGE` or `BAN` for the address itself, as most configurations of Varnish support it. */
function varnishCache(server: string, method: string, send: SendRequest): Cache {
  return {
    name: new URL(server).origin,
    batch: 1,
    async purge(urls, signal) {
      const [url = ''] = urls
      const { host, pathname, search } = new URL(url)
      const request = { method, url: new URL(pathname + search, server).href, headers: { Host: host } }
      return forgotten(await send(request, signal), urls)
    },
  }
}

function templateCache(template: HttpTemplate, send: SendRequest, env: Environment): Cache {
  return {
    name: new URL(template.urls[0]?.replace(/\{\w+\}/g, 'x') ?? 'http://nowhere').origin,
    batch: 1,
    async purge(urls, signal) {
      const [url = ''] = urls
      const missing = missingVariables(template, env)
      if (missing.length > 0) return withoutCredential(missing.join(', '))
      for (const place of template.urls) {
        const outcome = forgotten(await send(filled(template, place, url, env), signal), urls)
        if (!outcome.isTold) return outcome
      }
      return { isTold: true }
    },
  }
}

const VARIABLE = /\$([A-Z][A-Z0-9_]+)/g

function missingVariables({ headers }: HttpTemplate, env: Environment): readonly string[] {
  const named = Object.values(headers).flatMap((value) =>
    [...value.matchAll(VARIABLE)].map(([, name = '']) => name),
  )
  return named.filter((name) => (env[name] ?? '') === '')
}

function filled(
  { method, headers, body }: HttpTemplate,
  url: string,
  about: string,
  env: Environment,
): ReceiverRequest {
  const { host, pathname, search } = new URL(about)
  const facts: Readonly<Record<string, string>> = {
    host,
    path: pathname + search,
    url: about,
    key: keyOf(about),
  }
  const PLACE = /\{(url|host|path|key)\}/g
  const fill = (text: string) => text.replace(PLACE, (_all, name: string) => facts[name] ?? '')
  const isInQuery = (at: number) => url.lastIndexOf('?', at) !== -1
  return {
    method,
    url: url.replace(PLACE, (_all, name: string, at: number) =>
      isInQuery(at) ? encodeURIComponent(facts[name] ?? '') : (facts[name] ?? ''),
    ),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        fill(value).replace(VARIABLE, (_all, variable: string) => env[variable] ?? ''),
      ]),
    ),
    ...(body !== undefined && { body: fill(body) }),
  }
}

type Purge = Cache['purge']

/** Reads a secret at each request, so that a renewed one is used; without it, no request is sent. */
function withCredential(env: Environment, name: string, make: (secret: string) => Purge): Purge {
  return async (urls, signal) => {
    const secret = env[name]
    return secret === undefined || secret === '' ? withoutCredential(name) : make(secret)(urls, signal)
  }
}

const withoutCredential = (names: string): Outcome => ({
  isTold: false,
  isAway: true,
  got: `${names} not set in the environment`,
})

function done(answer: ReceiverAnswer, urls: readonly string[]): Outcome {
  const outcome = outcomeOf(answer, whatOf(urls))
  // Varnish answers with an HTML page that reports success.
  return outcome.isTold ? { isTold: true } : outcome
}

/** A cache without a copy has nothing to remove. */
function forgotten(answer: ReceiverAnswer, urls: readonly string[]): Outcome {
  return answer.status === 404 || answer.status === 410 ? { isTold: true } : done(answer, urls)
}

const whatOf = ([first = '', ...more]: readonly string[]): string =>
  more.length === 0 ? `for ${first}` : `for ${first} and ${more.length} more`
