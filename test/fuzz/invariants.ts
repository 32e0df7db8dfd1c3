import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { FeedDocument } from '../../src/feed/document.ts'
import type { Finding } from '../../src/finding.ts'
import { checkFeed } from '../../src/gate/check.ts'
import { lintRules } from '../../src/gate/lint/index.ts'
import { findingLine, findingText } from '../../src/reporting/finding-text.ts'
import type { RunReport } from '../../src/reporting/reporter.ts'
import { formats } from '../support/formats.ts'
import type { Plant } from './hostile-site.ts'
import { dangersIn } from './safe-html.ts'

/** Rules that go by the words of a text, which articles *about* markup break rightly, and those about feeds of others. */
const GUESSES = new Set(
  lintRules.filter(({ guess, othersOnly }) => guess === true || othersOnly === true).map(({ code }) => code),
)

/** Every published document, as its format reads it. */
export interface PublishedDocument {
  readonly path: string
  readonly bytes: Uint8Array
  readonly document: FeedDocument
}

export async function publishedDocuments(out: string): Promise<readonly PublishedDocument[]> {
  const found: PublishedDocument[] = []
  for (const path of (await readdir(out, { recursive: true })).toSorted()) {
    const format = formats.find(({ fileName }) => path.endsWith(`/${fileName}`))
    if (format === undefined) continue
    const bytes = await readFile(join(out, path))
    found.push({
      path,
      bytes,
      document: format.read(new TextDecoder('utf-8', { fatal: true }).decode(bytes)),
    })
  }
  return found
}

/** Good articles are out exactly as written, bad ones are named and nowhere to be found. */
export function expectFates(
  plants: readonly Plant[],
  report: RunReport,
  documents: readonly PublishedDocument[],
): void {
  const named = new Set(
    report.findings.filter(({ severity }) => severity === 'error').map(({ file }) => file),
  )
  const missing: unknown[] = []
  for (const { path, what, fate } of plants) {
    if (fate.kind === 'left out' && !named.has(`content/${path.normalize('NFC')}`))
      missing.push(['not named', path, JSON.stringify(what).slice(0, 300)])
    if (fate.kind !== 'published') continue
    const file = `content/${path.normalize('NFC')}`
    if (named.has(file)) missing.push(['named', report.findings.filter((one) => one.file === file)])
    for (const { path: where, document } of documents) {
      if (!where.startsWith(`${feedOf(fate.section)}/`)) continue
      const item = document.items.find(({ id }) => id === fate.id)
      if (item?.title !== fate.title || item.published !== fate.date)
        missing.push([where, fate, item?.title, item?.published])
    }
  }
  expect(missing).toEqual([])
  const ids = new Set(plants.flatMap(({ fate }) => (fate.kind === 'published' ? fate.id : [])))
  const strangers = documents.flatMap(({ document }) =>
    document.items.filter(({ id }) => id.includes(':good/') && !ids.has(id)),
  )
  expect(strangers).toEqual([])
}

const feedOf = (section: string): string => (section === 'ünïcode' ? 'unicode' : section)

/** No rule is broken, nothing in any document can do harm, and all formats say the same articles. */
export function expectSafe(documents: readonly PublishedDocument[]): void {
  const remarks = documents.flatMap(({ path, bytes }) =>
    checkFeed(bytes, { path })
      .findings.filter(({ code }) => !GUESSES.has(code))
      .map(({ code, line, got }) => `${path}:${line} ${code} ${got}`),
  )
  expect(remarks).toEqual([])
  const dangers: string[] = []
  const ids = new Map<string, string>()
  for (const { path, document } of documents) {
    for (const item of document.items) {
      dangers.push(...dangersIn(item.contentHtml ?? '').map((one) => `${path} ${item.id}: ${one}`))
      const urls = [
        item.url,
        item.image?.url,
        ...item.enclosures.map(({ url }) => url),
        ...item.authors.map(({ url }) => url),
      ]
      for (const url of urls)
        if (url !== undefined && !/^https?:\/\/[^\s\\<>"]+$/.test(url))
          dangers.push(`${path} ${item.id}: ${url}`)
      if (!/^(?:tag|urn|https?):/.test(item.id)) dangers.push(`${path}: id ${item.id}`)
    }
    const folder = path.slice(0, path.lastIndexOf('/'))
    // A notice stands for a tombstone in formats that have none.
    const notices = new Set(
      document.items.filter(({ title }) => title === 'Article withdrawn').map(({ id }) => id),
    )
    const said = document.items
      .map(({ id }) => id)
      .filter((id) => !notices.has(id))
      .join(' ')
    expect(said, `${path} says other articles`).toBe(ids.get(folder) ?? said)
    ids.set(folder, said)
  }
  expect(dangers).toEqual([])
}

/** Findings can be read: short, complete, and without a character that moves a terminal's cursor. */
export function expectReadableFindings(findings: readonly Finding[]): void {
  const bad = findings.filter((finding) => {
    const [text, line] = [findingText(finding), findingLine(finding)]
    const isClean = !/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(text + line)
    return !isClean || text.length > 4000 || finding.message === '' || finding.fix === undefined
  })
  expect(bad.map(({ code, file, message }) => [code, file, message.slice(0, 200)])).toEqual([])
}

/** What a second run must not touch. */
export async function statesIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const states: Record<string, string> = {}
  for (const path of (await readdir(folder, { recursive: true })).toSorted()) {
    const stats = await stat(join(folder, path))
    if (stats.isFile()) states[path] = `${stats.mtimeMs} ${stats.size} ${stats.ino}`
  }
  return states
}
