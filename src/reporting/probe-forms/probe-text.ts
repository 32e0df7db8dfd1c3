import { type Answer, statedCodings } from '../../http/answer.ts'
import { varyNames } from '../../http/cache.ts'
import type { Observation } from '../../http/probe/observed.ts'
import { hubsOf, scheduleOf, selvesOf } from '../../http/probe/statements.ts'
import { byteCount } from '../byte-count.ts'
import { redirectText, verdictOf } from '../check-forms/checked-document.ts'
import type { Colors } from '../colors.ts'
import { count } from '../count.ts'
import { findingTexts, printable } from '../finding-text.ts'
import { tableText } from '../table-text.ts'
import { asChecked, type ProbeReport } from './probe-report.ts'

/** For people: the result of each request, the cost of a day of polls, and the problems. */
export function probeText(report: ProbeReport, colors: Colors): string {
  const { observed, findings, cost } = report
  const { probed } = observed
  const { place, result } = asChecked(report)
  const name = result.title === undefined ? '' : ` “${printable(cut(result.title))}”`
  const facts = [
    ...probed.redirects.map(redirectText),
    `${count(probed.observations.length + probed.redirects.length, 'request')}${probed.stopped === undefined ? '' : `; stopped: ${probed.stopped}`}`,
  ]
  const rows = probed.observations.map((observation) => row(observation, observed.first))
  const selves = selvesOf(observed)
  const about = [
    ['caching', observed.first.headers['cache-control'] ?? 'nothing said'],
    ['schedule', scheduleOf(observed)?.says ?? 'nothing said'],
    ['deltas', varyNames(observed.first).includes('a-im') ? 'offered (Vary: A-IM)' : 'none seen'],
    ['hubs', hubsOf(observed).join(', ') || 'none'],
    ['self', [...new Set([...selves.document, ...selves.header])].join(', ') || 'none'],
  ].map(([what = '', said = '']) => [what, printable(cut(said))])
  return [
    `${colors.strong(printable(place))}: ${result.dialect}${name}, ${count(result.items, 'item')}, ${result.byteLength} bytes\n`,
    ...facts.map((fact) => `  ${printable(fact)}\n`),
    '\n',
    tableText([HEAD, ...rows]),
    observed.hasDocument ? `\n${tableText(about)}` : '',
    cost === undefined
      ? ''
      : `\nOne subscriber who polls hourly causes ${byteCount(cost.asIs)} a day (${count(cost.news, 'poll')} with new items, ${cost.polls - cost.news} without); with all features of HTTP ${byteCount(cost.possible)}.\n`,
    findings.length === 0 ? '' : `\n${findingTexts(findings.map(withoutPlace), colors)}`,
    `\n${findings.length === 0 ? 'no problems with the server' : verdictOf(findings)}\n`,
  ].join('')
}

/** All findings concern the address in the first line. */
const withoutPlace = ({
  file: _file,
  line: _line,
  column: _column,
  ...finding
}: ProbeReport['findings'][number]) => finding

const HEAD = ['asked as', 'status', 'type', 'packed', 'sent', 'document']

function row({ request, answer, failure }: Observation, first: Answer): readonly string[] {
  if (answer === undefined) return [request.name, '–', printable(cut(failure ?? '')), '', '', '']
  const type = answer.headers['content-type']?.split(';')[0]?.trim() ?? ''
  const codings = statedCodings(answer).join(', ')
  return [
    request.name,
    String(answer.status),
    printable(cut(type)),
    printable(cut(codings)),
    byteCount(answer.headerLength + answer.sentLength),
    documentOf(answer, first, request.method),
  ]
}

function documentOf(answer: Answer, first: Answer, method: string): string {
  if (method === 'HEAD' || answer.status !== 200) return ''
  if (answer === first || answer.body === first.body) return 'whole'
  return 'another'
}

const LONGEST = 80
const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)
