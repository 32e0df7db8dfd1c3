import type { FeedDocument, Item } from '../feed/document.ts'
import type { Finding } from '../finding.ts'
import { type FeedFormat, FormatError } from '../formats/format.ts'
import { checkWellFormed } from './well-formed.ts'

const FIX = 'this is a bug in feedwright: please report it with the article'

/** Maximum number of characters of a value in a finding. */
const EXCERPT = 60

/**
 * Verifies that `bytes` represent `document`: they are UTF-8, well-formed if the format is XML, and parse to what the
 * format can represent of `document`, item by item and field by field. Each difference is a finding that names the
 * feed, the item and the field. Does not throw.
 *
 * @param known what is already known about the bytes: their text, and whether a strict parser has accepted it
 */
export function checkRoundTrip(
  format: FeedFormat,
  document: FeedDocument,
  bytes: Uint8Array,
  feedName: string,
  known: { readonly text: string | undefined; readonly isWellFormed: boolean } = {
    text: utf8Of(bytes),
    isWellFormed: false,
  },
): readonly Finding[] {
  return findingsIn(format, document, known.text, known.isWellFormed).map((finding) => ({
    ...finding,
    feed: feedName,
    file: format.fileName,
    fix: FIX,
  }))
}

function findingsIn(
  format: FeedFormat,
  document: FeedDocument,
  text: string | undefined,
  isWellFormed: boolean,
): Finding[] {
  if (text === undefined)
    return [{ code: 'feed-not-utf8', severity: 'error', message: 'the bytes are not UTF-8' }]
  const isXml = format.mediaType.endsWith('+xml')
  const illFormed = isXml && !isWellFormed ? checkWellFormed(text) : undefined
  if (illFormed !== undefined) return [illFormed]
  let read: FeedDocument
  try {
    read = format.read(text)
  } catch (error) {
    return [unreadable(format, error)]
  }
  const { items: meantItems, ...meant } = format.project(document)
  const { items, ...got } = read
  return [...differences(meant, got).map(asFinding), ...itemFindings(meantItems, items)]
}

/** The decoded bytes including the first character; undefined if they are not UTF-8. */
export function utf8Of(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function unreadable(format: FeedFormat, error: unknown): Finding {
  const { line, column } = error instanceof FormatError ? error : {}
  return {
    code: 'feed-unreadable',
    severity: 'error',
    message: `cannot be read back as ${format.label}: ${error instanceof Error ? error.message : String(error)}`,
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
  }
}

/** Compares items with the same ids if these are in the right order, and otherwise reports missing and extra ones. */
function itemFindings(meant: readonly Item[], got: readonly Item[]): Finding[] {
  if (meant.length === got.length && meant.every(({ id }, index) => id === got[index]?.id)) {
    return meant.flatMap((item, index) =>
      differences(item, got[index]).map((difference) => ({ ...asFinding(difference), item: item.id })),
    )
  }
  const meantIds = new Set(meant.map(({ id }) => id))
  const gotIds = new Set(got.map(({ id }) => id))
  const missing = meant.filter(({ id }) => !gotIds.has(id))
  const strange = got.filter(({ id }) => !meantIds.has(id))
  const findings = [
    ...missing.map((item) => itemFinding(item, 'the item is missing in the document that was read back')),
    ...strange.map((item) => itemFinding(item, 'the document that was read back has an additional item')),
  ]
  if (findings.length > 0) return findings
  return [
    asFinding({
      path: 'items',
      expected: excerpt(meant.map(({ id }) => id)),
      got: excerpt(got.map(({ id }) => id)),
    }),
  ]
}

function itemFinding({ id, title }: Item, message: string): Finding {
  return {
    code: 'feed-not-as-meant',
    severity: 'error',
    message: `${message}: ${excerpt(title)}`,
    item: id,
  }
}

/** A field that parses to another value; the values are excerpts. */
interface Difference {
  readonly path: string
  readonly expected: string
  readonly got: string
}

function asFinding({ path, expected, got }: Difference): Finding {
  return {
    code: 'feed-not-as-meant',
    severity: 'error',
    message: `"${path}" was read back with another value than intended`,
    expected,
    got,
  }
}

function differences(expected: unknown, got: unknown, path = ''): Difference[] {
  if (Object.is(expected, got)) return []
  if (!isComposite(expected) || !isComposite(got) || Array.isArray(expected) !== Array.isArray(got)) {
    return [{ path, expected: excerpt(expected, got), got: excerpt(got, expected) }]
  }
  const strange = Object.keys(got).filter((key) => !(key in expected))
  return [...Object.keys(expected), ...strange].flatMap((key) => {
    const step = Array.isArray(expected) ? `[${key}]` : `.${key}`
    return differences(expected[key], got[key], path === '' ? key : path + step)
  })
}

function isComposite(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

/** A value for comparison with `other`: of a long text, the part around the first difference. */
function excerpt(value: unknown, other?: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value !== 'string') return shortened(JSON.stringify(value), 0)
  let same = 0
  if (typeof other === 'string') while (same < value.length && value[same] === other[same]) same += 1
  return JSON.stringify(shortened(value, Math.max(0, Math.min(same - EXCERPT / 3, value.length - EXCERPT))))
}

function shortened(text: string, start: number): string {
  if (text.length <= EXCERPT) return text
  const end = start + EXCERPT
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`
}
