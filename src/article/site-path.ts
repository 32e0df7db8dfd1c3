/**
 * Converts a path relative to the root of the site to one relative to the root of its host: `/x/` of a site at
 * `https://h/paper/` becomes `/paper/x/`; a path that already begins with the folder of the site, and everything else,
 * is unchanged.
 */
export function sitePath(ref: string, siteUrl: string): string {
  const root = new URL(siteUrl).pathname
  if (root === '/' || !/^\/(?![/\\])/.test(ref)) return ref
  return `${ref}/`.startsWith(root) ? ref : root + ref.slice(1)
}
