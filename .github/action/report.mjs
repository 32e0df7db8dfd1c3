// Turns what "feedwright check --json", "feedwright probe --json" or "feedwright build --json" printed into annotations (standard output) and a table
// for the job summary (the file named by GITHUB_STEP_SUMMARY). Usage: node report.mjs FILE
import { appendFileSync, readFileSync } from 'node:fs'

const text = readFileSync(process.argv[2], 'utf8').trim()
const { findings, heads, rows } = text.startsWith('[') ? ofCheck(JSON.parse(text)) : ofBuild(text)

for (const finding of findings) process.stdout.write(annotation(finding))
const table = [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`)
const summary = `### feedwright\n\n${table.join('\n')}\n`
if (process.env.GITHUB_STEP_SUMMARY) appendFileSync(process.env.GITHUB_STEP_SUMMARY, `${summary}\n`)
else process.stdout.write(summary)

function ofCheck(documents) {
  return {
    findings: documents.flatMap(({ place, findings }) => findings.map((one) => ({ ...one, file: place }))),
    heads: ['document', 'what it is', 'items', 'errors', 'warnings'],
    rows: documents.map(({ place, dialect, items, findings }) => [
      place,
      dialect,
      items,
      ...counts(findings),
    ]),
  }
}

function ofBuild(lines) {
  const events = lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  const run = events.findLast(({ event }) => event === 'run')
  const failed = events.filter(({ event }) => event === 'error')
  return {
    findings: [
      ...events.flatMap(({ findings = [] }) => findings),
      ...failed
        .filter(({ findings }) => findings === undefined)
        .map((error) => ({ ...error, severity: 'error' })),
    ],
    heads: ['feed', 'status', 'items', 'new', 'changed', 'gone'],
    rows: (run?.feeds ?? []).map(({ name, status, items, added, changed, gone }) => [
      ...[name, status, items, added, changed, gone],
    ]),
  }
}

function counts(findings) {
  const errors = findings.filter(({ severity }) => severity === 'error').length
  return [errors, findings.length - errors]
}

/** A workflow command; an unescaped line feed would begin another one. */
function annotation({ severity, code, message, file, line, column, fix }) {
  const properties = { file, line, col: column, title: code }
  const listed = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${data(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`)
  const told = fix === undefined ? message : `${message}\n${fix}`
  return `::${severity === 'error' ? 'error' : 'warning'} ${listed.join(',')}::${data(told)}\n`
}

function data(value) {
  return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

/** Text of a feed or file name can hold what would be markup in a table. */
function cell(value) {
  return String(value)
    .replace(/[\r\n]+/g, ' ')
    .replace(/[\\|`*_<>[\]&]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
