import { createHash } from 'node:crypto'
import { createAnnouncements } from '../../src/announcers/announcements.ts'
import type { ArticleEntry, ArticleStatus, ParsedArticle, RawArticle } from '../../src/article/article.ts'
import { fileAt } from '../../src/article/article-kind.ts'
import { type Instant, instantFromMs } from '../../src/article/instant.ts'
import { createMemoryCatalog } from '../../src/catalog/memory.ts'
import { readFilesWith } from '../../src/catalog/reading.ts'
import { createMemoryLease } from '../../src/coordination/memory-lease.ts'
import type { ItemBody } from '../../src/feed/compose.ts'
import type { FeedDefinition } from '../../src/feed/definition.ts'
import type { Finding } from '../../src/finding.ts'
import { runPipeline } from '../../src/pipeline.ts'
import { quietReporter } from '../../src/reporting/quiet-reporter.ts'
import type { RunReport } from '../../src/reporting/reporter.ts'
import type { ArticleSource } from '../../src/sources/source.ts'
import type { Parts, RunRequest } from '../../src/steps/parts.ts'
import { catalogState, startRun } from '../../src/steps/run-start.ts'
import { createMemoryTarget } from '../../src/targets/memory.ts'
import { createMemoryOutbox } from '../announcers/sample.ts'
import { formats } from '../support/formats.ts'
import { feedDefinition } from '../support/newsroom.ts'

/** The moment `hours` after noon of 1 January 2024. */
export function hour(hours: number): Instant {
  const moment = instantFromMs(Date.UTC(2024, 0, 1, 12) + hours * 3_600_000)
  if (moment === undefined) throw new RangeError(`no instant ${hours} h later`)
  return moment
}

/** What a file of the newsroom says. */
export interface ArticleSays {
  readonly id?: string
  readonly title?: string
  readonly text?: string
  readonly published?: Instant
  readonly updated?: Instant
  readonly embargoedUntil?: Instant
  readonly expires?: Instant
  readonly status?: ArticleStatus
  readonly tags?: readonly string[]
  readonly section?: string
  /** Whether the file has a mistake that leaves the article out. */
  readonly broken?: true
  /** Whether the file cannot be read at all. */
  readonly locked?: true
  /** Whether its name says that it is no article. */
  readonly supporting?: true
}

export interface NewsroomOptions {
  /** The feeds for the tags in use; one feed of the section `world` when absent. */
  readonly define?: (tags: readonly string[]) => readonly FeedDefinition[]
  readonly parts?: Partial<Parts>
}

