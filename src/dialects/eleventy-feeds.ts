import type { Field } from '../article/front-matter/fields.ts'
import { readFrontMatter } from '../article/front-matter/read-front-matter.ts'
import type { SiteFolder, UsualFeed } from './dialect.ts'

/** A template of Eleventy that renders a feed, and what its front matter states about the site. */
export interface FeedTemplate extends UsualFeed {
  readonly path: string
  readonly file: string
  readonly title?: string
  readonly url?: string
}

const TEMPLATE = /\.(?:njk|liquid|html|hbs|md|webc|vto)$/i
const NOT_LOOKED_AT = /^(?:_(?!generate|pages|feeds?\b)|node_modules|\.|css|js|img|images|fonts|assets)/i
const DEEPEST = 3
const MOST_TEMPLATES = 500

/**
 * The feeds that templates below `path` render, those of articles first. The address is a literal `permalink`; feeds
 * whose address is computed are not known.
 */
export function feedTemplatesIn(folder: SiteFolder, path: string): readonly FeedTemplate[] {
  const files: string[] = []
  const waiting = [{ path, depth: 0 }]
  for (let next = waiting.pop(); next !== undefined && files.length < MOST_TEMPLATES; next = waiting.pop()) {
    const { path: at, depth } = next
    const prefix = at === '' ? '' : `${at}/`
    for (const name of folder.names(at)) {
      if (NOT_LOOKED_AT.test(name)) continue
      if (!name.endsWith('/')) {
        if (TEMPLATE.test(name) && FEED_NAME.test(prefix + name)) files.push(prefix + name)
      } else if (depth < DEEPEST) waiting.push({ path: prefix + name.slice(0, -1), depth: depth + 1 })
    }
  }
  return files
    .toSorted()
    .flatMap((file) => feedTemplate(file, folder.read(file) ?? ''))
    .toSorted((one, other) => Number(other.ofArticles) - Number(one.ofArticles))
}

/** Names of such templates or of their folders. */
const FEED_NAME = /(?:feed|rss|atom)[^/]*(?:\/[^/]*)?$/i

function feedTemplate(file: string, text: string): readonly (FeedTemplate & { ofArticles: boolean })[] {
  const front = readFrontMatter(text)
  if (!('fields' in front)) return []
  const root = /<(feed|rss)\b/.exec(front.body.slice(0, LONGEST_HEAD))?.[1]
  const path = textOf(front.fields.get('permalink')?.field)
  if (root === undefined || path === undefined || !/^\/?[\w./-]+\.(?:xml|atom|rss)$/.test(path)) return []
  const metadata = front.fields.get('metadata')?.field
  const [title, url] = ['title', 'url'].map((key) =>
    metadata?.kind === 'map' ? textOf(metadata.entries.get(key)?.field) : undefined,
  )
  return [
    {
      file,
      path: `/${path.replace(/^\//, '')}`,
      format: root === 'feed' ? 'atom' : 'rss',
      ofArticles: /\bcollections\.(?:all)?(?:posts?|blog|articles?|news)\b/i.test(front.body),
      ...(title !== undefined && { title }),
      ...(url !== undefined && /^https?:/.test(url) && { url }),
    },
  ]
}

/** Number of characters in which the first tag of a feed stands. */
const LONGEST_HEAD = 1000

const textOf = (field: Field | undefined): string | undefined =>
  field?.kind === 'text' && !/\{[{%]/.test(field.text) ? field.text.trim() || undefined : undefined
