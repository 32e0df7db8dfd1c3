import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isInstant } from '../../src/article/instant.ts'
import type { Finding } from '../../src/finding.ts'
import { checkFeed } from '../../src/gate/check.ts'
import { BEYOND, COUNTERPARTS, type Counterpart, EXCUSED } from './w3c-validator-map.ts'

/** The W3C's own folders about what `check` reads; the others are about Google Base, KML, OpenSearch and the like. */
const FOLDERS = [
  ...['atom', 'rss', 'rss20', 'opml', 'xml'],
  ...['media', 'itunes', 'fh', 'thr', 'feedburner', 'georss', 'wfw'].map((name) => join('ext', name)),
]
const NOW = '2026-11-22T00:00:00Z'

/** What a case of the W3C's says about itself, and what our check says about it. */
export interface JudgedCase {
  readonly file: string
  readonly description: string
  /** The W3C's message class. */
  readonly expect: string
  /** The class is said not to apply. */
  readonly isNegative: boolean
  readonly verdict:
    | 'found'
    | 'other severity'
    | 'other rule'
    | 'silent'
    | 'clean'
    | 'false alarm'
    | 'not said'
  readonly findings: readonly Finding[]
}

/** @param checkout of `w3c/feedvalidator`, or its folder of cases alone */
export function judgeCases(checkout: string): JudgedCase[] {
  const testcases = existsSync(join(checkout, 'testcases')) ? join(checkout, 'testcases') : checkout
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(testcases, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:xml|opml)$/.test(name))
      .sort()
      .flatMap((name) => judgeCase(testcases, join(folder, name)) ?? []),
  )
}

function judgeCase(testcases: string, file: string): JudgedCase | undefined {
  const bytes = readFileSync(join(testcases, file))
  const header =
    /<!--\s*Description:\s*([\s\S]*?)\s*(Expect|Message):\s*(!?)(\w*)(?:\{([^}]*)\})?/.exec(
      bytes.toString('latin1'),
    ) ?? []
  const [, description = '', , not, name = '', details = ''] = header
  if (name === '') return undefined
  const isValid = name === 'valid' || name === 'Valid'
  const isDenied = not === '!' && name.startsWith('Valid')
  const expect = isValid ? 'Message' : isDenied ? 'Error' : name
  const { findings } = checkFeed(bytes, {
    selfUrl: `http://www.feedvalidator.org/testcases/${file}`,
    ...(isInstant(NOW) ? { now: NOW } : {}),
  })
  const isNegative = !isDenied && (not === '!' || isValid || expect.startsWith('Valid'))
  const verdict: JudgedCase['verdict'] = EXCUSED.has(file)
    ? 'not said'
    : isNegative
      ? ofNegative(expect, details, findings)
      : ofPositive(expect, findings)
  return { file, description, expect, isNegative, verdict, findings }
}

/** Remarks that nearly every case of the W3C's gets, because it was written to be short. */
const EVERYWHERE = new Set([
  'self-link-missing',
  'self-link-mismatch',
  'atom-language-missing',
  'item-id-missing',
])

function ofPositive(expect: string, findings: readonly Finding[]): JudgedCase['verdict'] {
  const counterpart = counterpartOf(expect)
  if (counterpart.rules !== ANY && counterpart.rules.length === 0) return 'not said'
  const fitting = findings.filter(({ code }) => saysIt(counterpart, code))
  if (
    fitting.some(
      ({ code, severity }) => severity === counterpart.severity || counterpart.rules.includes(`~${code}`),
    )
  )
    return 'found'
  if (fitting.length > 0) return 'other severity'
  return findings.some(({ code }) => !EVERYWHERE.has(code)) ? 'other rule' : 'silent'
}

/** @param details what the W3C’s message would have said: `parent:entry,element:author` */
function ofNegative(expect: string, details: string, findings: readonly Finding[]): JudgedCase['verdict'] {
  const element = /element:([\w:]+)/.exec(details)?.[1] ?? ''
  const isOfItem = /parent:(?:item|entry)/.test(details)
  const alarms = findings.filter(
    ({ code, severity, message, item }) =>
      message.includes(element) &&
      (!isOfItem || item !== undefined) &&
      (expect === 'Message' || severity === 'error' || expect !== 'Error') &&
      saysIt(counterpartOf(expect), code) &&
      !EVERYWHERE.has(code) &&
      !BEYOND.has(code),
  )
  return alarms.length > 0 ? 'false alarm' : 'clean'
}

function saysIt({ rules }: Counterpart, code: string): boolean {
  return rules === ANY || rules.includes(code) || rules.includes(`~${code}`)
}

/** `Error`, `Warning` and `Message` are the roots of the W3C's classes: any of ours says them. */
const ANY: readonly string[] = []

function counterpartOf(expect: string): Counterpart {
  if (expect === 'Error' || expect === 'Message') return { severity: 'error', rules: ANY }
  if (expect === 'Warning') return { severity: 'warning', rules: ANY }
  const found = COUNTERPARTS.get(expect.replace(/^Valid/, 'Invalid')) ?? COUNTERPARTS.get(expect)
  return found ?? { severity: 'error', rules: ['(unmapped)'] }
}
