import type { Finding } from '../../finding.ts'
import type { Colors } from '../colors.ts'
import { count } from '../count.ts'
import { printable } from '../finding-text.ts'
import {
  bySeverity,
  type CheckedDocument,
  type CheckForm,
  groupsOf,
  redirectText,
  verdictOf,
} from './checked-document.ts'
import { excerptOf, linesOf } from './excerpt.ts'

/** Maximum number of places shown for one finding. */
const PLACES_NAMED = 3

/**
 * For people: the format of each document, each kind of problem once with its line, and a result, one line each if
 * there are several documents.
 */
export const text: CheckForm = {
  name: 'text',
  write(checked, colors) {
    const told = checked.map((document) => documentText(document, colors)).join('\n')
    return checked.length < 2 ? told : `${told}\n${verdicts(checked, colors)}`
  },
}

function documentText(document: CheckedDocument, colors: Colors): string {
  const { place, result, redirects, feeds } = document
  const { dialect, title, items, byteLength, findings } = result
  const name = title === undefined ? '' : ` “${printable(title)}”`
  const lines = linesOf(document.text)
  const groups = groupsOf(findings).map((group) => groupText(group, lines, colors))
  return [
    `${colors.strong(printable(place))}: ${dialect}${name}, ${count(items, 'item')}, ${byteLength} bytes\n`,
    ...redirects.map((redirect) => `  ${printable(redirectText(redirect))}\n`),
    groups.length === 0 ? '' : `\n${groups.join('\n')}\n`,
    feeds.length === 0
      ? ''
      : `The page names ${count(feeds.length, 'feed')}; check one of them:\n${feeds.map((feed) => `  feedwright check ${printable(feed)}\n`).join('')}\n`,
    groups.length === 0 ? `  ${verdictOf(findings)}\n` : `${verdictOf(findings)}\n`,
  ].join('')
}

function groupText(
  group: readonly [Finding, ...Finding[]],
  lines: readonly string[],
  colors: Colors,
): string {
  const [{ severity, code, message, line, column = 1, item, got, expected, fix }] = group
  const excerpt = line === undefined ? undefined : excerptOf(lines, line, column)
  const margin = String(line).length + 3
  return [
    `${colors[severity](severity)} ${colors.strong(code)} ${placesOf(group)}\n`,
    `  ${printable(message)}\n`,
    item === undefined || group.length > 1 ? '' : `  item: ${printable(item)}\n`,
    excerpt === undefined
      ? ''
      : `  ${line} | ${excerpt.text}\n  ${' '.repeat(margin - 2)}| ${' '.repeat(excerpt.before)}${colors.fix('^')}\n`,
    got === undefined ? '' : `  got: ${printable(got)}\n`,
    expected === undefined ? '' : `  expected: ${printable(expected)}\n`,
    fix === undefined ? '' : `  ${colors.fix('→')} ${printable(fix)}\n`,
  ].join('')
}

function placesOf(group: readonly Finding[]): string {
  const places = group.flatMap(({ line, column = 1 }) => (line === undefined ? [] : [`${line}:${column}`]))
  if (places.length === 0) return 'in the answer'
  if (places.length === 1) return `at ${places[0]}`
  const more = places.length > PLACES_NAMED ? ', …' : ''
  return `at ${places.length} places: ${places.slice(0, PLACES_NAMED).join(', ')}${more}`
}

function verdicts(checked: readonly CheckedDocument[], colors: Colors): string {
  const width = Math.max(...checked.map(({ place }) => printable(place).length))
  return checked
    .map(({ place, result }) => {
      const [worst] = bySeverity(result.findings)
      const mark = worst === undefined ? 'ok     ' : colors[worst.severity](worst.severity.padEnd(7))
      return `${mark} ${printable(place).padEnd(width)}  ${result.dialect}, ${count(result.items, 'item')}: ${verdictOf(result.findings)}\n`
    })
    .join('')
}
