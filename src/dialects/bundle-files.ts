import type { SiteFolder } from './dialect.ts'
import type { EditedFields } from './fields.ts'

/** File name of a page that has its own folder: the other files there have addresses below that of the page. */
export const BUNDLE = /^(?:index(?:\.[\w-]+)?\.(?:md|markdown|html)|contents(?:\+[\w-]+)?\.lr)$/i
const PAGE = /\.(?:md|markdown|pandoc|pdc)$/i
/** A relative address of Markdown, or of an attribute. */
const REFERENCE = /(\]\(<?|\bsrc=["'])(?:\.\/)?([\w.][\w./ -]*\.\w+)/g
/** Keys of the lead image in common themes. */
const IMAGES = ['image', 'featured_image', 'cover', 'thumbnail']

/** The body of such a page with the addresses of files beside it; sets the address of the lead image in the fields. */
export function withBundleFiles(
  edited: EditedFields,
  body: string,
  path: string,
  url: string,
  folder: SiteFolder,
): string {
  const at = path.lastIndexOf('/')
  if (!BUNDLE.test(path.slice(at + 1))) return body
  const names = new Set(folder.names(path.slice(0, at)))
  const isThere = (named: string): boolean => {
    const [first = ''] = named.split('/')
    return !PAGE.test(named) && (names.has(named) || (first !== named && names.has(`${first}/`)))
  }
  for (const key of IMAGES) {
    const named = edited.text(key)?.replace(/^\.\//, '') ?? ''
    if (isThere(named)) edited.state(key, addressBelow(url, named))
  }
  return body.replace(REFERENCE, (whole, before: string, named: string) =>
    isThere(named) ? `${before}${addressBelow(url, named)}` : whole,
  )
}

/** Relative to the root of the site if the configuration does not state its address. */
function addressBelow(url: string, name: string): string {
  const { origin, href } = new URL(name, new URL(url, NOWHERE))
  return origin === NOWHERE ? href.slice(origin.length) : href
}

const NOWHERE = 'http://nowhere.invalid'
