/**
 * A path from the root of the site as one from the root of its host: `/x/` of a site at `https://h/paper/` is
 * `/paper/x/`, and so is a path that states the folder of the site itself. All else is left as it is.
 */
export function sitePath(ref: string, siteUrl: string): string {
  const root = new URL(siteUrl).pathname
  if (root === '/' || !/^\/(?![/\\])/.test(ref)) return ref
  return `${ref}/`.startsWith(root) ? ref : root + ref.slice(1)
}