/** A newsroom whose files are values, published into memory by the real pipeline in all formats. */
export function createNewsroom({ define, parts: changed = {} }: NewsroomOptions = {}) {
  const files = new Map<string, { says: ArticleSays; revision: string }>()
  const read: string[] = []
  let revision = 0

  const source: ArticleSource = {
    place: (key) => (key === '' ? 'content' : `content/${key}`),
    async *list() {
      yield [...files].map(([key, file]) => ({
        key,
        revision: file.revision,
        load: async () => {
          if (files.get(key)?.says.locked === true) throw new Error('EACCES')
          return raw(key)
        },
      }))
    },
    load: async (key) => raw(key),
  }
  const raw = (key: string): RawArticle =>
    fileAt(key, Buffer.from(JSON.stringify(files.get(key)?.says ?? {})))
  const catalog = createMemoryCatalog()
  const target = createMemoryTarget()
  const parts: Parts = {
    source,
    catalog,
    formats: async () => formats,
    target,
    lease: createMemoryLease(),
    announcements: createAnnouncements({
      announcers: [],
      outbox: createMemoryOutbox(),
      reporter: quietReporter,
      clock: { now: () => 0, setTimer: () => () => {} },
      isActive: false,
      delayMs: 0,
    }),
    serving: { baseUrl: 'https://example.org/', ttl: 15, redirects: [], gone: [] },
    reporter: quietReporter,
    generation: 'g',
    version: '1.0.0',
    revisions: 4,
    checkClock: true,
    fallbackUpdated: hour(-9999),
    isReleased: () => false,
    pathSettingOf: ({ name }) => `feeds.${name}.path`,
    placeOfSetting: async () => ({}),
    settingsFindings: [],
    defineFeeds: ({ tags }) => ({ value: define?.(tags) ?? [feedDefinition()], findings: [] }),
    parse: async (raw) => parse(raw),
    readFiles: () => readFilesWith({ parse, media: undefined, concurrency: 8 }),
    idOf: (stated) => stated,
    mint: ({ key }) => `tag:example.org,2024:${key}`,
    bodyOf: async ({ key }: ArticleEntry): Promise<ItemBody | undefined> => {
      read.push(key)
      const file = files.get(key)
      if (file === undefined) return undefined
      const html = `<p>${file.says.text ?? key}</p>`
      return { contentHtml: html, excerptHtml: html, summary: '' }
    },
    compress: async (identity) => ({ identity }),
    ...changed,
  }

  return {
    parts,
    catalog,
    target,
    /** Keys of the articles whose bodies the last run read. */
    read,
    write: (name: string, says: ArticleSays = {}) =>
      void files.set(keyOf(name), { says: { title: name, ...says }, revision: `r${++revision}` }),
    delete: (name: string) => void files.delete(keyOf(name)),
    run(now: Instant, request: Partial<RunRequest> = {}, other: Partial<Parts> = {}): Promise<RunReport> {
      read.length = 0
      return runPipeline(
        { ...parts, ...other },
        {
          now,
          acceptChurn: new Set(),
          signal: new AbortController().signal,
          elapsed: () => 0,
          ...request,
        },
      )
    },
    /** Text of a published document. */
    text: (path: string) => Buffer.from(target.files.get(path)?.identity ?? []).toString(),
    /** Text of every published document, by path. */
    texts: () =>
      new Map([...target.files].map(([path, { identity }]) => [path, Buffer.from(identity).toString()])),
    /** Whether the next run has something to make up for. */
    isPending: async () =>
      !startRun(parts, catalogState(catalog), await target.current(), { now: hour(9999), acceptClock: true })
        .settled,
    /** Another target than the one published last, so that nothing is known of what its readers have. */
    forgetStates: () => catalog.apply({ put: [], remove: [], facts: { 'run-states': '[]' } }),
  }
}

/** Names without a folder are those of files in `world/`. */
const keyOf = (name: string): string => `${name.includes('/') ? name : `world/${name}`}.md`

export type Newsroom = ReturnType<typeof createNewsroom>

function parse(raw: RawArticle): ParsedArticle {
  const { key } = raw
  const says: ArticleSays = JSON.parse(raw.kind === 'file' ? Buffer.from(raw.bytes).toString() : '{}')
  const {
    id,
    title = key,
    text = '',
    published,
    updated,
    embargoedUntil,
    expires,
    status = 'live',
    tags = [],
  } = says
  if (says.broken === true) {
    const mistake: Finding = { code: 'mistake', severity: 'error', message: 'a mistake', file: key }
    return {
      findings: [mistake],
      ...(id !== undefined && { id }),
      ...(published !== undefined && { published }),
      ...(status !== 'live' && { isWithheld: true }),
    }
  }
  const slug = key.replace(/^.*\/|\.md$/g, '')
  return {
    value: {
      key,
      ...(id !== undefined && { id }),
      section: says.section ?? key.slice(0, key.indexOf('/')),
      title,
      url: `https://example.org/world/${slug}/`,
      slug,
      authors: [{ name: 'Ana' }],
      tags,
      enclosures: [],
      status,
      body: { kind: 'markdown', text },
      contentHash: createHash('sha256')
        .update(JSON.stringify([title, text, tags]))
        .digest('hex'),
      ...(published !== undefined && { published }),
      ...(updated !== undefined && { updated }),
      ...(embargoedUntil !== undefined && { embargoedUntil }),
      ...(expires !== undefined && { expires }),
    },
    findings: [],
    ...(says.supporting === true && {
      doubt: {
        leftOut: { code: 'supporting-file', severity: 'note', message: 'no article', file: key },
        published: {
          code: 'supporting-file-published',
          severity: 'warning',
          message: 'an article',
          file: key,
        },
      },
    }),
  }
}
