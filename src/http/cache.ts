import { type Answer, listedNames } from './answer.ts'
import { parseHttpDate } from './http-date.ts'

/** The directives of `Cache-Control` (RFC 9111 §5.2), by lower-case name; one without an argument has an empty value. */
export function cacheDirectives({ headers }: Pick<Answer, 'headers'>): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [, name = '', quoted, plain] of (headers['cache-control'] ?? '').matchAll(
    /([\w-]+)(?:\s*=\s*(?:"([^"]*)"|([^\s,]*)))?/g,
  ))
    found.set(name.toLowerCase(), quoted ?? plain ?? '')
  return found
}

/** Seconds in digits (RFC 9111 §1.2.2); undefined if invalid. */
export function deltaSeconds(text: string | undefined): number | undefined {
  return /^\d{1,10}$/.test(text ?? '') ? Number(text) : undefined
}

/** Seconds for which a client may use the answer without another request (RFC 9111 §4.2.1); undefined if not stated. */
export function freshSeconds(answer: Pick<Answer, 'headers'>, now: number): number | undefined {
  const directives = cacheDirectives(answer)
  if (directives.has('no-cache') || directives.has('no-store')) return 0
  const maxAge = directives.get('max-age')
  if (maxAge !== undefined) return deltaSeconds(maxAge) ?? 0
  const expires = answer.headers['expires']
  if (expires === undefined) return undefined
  const until = parseHttpDate(expires.trim(), now)
  const sent = parseHttpDate((answer.headers['date'] ?? '').trim(), now) ?? now
  return until === undefined ? 0 : Math.max(0, Math.round((until - sent) / 1000))
}

/** The names in `Vary`, in lower case. */
export function varyNames({ headers }: Pick<Answer, 'headers'>): readonly string[] {
  return listedNames(headers['vary'])
}
