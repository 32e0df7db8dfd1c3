import { isInstant } from '../article/instant.ts'
import type { ArticleMemory } from '../catalog/catalog.ts'
import type { LedgerEntry } from './ledger.ts'

/** Increased with each change that older versions would misinterpret. */
const VERSION = 1
/** Keys are paths, and ids have at most 2,000 characters. */
const LONGEST_TEXT = 8192

export function entriesText(entries: readonly LedgerEntry[]): string {
  return JSON.stringify({ version: VERSION, entries })
}

/** Parses a text by {@link entriesText}; returns the entries, or the error in it. */
export function readEntries(text: string): readonly LedgerEntry[] | { readonly mistake: string } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { mistake: 'it is not JSON' }
  }
  if (!isObject(value) || typeof value['version'] !== 'number') return { mistake: 'it has no version' }
  if (value['version'] > VERSION)
    return { mistake: `it has version ${value['version']}, but this feedwright supports ${VERSION}` }
  const { entries } = value
  if (!Array.isArray(entries)) return { mistake: 'it has no list of entries' }
  const wrong = entries.findIndex((entry: unknown) => !isEntry(entry))
  return wrong === -1 ? entries.filter(isEntry) : { mistake: `its entry ${wrong + 1} is none` }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isMoment = (value: unknown): boolean => typeof value === 'string' && isInstant(value)
const isShort = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT

const FIELDS: { readonly [name in keyof Required<ArticleMemory>]: (value: unknown) => boolean } = {
  id: isShort,
  firstSeen: isMoment,
  published: isMoment,
  dated: isMoment,
  changed: isMoment,
  contentHash: isShort,
  ahead: isMoment,
  embargo: isMoment,
  wentLive: isMoment,
  takenAway: isMoment,
  returned: isMoment,
  release: isMoment,
}

function isMemory(value: unknown): value is ArticleMemory {
  if (!isObject(value) || !('firstSeen' in value)) return false
  const tests: Readonly<Record<string, (value: unknown) => boolean>> = FIELDS
  return Object.entries(value).every(([name, field]) => tests[name]?.(field) === true)
}

function isPlace(value: unknown): boolean {
  if (value === undefined) return true
  return (
    isObject(value) && isShort(value['url']) && ['undefined', 'string'].includes(typeof value['audience'])
  )
}

function isEntry(value: unknown): value is LedgerEntry {
  if (!isObject(value)) return false
  const { kind, key } = value
  if (kind === 'run')
    return isMoment(value['lastRun']) && (value['lostBefore'] === undefined || isMoment(value['lostBefore']))
  if (!isShort(key)) return false
  if (kind === 'forgotten') return true
  if (kind === 'memory') return isMemory(value['memory']) && isPlace(value['livedAt'])
  return kind === 'departed' && isMemory(value['memory']) && isMoment(value['gone'])
}
