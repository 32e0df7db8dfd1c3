/** The decoded path of a request target (RFC 9112 §3.2), or why it is refused. */
export type RequestPath =
  | { readonly path: string }
  | { readonly refused: 'malformed' | 'too-long' | 'server-wide' }

/** Longer targets are refused (RFC 9110 §15.5.15); valid ones are at most a tenth of this. */
const MAX_TARGET = 2048

/**
 * The path of a request target in origin form (`/world/rss.xml?utm_source=x`) or absolute form
 * (`http://example.org/world/rss.xml`), without query, percent-decoded.
 *
 * The result is compared with the served paths, and is never used as a file name. An encoded `/`, `\` or NUL makes it
 * malformed, so that different targets do not map to one path by accident; dot segments are kept and match nothing.
 */
export function requestPath(target: string): RequestPath {
  if (target.length > MAX_TARGET) return { refused: 'too-long' }
  if (target === '*') return { refused: 'server-wide' }
  const start = target.startsWith('/') ? 0 : pathOfAbsoluteForm(target)
  if (start === undefined) return { refused: 'malformed' }
  const end = target.slice(start).search(/[?#]/)
  const path = (end < 0 ? target.slice(start) : target.slice(start, start + end)) || '/'
  if (!path.includes('%')) return { path }
  // Checked before decoding, which makes encoded slashes indistinguishable from literal ones.
  if (/%(?:2f|5c|00)/i.test(path)) return { refused: 'malformed' }
  try {
    return { path: decodeURIComponent(path) }
  } catch {
    return { refused: 'malformed' }
  }
}

/** Index at which the path begins, or the length of a target without path. */
function pathOfAbsoluteForm(target: string): number | undefined {
  const origin = /^https?:\/\/[^/?#]+/i.exec(target)
  return origin === null ? undefined : origin[0].length
}
