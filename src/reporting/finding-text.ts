import type { Finding } from '../finding.ts'

/** Text from outside cannot move the cursor or recolour a terminal: controls are shown as escapes. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (char) => {
    return char === '\n' ? ' ' : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

function placeOf({ file, line, column, feed, item }: Finding): string {
  const position = line === undefined ? '' : column === undefined ? `:${line}` : `:${line}:${column}`
  if (file !== undefined) return `${file}${position}`
  return [feed === undefined ? '' : `feed ${feed}`, item === undefined ? '' : `item ${item}`]
    .filter(Boolean)
    .join(', ')
}

/** One finding for people: where, what, what was got and expected, the way out. Ends with a line feed. */
export function findingText(finding: Finding): string {
  const place = placeOf(finding)
  const item = finding.file !== undefined && finding.item !== undefined ? `  item: ${finding.item}\n` : ''
  const lines = [
    `${finding.severity === 'error' ? 'error' : 'warning'} ${finding.code}${place === '' ? '' : ` in ${printable(place)}`}\n`,
    `  ${printable(finding.message)}\n`,
    printable(item) === '' ? '' : `  item: ${printable(finding.item ?? '')}\n`,
    finding.got === undefined ? '' : `  got: ${printable(finding.got)}\n`,
    finding.expected === undefined ? '' : `  expected: ${printable(finding.expected)}\n`,
    finding.fix === undefined ? '' : `  → ${printable(finding.fix)}\n`,
  ]
  return lines.join('')
}

/** One finding on one line, for editors and CI: `file:line:column: severity: message [code]`. */
export function findingLine(finding: Finding): string {
  const { line = 1, column = 1 } = finding
  const place = finding.file ?? finding.feed ?? 'feedwright'
  const fix = finding.fix === undefined ? '' : ` (${finding.fix})`
  return `${printable(`${place}:${line}:${column}: ${finding.severity}: ${finding.message}${fix} [${finding.code}]`)}\n`
}
