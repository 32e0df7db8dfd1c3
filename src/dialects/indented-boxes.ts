const FENCE = /^\s*(`{3,}|~{3,})/
/** `!!! note "Title"`, `??? note` (closed), `???+ note` (open), `=== "Tab"`. */
const BOX = /^( *)(!!!|\?\?\?\+?|===[!+]?)[ \t]+(?:([\w-]+)(?:[ \t]+[\w -]+)?)?[ \t]*(?:"([^"\n]*)")?[ \t]*$/

/**
 * Converts boxes and tabs of Python-Markdown, whose content is indented, to boxes between colons, and tabs to their
 * title and content.
 */
export function withoutIndentedBoxes(body: string): string {
  return converted(body.split('\n'), 0).join('\n')
}

/** Boxes may be in each other. */
const DEEPEST = 6

function converted(lines: readonly string[], depth: number): readonly string[] {
  const out: string[] = []
  let fence: string | undefined
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    const mark = FENCE.exec(line)?.[1]
    if (fence === undefined) fence = mark
    else if (mark?.startsWith(fence) === true) fence = undefined
    const box = fence === undefined && depth < DEEPEST ? BOX.exec(line) : null
    if (box === null) {
      out.push(line)
      continue
    }
    const [, indent = '', sign = '', kind = '', title] = box
    const end = endOf(lines, at + 1, indent.length + 4)
    const content = converted(
      lines.slice(at + 1, end).map((text) => text.slice(indent.length + 4)),
      depth + 1,
    )
    const colons = ':'.repeat(3 + DEEPEST - depth)
    const isTab = sign.startsWith('=')
    const first = isTab ? `**${title ?? kind}**` : `${colons} ${nameOf(sign, kind, title)}`
    const needsBlank = isTab && content[0]?.trim() !== ''
    const all = [first, ...(needsBlank ? [''] : []), ...content, ...(isTab ? [] : [colons])]
    out.push(...all.map((text) => (text === '' ? '' : indent + text)))
    // The end of a box takes the place of a blank line, so that lines keep their numbers.
    at = !isTab && lines[end]?.trim() === '' ? end : end - 1
  }
  return out
}

function nameOf(sign: string, kind: string, title: string | undefined): string {
  if (sign.startsWith('?')) return `details ${title ?? capitalized(kind)}`
  return `${kind} ${title ?? ''}`.trim()
}

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

/** Where lines that are indented by `columns` end; blank lines at the end are not part of them. */
function endOf(lines: readonly string[], start: number, columns: number): number {
  let end = start
  for (let at = start; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    if (line.trim() === '') continue
    if (line.slice(0, columns).trim() !== '') break
    end = at + 1
  }
  return end
}
