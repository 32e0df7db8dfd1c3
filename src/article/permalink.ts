import { localDay } from './dates.ts'
import type { Instant } from './instant.ts'

/** The values for a permalink pattern. */
export interface PermalinkParts {
  readonly section: string
  readonly slug: string
  /** Path of the file below its section, without extension. */
  readonly path: string
  readonly published: Instant | undefined
  readonly timeZone: string
}

/**
 * Expands a permalink pattern to a percent-encoded path: `/{section}/{slug}/` → `/world/ports-reopen/`. Undefined if
 * the pattern contains the date (in the site's calendar) and there is none.
 */
export function expandPermalink(pattern: string, parts: PermalinkParts): string | undefined {
  const dated = /\{(?:year|month|day)\}/.test(pattern)
  if (dated && parts.published === undefined) return undefined
  const day = dated && parts.published !== undefined ? localDay(parts.published, parts.timeZone) : {}
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => partNamed(name, parts, day) ?? whole)
}

function partNamed(
  name: string,
  { section, slug, path }: PermalinkParts,
  day: Partial<ReturnType<typeof localDay>>,
): string | undefined {
  switch (name) {
    case 'section':
      return encodeURIComponent(section)
    case 'slug':
      return encodeURIComponent(slug)
    case 'path':
      return encodedPath(path)
    case 'name':
      return encodedPath(path.slice(path.lastIndexOf('/') + 1))
    case 'year':
    case 'month':
    case 'day':
      return day[name]
    default:
      return undefined
  }
}

/** Percent-encodes only what a URL path cannot contain. */
function encodedPath(path: string): string {
  return encodeURI(path).replace(/[?#]/g, encodeURIComponent)
}
