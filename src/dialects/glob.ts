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

/**
 * Whether a pattern of Hugo matches the path of a page: `/posts/**`, `{/news,/news/*}`. A single asterisk matches no
 * slash. Letter case is ignored.
 */
export function matchesPagePattern(path: string, pattern: string): boolean {
  let depth = 0
  const source = pattern.replace(/\*+|[?{},]|[^*?{},]+/g, (part) => {
    if (part.startsWith('*')) return part.length > 1 ? '.*' : '[^/]*'
    if (part === '?') return '[^/]'
    if (part === '{') depth += 1
    else if (part === '}' && depth > 0) depth -= 1
    else if (part === ',') return depth > 0 ? '|' : ','
    else return part.replace(/[\\^$.|+()[\]]/g, '\\$&')
    return part === '{' ? '(?:' : ')'
  })
  const isWhole = depth === 0 && source.length < LONGEST_PATTERN
  // A pattern that cannot be read may mean any page.
  return !isWhole || new RegExp(`^/?(?:${source})$`, 'is').test(path)
}

const LONGEST_PATTERN = 1000
