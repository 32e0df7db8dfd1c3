const QUOTES: ReadonlyMap<string, string> = new Map([
  ['“', '”'],
  ['„', '“'],
  ['«', '»'],
  ['»', '«'],
  ['‹', '›'],
  ['›', '‹'],
  ['‘', '’'],
  ['‚', '‘'],
  ['「', '」'],
  ['『', '』'],
  ['"', '"'],
  ["'", "'"],
])

/** `text` without a pair of quotation marks around the whole text; marks inside are kept. */
export function withoutOuterQuotes(text: string): string {
  const trimmed = text.trim()
  const close = QUOTES.get(trimmed.charAt(0)) ?? ''
  if (trimmed.length < 3 || close === '') return trimmed
  const open = trimmed.charAt(0)
  // In German style, “ and ” both close „.
  const last = trimmed.charAt(trimmed.length - 1)
  if (last !== close && !(open === '„' && last === '”')) return trimmed
  const inner = trimmed.slice(1, -1)
  return wraps(inner, open, last) ? inner.trim() : trimmed
}

/** Whether no mark inside closes the first mark before the last one does. */
function wraps(inner: string, open: string, close: string): boolean {
  // An apostrophe is not a quotation mark.
  const marks = inner.replace(/(?<=\p{L})['’](?=\p{L})/gu, '')
  if (open === close) return !marks.includes(open)
  let depth = 1
  for (const character of marks) {
    if (character === open) depth += 1
    else if (character === close) depth -= 1
    if (depth === 0) return false
  }
  return depth === 1
}
