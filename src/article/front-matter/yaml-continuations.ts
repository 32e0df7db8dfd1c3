const OPENING = /^([ \t]*(?:-[ \t]+)*(?:[^\s#"'[\]{}&*!|>%@`:-][^:#\n]*:[ \t]+)?)(["'])/
/** A line with another key, which a missing closing quotation mark above it must not absorb. */
const KEY_LINE = /^[\p{L}_][\p{L}\p{N}_-]*:(?:\s|$)/u

/**
 * `yaml` with each quoted text joined to one line, keeping all offsets: js-yaml, PyYAML and libyaml allow such a text
 * to continue at the beginning of a line, and YAML 1.2 does not. Undefined if there is none, or if a continuation
 * resembles a key.
 */
export function withQuotesOnOneLine(yaml: string): string | undefined {
  const lines = yaml.split('\n')
  const out: string[] = []
  let changed = false
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    const [, before = '', quote] = OPENING.exec(line) ?? []
    let text = line
    if (quote !== undefined) {
      let open = isOpen(line.slice(before.length + 1), quote)
      while (open && index + 1 < lines.length) {
        index += 1
        const next = lines[index] ?? ''
        if (KEY_LINE.test(next)) return undefined
        text += ` ${next}`
        changed = true
        open = isOpen(next, quote)
      }
    }
    out.push(text)
  }
  return changed ? out.join('\n') : undefined
}

/** Whether a quoted text that is open before `line` is still open after it. */
function isOpen(line: string, quote: string): boolean {
  const bare = quote === '"' ? line.replace(/\\./g, '') : line.replaceAll("''", '')
  return !bare.includes(quote)
}
