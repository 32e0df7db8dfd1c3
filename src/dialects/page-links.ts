import type { SiteFolder } from './dialect.ts'

/** Code, which readers see as written. */
const CODE = /(?<fence>`{3,}|~{3,})[\s\S]*?\k<fence>|`[^`\n]*`/
/**
 * Links and link definitions in Markdown, and links in HTML, to a file, up to a fragment. The length is limited, so that
 * a text in which links do not end takes no quadratic time.
 */
const LINK = /(?<before>\]\(\s*<?|\]:\s*<?|\bhref=["'])(?<link>[^\s()<>#?:"]{1,1000}\.\w{2,5})(?=[\s)>#?"'])/
const CODE_OR_LINK = new RegExp(`${CODE.source}|${LINK.source}`, 'g')

/** Prefixes links that are relative to the folder `content` with it, if such a file exists: `/a.md` is `/content/a.md`. */
export function withRootedLinks(
  body: string,
  { content, isRooted }: { readonly content: string; isRooted(link: string): boolean },
  folder: SiteFolder,
): string {
  if (content === '') return body
  return body.replace(CODE_OR_LINK, (whole, _fence, before?: string, link?: string) => {
    if (link === undefined || !isRooted(link)) return whole
    const file = `${content}/${link.replace(/^\//, '')}`
    return hasFile(folder, decoded(file)) ? `${before}/${file}` : whole
  })
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function hasFile(folder: SiteFolder, path: string): boolean {
  const at = path.lastIndexOf('/')
  return folder.names(path.slice(0, at)).includes(path.slice(at + 1))
}
