import type { SiteFolder } from './dialect.ts'

/** Links and link definitions in Markdown, and links in HTML, to a file, up to a fragment. */
const LINK = /(\]\(\s*<?|\]:\s*<?|\bhref=["'])([^\s()<>#?:"]+\.\w{2,5})(?=[\s)>#?"'])/g

/** Prefixes links that are relative to the folder `content` with it, if such a file exists: `/a.md` is `/content/a.md`. */
export function withRootedLinks(
  body: string,
  { content, isRooted }: { readonly content: string; isRooted(link: string): boolean },
  folder: SiteFolder,
): string {
  if (content === '') return body
  return body.replace(LINK, (whole, before: string, link: string) => {
    const file = `${content}/${link.replace(/^\//, '')}`
    return isRooted(link) && hasFile(folder, decoded(file)) ? `${before}/${file}` : whole
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
