/** Whether a pattern matches a path, like Ruby's `File.fnmatch?` without flags: `*` also matches slashes. */
export function matchesGlob(path: string, pattern: string): boolean {
  const [first = '', ...others] = pattern.split(/\*+/)
  if (others.length === 0) return path === pattern
  if (!path.startsWith(first)) return false
  let at = first.length
  const last = others.pop() ?? ''
  for (const part of others) {
    const found = path.indexOf(part, at)
    if (found === -1) return false
    at = found + part.length
  }
  return path.length - last.length >= at && path.endsWith(last)
}
