import type { ForeignArticle, ForeignSite, SiteFolder } from './dialect.ts'
import type { EditedFields } from './fields.ts'

/**
 * The body with Liquid outputs replaced if their values are known: texts of the site and of the post, addresses of
 * other posts.
 */
export function withoutSimpleLiquid(
  { body }: ForeignArticle,
  edited: EditedFields,
  { options, lists }: ForeignSite,
  folder: SiteFolder,
): string {
  if (!body.includes('{')) return body
  const filled = (text: string): string =>
    text
      .replace(/\{\{-?\s*(site|page)\.(\w+)\s*-?\}\}/g, (whole, of: string, key: string) => {
        if (['url', 'baseurl'].includes(key)) return whole
        const value = of === 'site' ? options[`site.${key}`] : edited.text(key)
        return typeof value === 'string' ? value : whole
      })
      .replace(POST_URL, (whole, post: string) => {
        const file = postFile(post, lists['posts'] ?? [], folder)
        return file === undefined ? whole : `/${file}`
      })
      .replace(LINK, (_, file: string) => `/${file}`)
  let isRaw = false
  return body
    .split(RAW)
    .map((part, index) => {
      if (index % 2 === 1) isRaw = !part.includes('endraw')
      return isRaw || index % 2 === 1 ? part : filled(part)
    })
    .join('')
}

const RAW = /(\{%-?\s*(?:end)?raw\s*-?%\})/
/** The address of the site before the tag is included in the resulting address. */
const POST_URL = /(?:\{\{\s*site\.(?:url|baseurl)\s*\}\}\s*){0,2}\{%-?\s*post_url\s+\/?([^\s%]+)\s*-?%\}/g
const LINK =
  /(?:\{\{\s*site\.(?:url|baseurl)\s*\}\}\s*){0,2}\{%-?\s*link\s+\/?([^\s%]+\.(?:md|markdown))\s*-?%\}/g

/** The file of a post that is named without extension, and optionally with a folder below `_posts`. */
function postFile(post: string, folders: readonly string[], folder: SiteFolder): string | undefined {
  const below = post.includes('/') ? post.slice(0, post.lastIndexOf('/')) : ''
  const name = post.slice(below === '' ? 0 : below.length + 1)
  for (const posts of folders) {
    const path = below === '' ? posts : `${posts}/${below}`
    const file = folder.names(path).find((one) => one.replace(/\.\w+$/, '') === name)
    if (file !== undefined) return `${path}/${file}`
  }
  return undefined
}
