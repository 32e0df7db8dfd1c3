const OPENING = /^([ \t]*(?:-[ \t]+)*(?:[^\s#"'[\]{}&*!|>%@`:-][^:#\n]*:[ \t]+)?)(["'])/
/** A line with another key, which a missing closing quotation mark above it must not absorb. */
const KEY_LINE = /^[\p{L}_][\p{L}\p{N}_-]*:(?:\s|$)/u

/** A list or map in brackets that begins on this line. */
const BRACKET = /^[^\s#"'[\]{}&*!|>%@`:-][^:#\n]*:[ \t]+(?=[[{])/

/** Maximum length of what is joined, because each line is examined with all lines before it. */
const LONGEST = 20_000

/**
 * `yaml` with each quoted text and each list or map in brackets joined to one line, keeping all offsets: js-yaml,
 * PyYAML, go-yaml and libyaml allow these to continue at the beginning of a line, and YAML 1.2 does not. Undefined if
 * there is none, or if a continuation resembles a key or is too long.
 */
export function withContinuationsOnOneLine(yaml: string): string | undefined {
  const lines = yaml.split('\n')
  const out: string[] = []
  let changed = false
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    const isOpen = opened(line)
    let text = line
    while (isOpen?.(text) === true && index + 1 < lines.length) {
      index += 1
      const next = lines[index] ?? ''
      if (KEY_LINE.test(next) || text.length > LONGEST) return undefined
      text += ` ${next}`
      changed = true
    }
    out.push(text)
  }
  return changed ? out.join('\n') : undefined
}

/** Whether what the line begins is still open at the end of a text that begins with it; undefined if it begins nothing. */
function opened(line: string): ((text: string) => boolean) | undefined {
  const [, before = '', quote] = OPENING.exec(line) ?? []
  if (quote !== undefined) return (text) => isQuoteOpen(text.slice(before.length + 1), quote)
  const key = BRACKET.exec(line)?.[0]
  return key === undefined ? undefined : (text) => isBracketOpen(text.slice(key.length))
}

/** A comment would hide what follows on the same line, so nothing is joined behind one. */
function isBracketOpen(text: string): boolean {
  const bare = text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/g, '')
  return !/(?:^|\s)#/.test(bare) && bare.split(/[[{]/).length > bare.split(/[\]}]/).length
}

/** Whether a quoted text that is open before `line` is still open after it. */
function isQuoteOpen(line: string, quote: string): boolean {
  const bare = quote === '"' ? line.replace(/\\./g, '') : line.replaceAll("''", '')
  return !bare.includes(quote)
}
