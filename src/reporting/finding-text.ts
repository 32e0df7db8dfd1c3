import type { Finding } from '../finding.ts'
import { type Colors, noColors } from './colors.ts'

/** Escapes control characters, so that external text cannot move the cursor or change colors of a terminal. */
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

/** One finding for people: place, message, actual and expected values, fix. Ends with a line feed. */
export function findingText(finding: Finding, colors: Colors = noColors): string {
  return textOf(finding, placeOf(finding), finding.item, colors)
}

function textOf(finding: Finding, place: string, item: string | undefined, colors: Colors): string {
  const { severity, code, message, got, expected, fix, paste } = finding
  const lines = [
    `${colors[severity](severity)} ${colors.strong(code)}${place === '' ? '' : ` in ${printable(place)}`}\n`,
    `  ${printable(message)}\n`,
    finding.file === undefined || item === undefined ? '' : `  item: ${printable(item)}\n`,
    got === undefined ? '' : `  got: ${printable(got)}\n`,
    expected === undefined ? '' : `  expected: ${printable(expected)}\n`,
    fix === undefined ? '' : `  ${colors.fix('→')} ${printable(fix)}\n`,
    paste === undefined ? '' : `\n${paste.split('\n').map(printable).join('\n')}\n`,
  ]
  return lines.join('')
}

/** Maximum number of places shown for one finding; `status` and `--json` show all. */
const PLACES_NAMED = 3

/**
 * Findings for people, separated by blank lines. Equal findings at several places are combined, with their number and
 * the first places.
 */
export function findingTexts(findings: readonly Finding[], colors: Colors = noColors): string {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const { code, severity, message, got, expected, fix, paste } = finding
    const key = JSON.stringify([code, severity, message, got, expected, fix, paste])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [finding])
    else group.push(finding)
  }
  return [...groups.values()].map((group) => groupText(group, colors)).join('\n')
}

function groupText(group: readonly Finding[], colors: Colors): string {
  const [first] = group
  if (first === undefined) return ''
  const places = [...new Set(group.map(placeOf))]
  if (places.length < 2) return findingText(first, colors)
  const shown = places.slice(0, PLACES_NAMED).join(', ')
  const more = places.length > PLACES_NAMED ? ', …' : ''
  return textOf(first, `${places.length} places: ${shown}${more}`, undefined, colors)
}

/** One finding on one line, for editors and CI: `file:line:column: severity: message [code]`. */
export function findingLine(finding: Finding): string {
  const { line = 1, column = 1 } = finding
  const place = finding.file ?? finding.feed ?? 'feedwright'
  const fix = finding.fix === undefined ? '' : ` (${finding.fix})`
  return `${printable(`${place}:${line}:${column}: ${finding.severity}: ${finding.message}${fix} [${finding.code}]`)}\n`
}
