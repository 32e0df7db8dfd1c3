import { createHash } from 'node:crypto'
import type { Article, ArticleStatus } from '../../src/article/article.ts'
import { fileAt } from '../../src/article/article-kind.ts'
import { type Instant, instantFromMs } from '../../src/article/instant.ts'
import type { Catalog } from '../../src/catalog/catalog.ts'
import { type ParseArticle, readFilesWith } from '../../src/catalog/reading.ts'
import { type CatalogChanges, type RefreshOptions, refresh } from '../../src/catalog/refresh.ts'
import type { ArticleSource, History, MediaSource, SkippedRef } from '../../src/sources/source.ts'

/** The moment `hours` after noon of 2 February 2024. */
export function hour(hours: number): Instant {
  const moment = instantFromMs(Date.UTC(2024, 1, 2, 12) + hours * 3_600_000)
  if (moment === undefined) throw new RangeError(`no instant ${hours} h later`)
  return moment
}

/** What a file of the newsroom says; `broken` ones are no articles, `unreadable` ones cannot be loaded. */
export interface FileSays {
  readonly id?: string
  readonly published?: Instant
  readonly updated?: Instant
  readonly embargoedUntil?: Instant
  readonly status?: ArticleStatus
  readonly text?: string
  readonly url?: string
  readonly audience?: string
  readonly expires?: Instant
  readonly image?: string
  readonly broken?: true
  readonly unreadable?: true
}

/** A newsroom whose files are values, and a catalog that follows them. */
export function createNewsroom(catalog: Catalog) {
  const files = new Map<string, { says: FileSays; revision: string }>()
  const media = new Map<string, string>()
  const loaded: string[] = []
  /** Files that change between listing and reading. */
  const writing = new Set<string>()
  const skipped: SkippedRef[] = []
  let revision = 0
  let listingFails = false
  let history: History

  const local: MediaSource = {
    lookup: () => undefined,
    file: () => undefined,
    revision: (path) => media.get(path) ?? '',
    read: async () => undefined,
  }
  const source: ArticleSource = {
    media: local,
    place: (key) => key,
    async *list(_signal, only) {
      for (const [key, file] of files) {
        if (only !== undefined && !only.some((one) => key === one || key.startsWith(`${one}/`))) continue
        const load = async () => {
          loaded.push(key)
          if (file.says.unreadable) throw new Error('EACCES: permission denied')
          return fileAt(key, Buffer.from(JSON.stringify(file.says)))
        }
        yield [{ key, revision: file.revision, load, isAsListed: () => !writing.has(key) }]
      }
      if (listingFails) throw new Error('the disk went away')
      yield skipped
    },
    load: async (key) => fileAt(key, Buffer.from(JSON.stringify(files.get(key)?.says))),
    written: async () => history,
  }

  return {
    /** What the checkout knows of every file. */
    knows(known: History) {
      history = known
    },
    loaded,
    writing,
    media,
    skipped,
    failListing: (fails: boolean) => {
      listingFails = fails
    },
    write: (key: string, says: FileSays = {}) =>
      void files.set(key, { says: { text: `text of ${key}`, ...says }, revision: `r${++revision}` }),
    move(from: string, to: string) {
      const file = files.get(from)
      if (file === undefined) throw new Error(`no file ${from}`)
      files.delete(from)
      files.set(to, { ...file, revision: `r${++revision}` })
    },
    delete: (key: string) => void files.delete(key),
    refresh(now: Instant, options: Partial<RefreshOptions> = {}): Promise<CatalogChanges> {
      loaded.length = 0
      const read = readFilesWith({ parse, media: local, concurrency: 8 })
      return refresh(catalog, source, read, now, new AbortController().signal, {
        mint: ({ key }) => `minted:${key}`,
        ...options,
      })
    },
  }
}

const parse: ParseArticle = (raw, lookup) => {
  const says: FileSays = JSON.parse(raw.kind === 'file' ? Buffer.from(raw.bytes).toString() : '{}')
  if (says.image !== undefined) lookup(says.image)
  if (says.broken)
    return { findings: [{ code: 'broken', severity: 'error', message: 'broken', file: raw.key }] }
  const { id, published, updated, embargoedUntil, expires, audience, status = 'live', text = '' } = says
  const article: Article = {
    key: raw.key,
    section: 'world',
    title: text,
    url: says.url ?? `https://example.org/${raw.key}`,
    slug: raw.key,
    authors: [],
    tags: [],
    enclosures: [],
    status,
    body: { kind: 'markdown', text },
    contentHash: createHash('sha256').update(text.replace(/\s+/g, ' ')).digest('hex'),
    ...(id !== undefined && { id }),
    ...(published !== undefined && { published }),
    ...(updated !== undefined && { updated }),
    ...(embargoedUntil !== undefined && { embargoedUntil }),
    ...(expires !== undefined && { expires }),
    ...(audience !== undefined && { audience }),
  }
  return { value: article, findings: [] }
}
