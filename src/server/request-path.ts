/** What a request target (RFC 9112 §3.2) asks for: a decoded path, or why there is none. */
export type RequestPath =
  | { readonly path: string }
  | { readonly refused: 'malformed' | 'too-long' | 'server-wide' }

/** Longer targets are refused (RFC 9110 §15.5.15); ours are a tenth of this. */
const MAX_TARGET = 2048

/**
 * The path of a request target in origin form (`/world/rss.xml?utm_source=x`) or absolute form
 * (`http://example.org/world/rss.xml`), without its query, percent-decoded.
 *
 * The result is compared with the paths that are served and is never a file name. A decoded `/`, `\` or NUL makes it
 * malformed, so that no two different targets mean one path by accident; dot segments are left alone and match nothing.
 */
export function requestPath(target: string): RequestPath {
  if (target.length > MAX_TARGET) return { refused: 'too-long' }
  if (target === '*') return { refused: 'server-wide' }
  const start = target.startsWith('/') ? 0 : pathOfAbsoluteForm(target)
  if (start === undefined) return { refused: 'malformed' }
  const end = target.slice(start).search(/[?#]/)
  const path = (end < 0 ? target.slice(start) : target.slice(start, start + end)) || '/'
  if (!path.includes('%')) return { path }
  // Checked before decoding: afterwards a decoded slash could not be told from a written one.
  if (/%(?:2f|5c|00)/i.test(path)) return { refused: 'malformed' }
  try {
    return { path: decodeURIComponent(path) }
  } catch {
    return { refused: 'malformed' }
  }
}

/** Index at which the path begins, or the length of a target that has none. */
function pathOfAbsoluteForm(target: string): number | undefined {
  const origin = /^https?:\/\/[^/?#]+/i.exec(target)
  return origin === null ? undefined : origin[0].length
}
